package org.stacksam.evaluation;

import java.util.ArrayList;
import java.util.List;

import org.stacksam.InputException;

/**
 * The scores of several cases.
 *
 * @param labels that were scored, at least one
 * @param cases each with scores of all labels, in their order
 */
public record EvaluationTable(List<EvaluatedLabel> labels, List<CaseScores> cases) {

	public EvaluationTable {
		labels = List.copyOf(labels);
		cases = List.copyOf(cases);
		if (labels.isEmpty()) throw new InputException("There is no label to evaluate: both images are empty.");
		for (final CaseScores scores : cases)
			if (!scores.labels().stream().map(LabelScores::label).toList().equals(labels))
				throw new IllegalArgumentException("The case " + scores.name() + " has other labels than the table");
	}

	/**
	 * Mean over the cases whose value is not NaN (nnU-Net's {@code mean}); NaN if there is none, infinite if a
	 * case's distance is, because one of its masks is empty.
	 *
	 * @param label its place in {@link #labels()}, 0-based
	 */
	public double mean(final Metric metric, final int label) {
		return cases.stream().map(c -> c.labels().get(label)).filter(metric::isIn).mapToDouble(metric::of).filter(v -> !Double
			.isNaN(v)).average().orElse(Double.NaN);
	}

	/** Mean over the labels of their means (nnU-Net's {@code foreground_mean}); NaN if one of them is NaN. */
	public double foregroundMean(final Metric metric) {
		double sum = 0;
		for (int label = 0; label < labels.size(); label++)
			sum += mean(metric, label);
		return sum / labels.size();
	}

	/** The metrics that were measured, in the order of the columns. */
	public List<Metric> metrics() {
		final List<Metric> measured = new ArrayList<>();
		for (final Metric metric : Metric.values())
			if (cases.stream().flatMap(c -> c.labels().stream()).anyMatch(metric::isIn)) measured.add(metric);
		return measured;
	}
}
