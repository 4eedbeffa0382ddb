package org.stacksam.evaluation;

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

import org.stacksam.io.OutputFile;

/** Writes evaluations in the form of nnU-Net v2's {@code summary.json}. */
public final class SummaryJsonWriter {

	/** What nnU-Net writes of a label. */
	static final List<Metric> SUMMARY_METRICS = List.of(Metric.DICE, Metric.FALSE_NEGATIVES,
		Metric.FALSE_POSITIVES, Metric.IOU, Metric.TRUE_NEGATIVES, Metric.TRUE_POSITIVES, Metric.PREDICTED_VOXELS,
		Metric.REFERENCE_VOXELS);

	private SummaryJsonWriter() {}

	/**
	 * Writes the file: keys sorted, four spaces, bare {@code NaN}, regions as Python tuples,
	 * counts as whole numbers in the cases and as floats in the means.
	 *
	 * @throws org.stacksam.InputException if the file exists and must not be overwritten
	 */
	public static void write(final EvaluationTable table, final Path file, final boolean overwrite)
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
				labels.put(of.label().key(), summary(metric -> metric.numberOf(of)));
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
}
