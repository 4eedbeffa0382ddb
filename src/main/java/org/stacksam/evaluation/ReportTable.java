package org.stacksam.evaluation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import org.stacksam.io.OutputFile;

/**
 * A table to show or to save.
 *
 * @param columns names, each once
 * @param rows of as many cells: a {@code String} (empty = not measured), or a {@code Number}, which may be NaN or
 *          infinite
 */
public record ReportTable(List<String> columns, List<List<Object>> rows) {

	public ReportTable {
		columns = List.copyOf(columns);
		rows = rows.stream().map(List::copyOf).toList();
		for (final List<Object> row : rows)
			if (row.size() != columns.size()) throw new IllegalArgumentException(row.size() + " cells for " + columns.size() +
				" columns");
	}

	/**
	 * Writes the table as CSV (UTF-8, comma, decimal point), numbers with all their digits, {@code NaN} and
	 * {@code Infinity} as such.
	 *
	 * @throws org.stacksam.InputException if the file exists and must not be overwritten
	 */
	public void writeCsv(final Path file, final boolean overwrite) throws IOException {
		final CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').setHeader(columns.toArray(
			String[]::new)).get();
		OutputFile.write(file, overwrite, temporary -> {
			try (BufferedWriter writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8);
					CSVPrinter printer = new CSVPrinter(writer, format))
			{
				printer.printRecords(rows);
			}
		});
	}
}
