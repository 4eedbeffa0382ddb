package org.stacksam.io;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Rows of numbers and texts under named columns.
 *
 * @param columns names, unique; snake_case, as macro users read them
 * @param rows each with a cell a column: numbers (NaN = not measured), texts or booleans
 */
public record Table(List<String> columns, List<List<Object>> rows) {

	public Table {
		columns = List.copyOf(columns);
		rows = rows.stream().map(List::copyOf).toList();
		for (final List<Object> row : rows)
			if (row.size() != columns.size()) throw new IllegalArgumentException(row.size() + " cells for the columns " +
				columns);
	}

	/** A row for each of some values. */
	public static <R> Table of(final List<String> columns, final List<R> values, final Function<R, List<Object>> cells) {
		return new Table(columns, values.stream().map(cells).toList());
	}

	/** Writes CSV (RFC 4180, UTF-8, decimal points whatever the locale); NaN is written as NaN, which is not 0. */
	public void writeCsv(final Path file, final boolean overwrite) throws IOException {
		final CSVFormat format = CSVFormat.RFC4180.builder().setHeader(columns.toArray(new String[0])).get();
		OutputFile.write(file, overwrite, temporary -> {
			try (Writer writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8);
					CSVPrinter printer = new CSVPrinter(writer, format))
			{
				for (final List<Object> row : rows)
					printer.printRecord(row);
			}
		});
	}
}
