package org.stacksam.command;

import ij.measure.ResultsTable;

import org.stacksam.volume.ReportRow;
import org.stacksam.volume.VolumeResult;

/** A volume's report as a table. */
final class ReportTables {

	private ReportTables() {}

	/** A row an object and slice, least sure first; slices count from 1. */
	static ResultsTable of(final VolumeResult result) {
		final ResultsTable table = new ResultsTable();
		for (final ReportRow row : result.rows()) {
			table.addRow();
			table.addValue("object", row.object());
			table.addValue("label", row.label());
			table.addValue("name", row.name());
			table.addValue("slice", row.slice() + 1);
			table.addValue("prompt", row.source());
			table.addValue("confidence", row.confidence());
			table.addValue("predicted_iou", row.predictedIou());
			table.addValue("stability", row.stability());
			table.addValue("area_pixels", row.area());
		}
		return table;
	}
}
