package org.stacksam.command;

import java.util.List;

import ij.measure.Calibration;
import ij.measure.ResultsTable;

import org.stacksam.prompt.Box;
import org.stacksam.volume.SliceObject;

/** The objects of a plane as a table. */
final class ObjectTables {

	private ObjectTables() {}

	/** A row an object; boxes in pixels, areas in the image's unit. */
	static ResultsTable of(final List<SliceObject> objects, final Calibration calibration) {
		final ResultsTable table = new ResultsTable();
		final String unit = calibration.scaled() ? calibration.getUnit() : "pixel";
		for (final SliceObject object : objects) {
			table.addRow();
			table.addValue("object", object.object());
			table.addValue("label", object.label().value());
			table.addValue("name", object.label().name());
			final Box box = object.box();
			table.addValue("box_x", box == null ? Double.NaN : box.x0());
			table.addValue("box_y", box == null ? Double.NaN : box.y0());
			table.addValue("box_width", box == null ? Double.NaN : box.width());
			table.addValue("box_height", box == null ? Double.NaN : box.height());
			table.addValue("area", object.pixels() * calibration.pixelWidth * calibration.pixelHeight);
			table.addValue("area_unit", unit + "^2");
			table.addValue("predicted_iou", object.predictedIou());
			table.addValue("stability", object.stability());
		}
		return table;
	}
}
