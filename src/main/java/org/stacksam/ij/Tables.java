package org.stacksam.ij;

import java.util.List;

import org.stacksam.evaluation.ReportTable;

import ij.measure.ResultsTable;

/** Tables as ImageJ's. */
public final class Tables {

	private Tables() {}

	/**
	 * A table that is not shown yet; {@code show(title)} opens a window, or without a display logs it.
	 *
	 * @return numbers as numbers (NaN stays NaN), all else as text; a table without rows has its columns
	 */
	public static ResultsTable of(final ReportTable table) {
		final ResultsTable result = new ResultsTable();
		result.showRowNumbers(false);
		for (final List<Object> row : table.rows()) {
			result.addRow();
			for (int c = 0; c < row.size(); c++) {
				final String column = table.columns().get(c);
				if (row.get(c) instanceof Number number) result.addValue(column, number.doubleValue());
				else result.addValue(column, String.valueOf(row.get(c)));
			}
		}
		if (table.rows().isEmpty()) table.columns().forEach(result::getFreeColumn);
		return result;
	}
}
