package org.stacksam.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import ij.measure.Calibration;

import org.stacksam.evaluation.ReportTable;
import org.stacksam.prompt.Box;
import org.stacksam.volume.ReportRow;
import org.stacksam.volume.SliceObject;
import org.stacksam.volume.VolumeResult;

/** What a segmentation reports, as tables. */
final class ReportRows {

	private ReportRows() {}

	/** A row an object and slice of a volume, least sure first; slices count from 1. */
	static ReportTable ofVolume(final VolumeResult result) {
		final Map<Integer, Double> estimates = new HashMap<>();
		result.estimatedDice().forEach(estimate -> estimates.put(estimate.object(), estimate.dice()));
		final List<List<Object>> rows = new ArrayList<>();
		for (final ReportRow row : result.rows())
			rows.add(List.of(row.object(), row.label(), row.name(), row.slice() + 1, row.source(), row.confidence(), row
				.predictedIou(), row.stability(), row.area(), estimates.getOrDefault(row.object(), Double.NaN)));
		return new ReportTable(List.of("object", "label", "name", "slice", "prompt", "confidence", "predicted_iou",
			"stability", "area_pixels", "estimated_dice_of_object"), rows);
	}

	/** Share of objects' slices whose confidence is below a bound, 0 where there are none. */
	static double shareBelow(final VolumeResult result, final double bound) {
		return result.rows().stream().mapToDouble(row -> row.confidence() < bound ? 1 : 0).average().orElse(0);
	}

	/** What the log says of a volume. */
	static List<String> summary(final VolumeResult result, final double doubtful) {
		final double below = shareBelow(result, doubtful);
		final List<String> lines = new ArrayList<>();
		lines.add(String.format(Locale.ROOT, "Encoder runs %d, decoder runs %d, window %.4g to %.4g", result.encoderRuns(),
			result.decoderRuns(), result.window().lo(), result.window().hi()));
		if (!result.estimatedDice().isEmpty()) lines.add("Estimated Dice: " + result.estimatedDice().stream().map(e -> String
			.format(Locale.ROOT, "%s (object %d) %.3f", e.name(), e.object(), e.dice())).collect(Collectors.joining(", ")));
		lines.add(String.format(Locale.ROOT, "%d of %d masks (%.1f %%) have a confidence below %.2f", Math.round(below *
			result.rows().size()), result.rows().size(), 100 * below, doubtful));
		return lines;
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
