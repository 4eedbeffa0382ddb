package org.stacksam.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;

import org.apache.commons.statistics.inference.TTest;

import org.stacksam.InputException;

/** Compares two result tables case by case. */
public final class PairedComparison {

	private PairedComparison() {}

	/**
	 * Compares the labels and cases that both tables have; what is left out is listed.
	 *
	 * @param a the one to compare with, such as a model trained on hand-drawn labels
	 * @param b the other, whose non-inferiority is asked for if there is a margin
	 * @throws InputException if the metrics differ, no case or no label is in both, or a margin is given for a metric of
	 *           which neither high nor low is good
	 */
	public static Comparison compare(final ResultTable a, final ResultTable b, final ComparisonOptions options) {
		if (a.metric() != b.metric()) throw new InputException("A holds " + a.metric().column() + ", B " + b.metric()
			.column() + ": compare the same metric.");
		if (!Double.isNaN(options.margin()) && a.metric().better() == Metric.Better.NEITHER) throw new InputException(
			"Non-inferiority has no meaning for " + a.metric().column() + ". Leave the margin out, or compare Dice.");
		final List<String> leftOut = new ArrayList<>();
		final List<String> cases = commonCases(a, b, leftOut);
		final Map<String, String> labels = commonLabels(a, b, leftOut);
		final List<Sample> samples = new ArrayList<>();
		labels.forEach((labelA, labelB) -> {
			final Sample sample = new Sample(labelA, pairs(a, b, cases, labelA, labelB, leftOut));
			if (sample.pairs.isEmpty()) leftOut.add("Label " + labelA + ": no case has a score in both.");
			else samples.add(sample);
		});
		if (samples.isEmpty()) throw new InputException("No score is in both " + a.source() + " and " + b.source() + ": " +
			String.join(" ", leftOut));
		return new Comparison(a.source(), b.source(), a.metric(), analyse(samples, a.metric(), options), leftOut);
	}

	private static List<String> commonCases(final ResultTable a, final ResultTable b, final List<String> leftOut) {
		final List<String> common = new ArrayList<>();
		for (final String name : a.scores().keySet())
			if (b.scores().containsKey(name)) common.add(name);
			else leftOut.add("Case " + name + ": only in A, " + a.source() + ".");
		if (common.isEmpty()) throw new InputException("No case is in both " + a.source() + " (such as " + first(a) +
			") and " + b.source() + " (such as " + first(b) + "). Cases are paired by file name without ending.");
		for (final String name : b.scores().keySet())
			if (!a.scores().containsKey(name)) leftOut.add("Case " + name + ": only in B, " + b.source() + ".");
		return common;
	}

	private static String first(final ResultTable table) {
		return table.scores().keySet().stream().findFirst().orElse("none");
	}

	/** Labels of A and what they are called in B. */
	private static Map<String, String> commonLabels(final ResultTable a, final ResultTable b,
		final List<String> leftOut)
	{
		final Map<String, String> common = new LinkedHashMap<>();
		for (final ResultTable.Label labelA : a.labels())
			b.labels().stream().filter(labelA::matches).findFirst().ifPresent(labelB -> common.put(labelA.name(), labelB
				.name()));
		// One label each is the same thing under two names, such as "dice" and "liver".
		if (common.isEmpty() && a.labels().size() == 1 && b.labels().size() == 1) common.put(a.labels().get(0).name(), b
			.labels().get(0).name());
		if (common.isEmpty()) throw new InputException("No label is in both " + a.source() + " (" + names(a) + ") and " + b
			.source() + " (" + names(b) + ").");
		for (final ResultTable.Label label : a.labels())
			if (!common.containsKey(label.name())) leftOut.add("Label " + label.name() + ": only in A, " + a.source() + ".");
		for (final ResultTable.Label label : b.labels())
			if (!common.containsValue(label.name())) leftOut.add("Label " + label.name() + ": only in B, " + b.source() + ".");
		return common;
	}

	private static String names(final ResultTable table) {
		return String.join(", ", new TreeSet<>(table.labels().stream().map(ResultTable.Label::name).toList()));
	}

	private static List<LabelComparison.Pair> pairs(final ResultTable a, final ResultTable b, final List<String> cases,
		final String labelA, final String labelB, final List<String> leftOut)
	{
		final List<LabelComparison.Pair> pairs = new ArrayList<>();
		for (final String name : cases) {
			final OptionalDouble scoreA = a.score(name, labelA), scoreB = b.score(name, labelB);
			final String problem = problem("A", scoreA) + problem("B", scoreB);
			if (problem.isEmpty()) pairs.add(new LabelComparison.Pair(name, scoreA.getAsDouble(), scoreB.getAsDouble()));
			else leftOut.add("Label " + labelA + ", case " + name + ":" + problem + ".");
		}
		return pairs;
	}

	private static String problem(final String side, final OptionalDouble score) {
		if (score.isEmpty()) return " missing in " + side;
		if (!Double.isFinite(score.getAsDouble())) return " " + score.getAsDouble() + " in " + side;
		return "";
	}

	/** The pairs of one label. */
	private record Sample(String label, List<LabelComparison.Pair> pairs) {

		double[] a() {
			return pairs.stream().mapToDouble(LabelComparison.Pair::a).toArray();
		}

		double[] b() {
			return pairs.stream().mapToDouble(LabelComparison.Pair::b).toArray();
		}

		double[] differences() {
			return pairs.stream().mapToDouble(pair -> pair.a() - pair.b()).toArray();
		}

		/** How much worse B is than A, case by case. */
		double[] losses(final Metric metric) {
			return pairs.stream().mapToDouble(pair -> metric.better() == Metric.Better.HIGHER ? pair.a() - pair.b() : pair
				.b() - pair.a()).toArray();
		}
	}

	private static List<LabelComparison> analyse(final List<Sample> samples, final Metric metric,
		final ComparisonOptions options)
	{
		final List<Wilcoxon> tests = samples.stream().map(sample -> Wilcoxon.test(sample.differences())).toList();
		final double[] holm = PairedStatistics.holm(tests.stream().mapToDouble(Wilcoxon::p).toArray());
		final boolean asked = !Double.isNaN(options.margin());
		final List<NonInferiority> nonInferiority = asked ? nonInferiority(samples, metric, options) : null;
		final List<LabelComparison> comparisons = new ArrayList<>();
		for (int i = 0; i < samples.size(); i++) {
			final Sample sample = samples.get(i);
			final TTest.Result t = sample.pairs.size() < 2 ? null : TTest.withDefaults().pairedTest(sample.a(), sample.b());
			comparisons.add(new LabelComparison(sample.label, sample.pairs, ScoreSummary.of(sample.a(), options), ScoreSummary
				.of(sample.b(), options), ScoreSummary.of(sample.differences(), options), tests.get(i), holm[i], t == null
					? Double.NaN : t.getStatistic(), t == null ? Double.NaN : t.getPValue(), asked ? nonInferiority.get(i)
						: null));
		}
		return comparisons;
	}

	private static List<NonInferiority> nonInferiority(final List<Sample> samples, final Metric metric,
		final ComparisonOptions options)
	{
		final double[] p = samples.stream().mapToDouble(sample -> {
			final double[] room = sample.losses(metric);
			for (int i = 0; i < room.length; i++)
				room[i] = options.margin() - room[i];
			return Wilcoxon.testGreater(room).p();
		}).toArray();
		final double[] holm = PairedStatistics.holm(p);
		final List<NonInferiority> results = new ArrayList<>();
		for (int i = 0; i < samples.size(); i++)
			results.add(new NonInferiority(options.margin(), p[i], holm[i], PairedStatistics.bootstrap(samples.get(i).losses(
				metric), options.resamples(), options.seed()).high()));
		return results;
	}
}
