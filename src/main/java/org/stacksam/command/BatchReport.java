package org.stacksam.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.batch.CaseRow;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.io.OutputFile;

/** How the cases of a run went: a table, and the error that makes the run a failed one. */
record BatchReport(List<CaseRow> rows, List<String> columns) {

	private static final List<String> FIRST = List.of("case", "state", "seconds");

	/** A row a case; what was not measured is empty. */
	ReportTable table() {
		final List<List<Object>> table = new ArrayList<>();
		for (final CaseRow row : rows) {
			final List<Object> cells = new ArrayList<>(List.of(row.name(), row.state().text(), Math.round(row.seconds() *
				1000) / 1000.0));
			columns.forEach(column -> cells.add(row.cells().getOrDefault(column, "")));
			cells.add(String.join("; ", row.notes()));
			cells.add(row.message());
			table.add(cells);
		}
		return new ReportTable(Stream.of(FIRST, columns, List.of("notes", "message")).flatMap(List::stream).toList(), table);
	}

	/**
	 * Checks that a report may be written: a file that is there has to be an earlier one.
	 *
	 * @throws InputException naming path and remedy
	 */
	static void check(final Path file, final boolean overwrite) throws IOException {
		OutputFile.check(file, overwrite || isReport(file));
	}

	private static boolean isReport(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) return false;
		final byte[] start = (String.join(",", FIRST) + ",").getBytes(StandardCharsets.UTF_8);
		try (var in = Files.newInputStream(file)) {
			return java.util.Arrays.equals(start, in.readNBytes(start.length));
		}
	}

	/** Writes the table; a full disk must not hide what the run has to say. */
	void write(final Path file, final Progress progress) {
		try {
			table().writeCsv(file, true);
			progress.log("Report: " + file);
		}
		catch (final IOException | InputException e) {
			progress.log("The report could not be written to " + file + ": " + e.getMessage());
		}
	}

	/** Says how many cases went how. */
	String summary() {
		return rows.size() + (rows.size() == 1 ? " case: " : " cases: ") + String.join(", ", Stream.of(CaseRow.State.values()).map(state -> rows.stream()
			.filter(row -> row.state() == state).count() + " " + state.text()).filter(text -> !text.startsWith("0 ")).toList());
	}

	/**
	 * Ends a run that did not do all of its cases.
	 *
	 * @throws InputException naming each case that failed, and why
	 */
	void throwIfBad() {
		final List<String> bad = rows.stream().filter(CaseRow::isBad).map(row -> row.name() + ": " + row.message()).toList();
		if (!bad.isEmpty()) throw new InputException(bad.size() + " of " + rows.size() +
			" cases failed. The others are finished; run again to go on.\n- " + String.join("\n- ", bad));
	}
}
