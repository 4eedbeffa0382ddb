package org.stacksam.crowd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

import org.apache.commons.statistics.descriptive.Median;

/**
 * How far annotators agree with a consensus and with each other.
 *
 * @param region the voxels that specificity, kappa and alpha are computed of
 * @param voxels in the region
 * @param rows one an annotator and label
 * @param pairs one a pair of annotators and label
 * @param fleissKappa of all labels, background included; NaN where all votes are one label
 * @param krippendorffAlpha nominal, of all labels, background included; NaN where all votes are one label
 * @param standOuts a sentence for each annotator who differs much from the others
 */
public record Agreement(Region region, long voxels, List<Row> rows, List<Pair> pairs, double fleissKappa,
	double krippendorffAlpha, List<String> standOuts)
{

	/** Voxels that count where background does. */
	public enum Region {
		/** The whole volume; the more background, the higher the values. */
		ALL,
		/** Voxels that at least one annotator gave a label other than background. */
		ANNOTATED
	}

	/**
	 * One annotator against the consensus.
	 *
	 * @param label value
	 * @param voxels that the annotator gave the label
	 * @param sensitivity share of the consensus that the annotator gave it too; NaN if the consensus is empty
	 * @param specificity share of the region outside the consensus that the annotator left out too; NaN if there is none
	 * @param dice NaN if both are empty
	 */
	public record Row(String annotator, int label, long voxels, double sensitivity, double specificity, double dice) {}

	/**
	 * Two annotators against each other.
	 *
	 * @param dice NaN if both are empty
	 */
	public record Pair(String a, String b, int label, double dice) {}

	/** The library reorders its input unless told to copy. */
	private static final Median MEDIAN = Median.withDefaults().withCopy(true);

	/** An annotator is named if the mean Dice lies further below the median than this … */
	private static final double STANDS_OUT = .05;
	/** … and than so many robust standard deviations (1.4826 · median absolute deviation). */
	private static final double DEVIATIONS = 3;

	/**
	 * Measures agreement.
	 *
	 * @param patterns of at least these annotators; votes after theirs do not count
	 * @param names of the annotators, in the order of the patterns' votes
	 * @param consensus a label for each pattern
	 */
	public static Agreement measure(final VotePatterns patterns, final List<String> names, final int[] consensus,
		final Region region)
	{
		final List<Row> rows = new ArrayList<>();
		final List<Pair> pairs = new ArrayList<>();
		for (final int label : patterns.labels()) {
			if (label == 0) continue;
			for (int k = 0; k < names.size(); k++)
				rows.add(row(patterns, names, k, consensus, label, region));
			for (int a = 0; a < names.size(); a++)
				for (int b = a + 1; b < names.size(); b++)
					pairs.add(pair(patterns, names, a, b, label));
		}
		long voxels = 0;
		for (int i = 0; i < patterns.size(); i++)
			if (inRegion(patterns, i, names.size(), region)) voxels += patterns.count(i);
		return new Agreement(region, voxels, List.copyOf(rows), List.copyOf(pairs), fleissKappa(patterns, names
			.size(), region), krippendorffAlpha(patterns, names.size(), region), standOuts(rows, names));
	}

	/** Mean Dice of all pairs and labels, without those that are empty in both; NaN if there is none. */
	public double meanPairwiseDice() {
		return pairs.stream().mapToDouble(Pair::dice).filter(d -> !Double.isNaN(d)).average().orElse(Double.NaN);
	}

	private static boolean inRegion(final VotePatterns patterns, final int i, final int raters, final Region region) {
		if (region == Region.ALL) return true;
		for (int k = 0; k < raters; k++)
			if (patterns.vote(i, k) != 0) return true;
		return false;
	}

	private static Row row(final VotePatterns patterns, final List<String> names, final int rater,
		final int[] consensus, final int label, final Region region)
	{
		long tp = 0, fp = 0, fn = 0, tn = 0;
		for (int i = 0; i < patterns.size(); i++) {
			final boolean voted = patterns.vote(i, rater) == label, truly = consensus[i] == label;
			if (voted && truly) tp += patterns.count(i);
			else if (voted) fp += patterns.count(i);
			else if (truly) fn += patterns.count(i);
			else if (inRegion(patterns, i, names.size(), region)) tn += patterns.count(i);
		}
		return new Row(names.get(rater), label, tp + fp, ratio(tp, tp + fn), ratio(tn, tn + fp), ratio(2 * tp, 2 * tp + fp + fn));
	}

	private static Pair pair(final VotePatterns patterns, final List<String> names, final int a, final int b,
		final int label)
	{
		long both = 0, sum = 0;
		for (int i = 0; i < patterns.size(); i++) {
			final boolean ofA = patterns.vote(i, a) == label, ofB = patterns.vote(i, b) == label;
			if (ofA && ofB) both += patterns.count(i);
			sum += (ofA ? patterns.count(i) : 0) + (ofB ? patterns.count(i) : 0);
		}
		return new Pair(names.get(a), names.get(b), label, ratio(2 * both, sum));
	}

	private static double ratio(final long part, final long whole) {
		return whole == 0 ? Double.NaN : (double) part / whole;
	}

	/**
	 * Fleiss' kappa of the voxels of a region (Fleiss, Psychological Bulletin 76, 1971).
	 *
	 * @param raters how many of the patterns' votes count, the first ones
	 * @return NaN if all votes are one label
	 */
	public static double fleissKappa(final VotePatterns patterns, final int raters, final Region region) {
		final double n = raters;
		final Pairs counted = pairs(patterns, raters, region, votes -> votes * (votes - 1.0));
		final double observed = counted.sum / (n * (n - 1)) / counted.units;
		double expected = 0;
		for (final double votes : counted.byLabel)
			expected += votes / (n * counted.units) * votes / (n * counted.units);
		return expected == 1 ? Double.NaN : (observed - expected) / (1 - expected);
	}

	/**
	 * Krippendorff's alpha for nominal data of the voxels of a region (Krippendorff, Content Analysis, 2004).
	 *
	 * @param raters how many of the patterns' votes count, the first ones
	 * @return NaN if all votes are one label
	 */
	public static double krippendorffAlpha(final VotePatterns patterns, final int raters, final Region region) {
		final Pairs counted = pairs(patterns, raters, region, votes -> votes * (double) (raters - votes));
		final double n = counted.units * raters;
		final double observed = counted.sum / (raters - 1) / n;
		double expected = 0;
		for (final double votes : counted.byLabel)
			expected += votes * (n - votes) / (n * (n - 1));
		return expected == 0 ? Double.NaN : 1 - observed / expected;
	}

	/** A sum over voxels and labels of a term of the label's votes, the number of votes a label, and that of voxels. */
	private record Pairs(double sum, double[] byLabel, double units) {}

	private static Pairs pairs(final VotePatterns patterns, final int raters, final Region region,
		final IntToDoubleFunction term)
	{
		final int[] labels = patterns.labels();
		final double[] byLabel = new double[labels.length];
		double sum = 0, units = 0;
		for (int i = 0; i < patterns.size(); i++) {
			if (!inRegion(patterns, i, raters, region)) continue;
			final int[] votes = new int[labels.length];
			for (int k = 0; k < raters; k++)
				votes[Arrays.binarySearch(labels, patterns.vote(i, k))]++;
			for (int c = 0; c < votes.length; c++) {
				byLabel[c] += (double) votes[c] * patterns.count(i);
				sum += term.applyAsDouble(votes[c]) * patterns.count(i);
			}
			units += patterns.count(i);
		}
		return new Pairs(sum, byLabel, units);
	}

	private static List<String> standOuts(final List<Row> rows, final List<String> names) {
		final double[] means = names.stream().mapToDouble(name -> rows.stream().filter(r -> r.annotator().equals(name) &&
			!Double.isNaN(r.dice())).mapToDouble(Row::dice).average().orElse(Double.NaN)).toArray();
		final List<String> sentences = new ArrayList<>();
		// Of two nobody can say who is the odd one.
		if (names.size() < 3 || Arrays.stream(means).anyMatch(Double::isNaN)) return sentences;
		final double median = MEDIAN.evaluate(means);
		final double spread = 1.4826 * MEDIAN.evaluate(Arrays.stream(means).map(m -> Math.abs(m - median)).toArray());
		for (int k = 0; k < means.length; k++)
			if (median - means[k] > Math.max(STANDS_OUT, DEVIATIONS * spread)) sentences.add(String.format(Locale.ROOT,
				"%s stands out: mean Dice %.3f against the consensus, the median annotator has %.3f.", names.get(k), means[k],
				median));
		return sentences;
	}
}
