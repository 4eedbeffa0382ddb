package org.stacksam.command;

import java.util.ArrayList;
import java.util.List;

import ij.measure.Calibration;

import org.stacksam.evaluation.ReportTable;
import org.stacksam.prompt.Box;
import org.stacksam.volume.ReportRow;
import org.stacksam.volume.SliceObject;

/** What a segmentation reports, as tables. */
final class ReportRows {

	private ReportRows() {}

	/** A row an object and slice of a volume, least sure first; slices count from 1. */
	static ReportTable ofVolume(final List<ReportRow> report) {
		final List<List<Object>> rows = new ArrayList<>();
		for (final ReportRow row : report)
			rows.add(List.of(row.object(), row.label(), row.name(), row.slice() + 1, row.source(), row.confidence(), row
				.predictedIou(), row.stability(), row.area()));
		return new ReportTable(List.of("object", "label", "name", "slice", "prompt", "confidence", "predicted_iou",
			"stability", "area_pixels"), rows);
	}

	/** A row an object of a plane; boxes in pixels, areas in the image's unit. */
	static ReportTable ofPlane(final List<SliceObject> objects, final Calibration calibration) {
		final List<List<Object>> rows = new ArrayList<>();
		final String unit = (calibration.scaled() ? calibration.getUnit() : "pixel") + "^2";
		for (final SliceObject object : objects) {
			final Box box = object.box() == null ? new Box(Double.NaN, Double.NaN, Double.NaN, Double.NaN) : object.box();
			rows.add(List.of(object.object(), object.label().value(), object.label().name(), box.x0(), box.y0(), box.width(),
				box.height(), object.pixels() * calibration.pixelWidth * calibration.pixelHeight, unit, object.predictedIou(),
				object.stability()));
		}
		return new ReportTable(List.of("object", "label", "name", "box_x", "box_y", "box_width", "box_height", "area",
			"area_unit", "predicted_iou", "stability"), rows);
	}
}
