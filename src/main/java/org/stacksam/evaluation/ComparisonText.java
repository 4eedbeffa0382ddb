package org.stacksam.evaluation;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in plain sentences what a comparison found, and what it did not. */
public final class ComparisonText {

	private static final double LEVEL = 0.05;

	private ComparisonText() {}

	/** What a comparison means: a line for each label, then one for each label's margin where one was given. */
	public static String all(final Comparison comparison) {
		final Stream<String> found = comparison.labels().stream().map(label -> sentence(label, comparison.metric(),
			comparison.labels().size()));
		final Stream<String> margins = comparison.labels().stream().map(label -> nonInferiority(label, comparison.metric()));
		return Stream.concat(found, margins.filter(text -> !text.isEmpty())).collect(Collectors.joining("\n"));
	}

	/**
	 * What one label's comparison means.
	 *
	 * @param labels how many labels were tested together
	 */
	public static String sentence(final LabelComparison of, final Metric metric, final int labels) {
		final double mean = of.difference().mean();
		final String means = String.format(Locale.ROOT, "%s: mean %s %.3f in A and %.3f in B (%d case%s)", of.label(), metric
			.column(), of.a().mean(), of.b().mean(), of.n(), of.n() == 1 ? "" : "s");
		if (of.wilcoxon().n() == 0) return means + ". All scores are equal.";
		final String test = String.format(Locale.ROOT, "Wilcoxon p = %s%s, rank-biserial effect size %.2f", p(of.wilcoxon()
			.p()), labels > 1 ? String.format(Locale.ROOT, ", %s after Holm for %d labels", p(of.wilcoxonHolm()), labels) : "",
			of.wilcoxon().rankBiserial());
		final String difference = String.format(Locale.ROOT, "%.3f on average (95 %% bootstrap interval of A − B %.3f to %.3f)",
			Math.abs(mean), of.difference().bootstrap().low(), of.difference().bootstrap().high());
		if (of.wilcoxonHolm() < LEVEL) return means + ". A is " + (mean > 0 ? "higher" : "lower") + " by " + difference +
			"; chance alone would rarely do this (" + test + ")" + better(of, metric) + ".";
		final ConfidenceInterval interval = of.difference().bootstrap();
		final String mixed = interval.low() > 0 || interval.high() < 0
			? " The interval leaves out 0 all the same, so more cases are needed." : "";
		return means + ". They differ by " + difference + ", which is not significant (" + test + ")." + mixed +
			" This does not show that they are equal.";
	}

	private static String better(final LabelComparison of, final Metric metric) {
		if (metric.better() == Metric.Better.NEITHER) return "";
		final boolean aHigher = of.difference().mean() > 0;
		// Mean and ranks may point to different sides where few large differences outweigh many small ones.
		if (aHigher != of.wilcoxon().rankBiserial() > 0) return ", but mean and ranks disagree on which is higher";
		return ", so " + (aHigher == (metric.better() == Metric.Better.HIGHER) ? "A" : "B") + " is better";
	}

	/** What the margin means for one label, stating the method; empty where none was given. */
	public static String nonInferiority(final LabelComparison of, final Metric metric) {
		final NonInferiority found = of.nonInferiority();
		if (found == null) return "";
		final String method = String.format(Locale.ROOT,
			"one-sided Wilcoxon p = %s after Holm, against 0.025; upper end of the bootstrap interval of B's mean loss %.3f", p(found
				.pHolm()), found.worstLoss());
		final String margin = String.format(Locale.ROOT, "%s %s", number(found.margin()), metric.column());
		if (found.concluded()) return of.label() + ": B is not inferior to A by a margin of " + margin + " (" + method + ").";
		return of.label() + ": it is not shown that B is within " + margin + " of A (" + method + ").";
	}

	private static String p(final double p) {
		return p >= 0.001 ? String.format(Locale.ROOT, "%.3f", p) : String.format(Locale.ROOT, "%.1e", p);
	}

	private static String number(final double value) {
		return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
	}
}
