package org.stacksam.evaluation;

import java.util.Arrays;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.ContinuityCorrection;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.apache.commons.statistics.ranking.NaturalRanking;

/**
 * Wilcoxon's signed-rank test of paired differences as scipy ({@code stats.wilcoxon}, 1.13 and later) computes it by
 * default: zeros are dropped; the p value is exact without zeros and ties up to 50 pairs, from all permutations of signs
 * with them up to 13, else from the normal distribution with the variance corrected for ties and no continuity
 * correction.
 *
 * @param n differences that are not 0
 * @param positive sum of the ranks of positive differences
 * @param negative sum of the ranks of negative differences
 * @param p value; 1 if all differences are 0
 * @param method of the p value
 */
public record Wilcoxon(int n, double positive, double negative, double p, Method method) {

	private static final int MOST_EXACT = 50;
	private static final int MOST_PERMUTED = 13;

	/** How a p value was found; {@code NONE} where all differences are 0. */
	public enum Method {
		EXACT, PERMUTATION, NORMAL, NONE
	}

	/** Two-sided test of whether the differences are symmetric about 0. */
	public static Wilcoxon test(final double[] differences) {
		return test(differences, AlternativeHypothesis.TWO_SIDED);
	}

	/** One-sided test: whether the differences tend to be above 0. */
	public static Wilcoxon testGreater(final double[] differences) {
		return test(differences, AlternativeHypothesis.GREATER_THAN);
	}

	/** The statistic that scipy reports: the smaller sum of ranks. */
	public double statistic() {
		return Math.min(positive, negative);
	}

	/**
	 * Rank-biserial correlation, the effect size: (positive − negative) / sum of ranks, from −1 to 1; 0 if all
	 * differences are 0 (Kerby, Comprehensive Psychology 2014).
	 */
	public double rankBiserial() {
		return n == 0 ? 0 : (positive - negative) / (positive + negative);
	}

	private static Wilcoxon test(final double[] differences, final AlternativeHypothesis alternative) {
		final double[] d = Arrays.stream(differences).filter(v -> v != 0).toArray();
		if (d.length == 0) return new Wilcoxon(0, 0, 0, 1, Method.NONE);
		final double[] ranks = new NaturalRanking().apply(Arrays.stream(d).map(Math::abs).toArray());
		double positive = 0, negative = 0;
		for (int i = 0; i < d.length; i++)
			if (d[i] > 0) positive += ranks[i];
			else negative += ranks[i];
		final boolean regular = d.length == differences.length && Arrays.stream(ranks).distinct().count() == ranks.length;
		final Method method = differences.length > MOST_EXACT || !regular && differences.length > MOST_PERMUTED
			? Method.NORMAL : regular ? Method.EXACT : Method.PERMUTATION;
		final double p = method == Method.PERMUTATION ? permutationP(ranks, positive, alternative) : WilcoxonSignedRankTest
			.withDefaults().with(alternative).with(method == Method.EXACT ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC).with(
				ContinuityCorrection.DISABLED).test(d).getPValue();
		return new Wilcoxon(d.length, positive, negative, p, method);
	}

	/** Share of the 2ⁿ choices of signs whose positive sum of ranks is as extreme. */
	private static double permutationP(final double[] ranks, final double positive,
		final AlternativeHypothesis alternative)
	{
		// Ranks of ties are halves: twice the ranks are whole.
		final int[] twice = Arrays.stream(ranks).mapToInt(rank -> (int) Math.round(2 * rank)).toArray();
		final long[] ways = new long[Arrays.stream(twice).sum() + 1];
		ways[0] = 1;
		for (final int rank : twice)
			for (int sum = ways.length - 1; sum >= rank; sum--)
				ways[sum] += ways[sum - rank];
		final int observed = (int) Math.round(2 * positive);
		final double all = 1L << ranks.length;
		final double less = Arrays.stream(ways, 0, observed + 1).sum() / all;
		final double greater = Arrays.stream(ways, observed, ways.length).sum() / all;
		return alternative == AlternativeHypothesis.GREATER_THAN ? greater : Math.min(1, 2 * Math.min(less, greater));
	}
}
