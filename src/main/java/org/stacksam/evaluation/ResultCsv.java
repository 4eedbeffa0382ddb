package org.stacksam.evaluation;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import org.stacksam.InputException;

/**
 * Reads result tables from CSV: our long form (case, label, name, metrics), and the wide form of the crowd study
 * (arXiv:2403.15218): a column of file names, perhaps one of models, and one for each label, such as
 * {@code spleen_dice}.
 */
final class ResultCsv {

	private static final List<String> CASE_COLUMNS = List.of("path", "case", "file", "filename", "image", "name", "id");
	private static final String MODEL_COLUMN = "model";

	private ResultCsv() {}

	/** A file with its lines read. */
	private record Content(Path file, List<String> header, List<Line> lines) {

		/** The place of a column, in any case; −1 if there is none. */
		int column(final String name) {
			for (int i = 0; i < header.size(); i++)
				if (header.get(i).equalsIgnoreCase(name)) return i;
			return -1;
		}

		String where(final Line line, final int column) {
			return file + ", line " + line.number + ", column " + header.get(column);
		}
	}

	/** A record and the line it ends in, 1-based. */
	private record Line(long number, CSVRecord cells) {

		String cell(final int column) {
			return cells.get(column).strip();
		}
	}

	/**
	 * Reads either form.
	 *
	 * @param model which rows to read where there is a column of models; empty if there is none or but one
	 */
	static ResultTable read(final Path file, final String model, final Metric metric) throws IOException {
		final Content content = parse(file);
		final boolean longForm = ReportTables.KEY_COLUMNS.stream().allMatch(name -> content.column(name) >= 0);
		return longForm ? readLong(content, metric) : readWide(content, model, metric);
	}

	private static ResultTable readLong(final Content content, final Metric metric) {
		final int caseColumn = content.column("case"), keyColumn = content.column("label"), nameColumn = content.column(
			"name"), metricColumn = content.column(metric.column());
		if (metricColumn < 0) throw new InputException(content.file + " has no column " + metric.column() +
			"; its columns are " + String.join(", ", content.header) + ".");
		final Map<String, ResultTable.Label> labels = new LinkedHashMap<>();
		final Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
		for (final Line line : content.lines) {
			final ResultTable.Label label = new ResultTable.Label(line.cell(nameColumn), line.cell(keyColumn));
			labels.putIfAbsent(label.name(), label);
			final Map<String, Double> row = scores.computeIfAbsent(caseOf(content, line, caseColumn),
				c -> new LinkedHashMap<>());
			final String cell = line.cell(metricColumn);
			if (row.containsKey(label.name())) throw new InputException(content.file + ", line " + line.number + ": the label " +
				label.name() + " of the case " + line.cell(caseColumn) + " has a row already.");
			if (!cell.isEmpty()) row.put(label.name(), ResultReader.number(cell, content.where(line, metricColumn)));
		}
		return new ResultTable(content.file.toString(), metric, List.copyOf(labels.values()), scores);
	}

	private static ResultTable readWide(final Content content, final String model, final Metric metric) {
		final int caseColumn = CASE_COLUMNS.stream().mapToInt(content::column).filter(i -> i >= 0).findFirst().orElseThrow(
			() -> new InputException(content.file + " has no column of case names: one of " + String.join(", ",
				CASE_COLUMNS) + " is needed; its columns are " + String.join(", ", content.header) + "."));
		final int modelColumn = content.column(MODEL_COLUMN);
		final String chosen = chooseModel(content, modelColumn, model);
		final Map<Integer, String> labels = labelColumns(content, caseColumn, modelColumn, metric);
		final Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
		for (final Line line : content.lines) {
			if (modelColumn >= 0 && !line.cell(modelColumn).equals(chosen)) continue;
			final Map<String, Double> row = new LinkedHashMap<>();
			labels.forEach((column, label) -> {
				final String cell = line.cell(column);
				if (!cell.isEmpty()) row.put(label, ResultReader.number(cell, content.where(line, column)));
			});
			final String name = caseOf(content, line, caseColumn);
			if (scores.put(name, row) != null) throw new InputException(content.file + ", line " + line.number +
				": the case " + name + " has a row already. Keep one row for each case.");
		}
		return new ResultTable(content.file + (chosen.isEmpty() ? "" : "#" + chosen), metric, labels.values().stream().map(
			name -> new ResultTable.Label(name, "")).toList(), scores);
	}

	private static String chooseModel(final Content content, final int modelColumn, final String model) {
		final TreeSet<String> models = new TreeSet<>();
		if (modelColumn >= 0) content.lines.forEach(line -> models.add(line.cell(modelColumn)));
		if (models.contains(model)) return model;
		if (!model.isEmpty()) throw new InputException(content.file + " has no rows of the model " + model + (models
			.isEmpty() ? "." : "; its models are " + String.join(", ", models) + "."));
		if (models.size() > 1) throw new InputException(content.file + " has rows of several models: choose one by " +
			content.file + "#MODEL, where MODEL is " + String.join(" or ", models) + ".");
		return models.isEmpty() ? "" : models.first();
	}

	/** Columns with scores and their labels: those that end in the metric's name, else all that are left. */
	private static Map<Integer, String> labelColumns(final Content content, final int caseColumn, final int modelColumn,
		final Metric metric)
	{
		final String metricName = metric.column().toLowerCase(Locale.ROOT), suffix = "_" + metricName;
		final Map<Integer, String> named = new LinkedHashMap<>(), all = new LinkedHashMap<>();
		for (int i = 0; i < content.header.size(); i++) {
			if (i == caseColumn || i == modelColumn) continue;
			final String name = content.header.get(i), lower = name.toLowerCase(Locale.ROOT);
			all.put(i, name);
			if (lower.equals(metricName)) named.put(i, name);
			else if (lower.endsWith(suffix)) named.put(i, name.substring(0, name.length() - suffix.length()));
		}
		if (all.isEmpty()) throw new InputException(content.file + " has no column of scores beside the case names.");
		return named.isEmpty() ? all : named;
	}

	private static String caseOf(final Content content, final Line line, final int column) {
		if (line.cell(column).isEmpty()) throw new InputException(content.where(line, column) + ": the case has no name.");
		return CasePairing.caseName(line.cell(column));
	}

	private static Content parse(final Path file) throws IOException {
		final List<Line> lines = new ArrayList<>();
		final CSVFormat format = CSVFormat.DEFAULT.builder().setIgnoreSurroundingSpaces(true).get();
		List<String> header = null;
		try (CSVParser parser = CSVParser.parse(new StringReader(text(file)), format)) {
			for (final CSVRecord cells : parser) {
				if (header == null) {
					header = cells.stream().map(String::strip).toList();
					continue;
				}
				final long number = parser.getCurrentLineNumber();
				if (cells.size() != header.size()) throw new InputException(file + ", line " + number + " has " + cells.size() +
					" cells, the header " + header.size() + ".");
				lines.add(new Line(number, cells));
			}
		}
		catch (final UncheckedIOException e) {
			throw new InputException(file + " is damaged: " + e.getCause().getMessage() + ". Write it again.", e);
		}
		if (lines.isEmpty()) throw new InputException(file + " has no row of scores.");
		return new Content(file, header, lines);
	}

	private static String text(final Path file) throws IOException {
		try {
			final String text = Files.readString(file, StandardCharsets.UTF_8);
			// Spreadsheets mark UTF-8 by a byte order mark.
			return text.startsWith("\uFEFF") ? text.substring(1) : text;
		}
		catch (final MalformedInputException e) {
			throw new InputException(file + " is no UTF-8 text. Save it as CSV in UTF-8.", e);
		}
	}
}
