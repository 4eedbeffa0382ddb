package org.stacksam.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ij.measure.ResultsTable;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import org.stacksam.io.OutputFile;

/** Tables as files. ImageJ's own export depends on the user's settings for digits, separators and row numbers. */
final class Tables {

	private Tables() {}

	/** Writes a table as CSV in UTF-8, numbers with all their digits. */
	static void writeCsv(final ResultsTable table, final Path file, final boolean overwrite) throws IOException {
		final String[] columns = table.getHeadings();
		final CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').setHeader(columns).get();
		OutputFile.write(file, overwrite, temporary -> {
			try (BufferedWriter writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8);
					CSVPrinter printer = new CSVPrinter(writer, format))
			{
				for (int row = 0; row < table.size(); row++)
					printer.printRecord(cells(table, columns, row));
			}
		});
	}

	private static List<Object> cells(final ResultsTable table, final String[] columns, final int row) {
		final List<Object> cells = new ArrayList<>();
		for (final String column : columns) {
			final int index = table.getColumnIndex(column);
			final double value = table.getValueAsDouble(index, row);
			// A cell of text has the value NaN.
			if (Double.isNaN(value)) cells.add(table.getStringValue(index, row));
			else if (value == Math.rint(value) && Math.abs(value) < 1e15) cells.add((long) value);
			else cells.add(value);
		}
		return cells;
	}
}
