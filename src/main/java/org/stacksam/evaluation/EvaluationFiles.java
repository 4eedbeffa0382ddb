package org.stacksam.evaluation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.stream.JsonWriter;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import org.stacksam.io.OutputFile;

/** Writes evaluations: CSV, and JSON in the form of nnU-Net's {@code summary.json}. */
public final class EvaluationFiles {

	/** First columns of our CSV, before those of the metrics. */
	static final List<String> KEY_COLUMNS = List.of("case", "label", "name");

	private static final List<Metric> SUMMARY_METRICS = List.of(Metric.DICE, Metric.FALSE_NEGATIVES,
		Metric.FALSE_POSITIVES, Metric.IOU, Metric.TRUE_NEGATIVES, Metric.TRUE_POSITIVES, Metric.PREDICTED_VOXELS,
		Metric.REFERENCE_VOXELS);

	private EvaluationFiles() {}

	/**
	 * Writes a row for each case and label: case, label (its key as in {@code summary.json}), name and the metrics that
	 * were measured; {@code NaN} and {@code Infinity} as such, numbers with all their digits.
	 *
	 * @throws org.stacksam.InputException if the file exists and must not be overwritten
	 */
	public static void writeCsv(final EvaluationTable table, final Path file, final boolean overwrite)
		throws IOException
	{
		final List<Metric> metrics = table.metrics();
		final List<String> header = new ArrayList<>(KEY_COLUMNS);
		metrics.forEach(metric -> header.add(metric.column()));
		final CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').setHeader(header.toArray(
			String[]::new)).get();
		OutputFile.write(file, overwrite, temporary -> {
			try (BufferedWriter writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8);
					CSVPrinter printer = new CSVPrinter(writer, format))
			{
				for (final CaseScores scores : table.cases())
					for (final LabelScores of : scores.labels())
						printer.printRecord(row(scores.name(), of, metrics));
			}
		});
	}

	private static List<Object> row(final String name, final LabelScores scores, final List<Metric> metrics) {
		final List<Object> cells = new ArrayList<>(List.of(name, scores.label().key(), scores.label().name()));
		for (final Metric metric : metrics)
			cells.add(metric.isIn(scores) ? number(metric, scores) : "");
		return cells;
	}

	/**
	 * Writes nnU-Net v2's {@code summary.json}: keys sorted, four spaces, bare {@code NaN}, regions as Python tuples,
	 * counts as whole numbers in the cases and as floats in the means.
	 *
	 * @throws org.stacksam.InputException if the file exists and must not be overwritten
	 */
	public static void writeSummaryJson(final EvaluationTable table, final Path file, final boolean overwrite)
		throws IOException
	{
		final Map<String, Object> means = new TreeMap<>();
		for (int i = 0; i < table.labels().size(); i++) {
			final int label = i;
			means.put(table.labels().get(i).key(), summary(metric -> table.mean(metric, label)));
		}
		final List<Object> cases = new ArrayList<>();
		for (final CaseScores scores : table.cases()) {
			final Map<String, Object> labels = new TreeMap<>();
			for (final LabelScores of : scores.labels())
				labels.put(of.label().key(), summary(metric -> number(metric, of)));
			cases.add(new TreeMap<>(Map.of("metrics", labels, "prediction_file", scores.predicted(), "reference_file", scores
				.reference())));
		}
		final Map<String, Object> summary = new TreeMap<>(Map.of("foreground_mean", summary(table::foregroundMean), "mean",
			means, "metric_per_case", cases));
		final Gson gson = new GsonBuilder().disableHtmlEscaping().serializeSpecialFloatingPointValues().create();
		OutputFile.write(file, overwrite, temporary -> {
			try (JsonWriter writer = new JsonWriter(Files.newBufferedWriter(temporary, StandardCharsets.UTF_8))) {
				writer.setIndent("    ");
				gson.toJson(summary, Map.class, writer);
			}
		});
	}

	private static Map<String, Number> summary(final Function<Metric, Number> value) {
		final Map<String, Number> of = new TreeMap<>();
		for (final Metric metric : SUMMARY_METRICS)
			of.put(metric.column(), value.apply(metric));
		return of;
	}

	/** Counts as whole numbers. */
	private static Number number(final Metric metric, final LabelScores scores) {
		final double value = metric.of(scores);
		if (metric.isCount()) return (long) value;
		return value;
	}
}
