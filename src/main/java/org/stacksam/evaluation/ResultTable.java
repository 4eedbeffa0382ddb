package org.stacksam.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One metric of several cases and labels, read from a file. A score that is NaN (nnU-Net's for two empty masks) is kept
 * apart from one that is missing, and both from 0.
 *
 * @param source where it came from, for messages
 * @param metric that was read
 * @param labels in the order of the file
 * @param scores by case name, in the order of the file, then by label name; a missing score has no entry
 */
public record ResultTable(String source, Metric metric, List<Label> labels, Map<String, Map<String, Double>> scores) {

	/**
	 * A label of the table.
	 *
	 * @param name unique in its table
	 * @param key as in nnU-Net's {@code summary.json}, such as {@code 5} or {@code (1, 2)}; empty where unknown
	 */
	public record Label(String name, String key) {

		/** Whether both mean the same: by name, or where the names differ because one table has only keys, by key. */
		boolean matches(final Label other) {
			if (name.equals(other.name)) return true;
			final boolean onlyKeys = name.equals(key) || other.name.equals(other.key);
			return onlyKeys && !key.isEmpty() && key.equals(other.key);
		}
	}

	public ResultTable {
		labels = List.copyOf(labels);
		final Map<String, Map<String, Double>> copy = new LinkedHashMap<>();
		scores.forEach((name, row) -> copy.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(row))));
		scores = Collections.unmodifiableMap(copy);
	}

	/** The scores of an evaluation. */
	public static ResultTable of(final EvaluationTable table, final Metric metric, final String source) {
		final Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
		for (final CaseScores of : table.cases()) {
			final Map<String, Double> row = new LinkedHashMap<>();
			for (final LabelScores label : of.labels())
				if (metric.isIn(label)) row.put(label.label().name(), metric.of(label));
			scores.put(of.name(), row);
		}
		return new ResultTable(source, metric, table.labels().stream().map(label -> new Label(label.name(), label.key()))
			.toList(), scores);
	}

	/** A score, NaN if it says so; empty if it is missing. */
	public OptionalDouble score(final String caseName, final String label) {
		final Double score = scores.getOrDefault(caseName, Map.of()).get(label);
		return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
	}
}
