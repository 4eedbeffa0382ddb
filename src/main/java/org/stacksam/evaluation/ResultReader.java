package org.stacksam.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

import org.stacksam.InputException;

/**
 * Reads result tables: our CSV, tables with a row for each case and a column for each label, nnU-Net's
 * {@code summary.json}.
 */
public final class ResultReader {

	private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

	private ResultReader() {}

	/**
	 * Reads a table.
	 *
	 * @param address path of a .csv or .json file; of a CSV file with a column {@code model} that holds several, one is
	 *          chosen by {@code file.csv#model}
	 * @param metric to read
	 * @throws InputException if the file does not exist, or a cell cannot be understood (naming file, line and column)
	 */
	public static ResultTable read(final String address, final Metric metric) throws IOException {
		final int hash = address.lastIndexOf('#');
		final boolean whole = hash < 0 || Files.exists(Path.of(address));
		final Path file = Path.of(whole ? address : address.substring(0, hash));
		final String model = whole ? "" : address.substring(hash + 1).strip();
		if (!Files.isRegularFile(file)) throw new InputException("The result table " + file +
			" does not exist. Give the path of a .csv file or of nnU-Net's summary.json.");
		final String name = file.toString().toLowerCase(Locale.ROOT);
		if (name.endsWith(".csv")) return ResultCsv.read(file, model, metric);
		if (name.endsWith(".json")) return SummaryJsonReader.read(file, metric);
		throw new InputException("The result table " + file +
			" has an unknown ending. Give a .csv file or nnU-Net's summary.json.");
	}

	/**
	 * A cell as a number.
	 *
	 * @param where file, line and column, for the message
	 * @return NaN and infinities as Python, R and Java write them
	 * @throws InputException if it is anything else
	 */
	static double number(final String cell, final String where) {
		final String text = cell.strip();
		if (NUMBER.matcher(text).matches()) return Double.parseDouble(text);
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "nan" -> Double.NaN;
			case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
			case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
			default -> throw new InputException(where + ": \"" + cell +
				"\" is no number. Write numbers with a decimal point, NaN for an undefined score, nothing for a missing one.");
		};
	}
}
