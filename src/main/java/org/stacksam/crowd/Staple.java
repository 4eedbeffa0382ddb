package org.stacksam.crowd;

import java.util.Arrays;

import org.stacksam.Progress;

/**
 * STAPLE for one label against the rest (Warfield, Zou and Wells, IEEE TMI 23, 2004), as ITK's STAPLEImageFilter
 * computes it: expectation maximisation of the hidden truth and of each annotator's sensitivity and specificity, with a
 * fixed prior. Every voxel of the volume counts, so the prior depends on the field of view.
 */
public final class Staple {

	/** ITK's: the largest squared change of a sensitivity or specificity at which it stops. */
	private static final double CONVERGED = 1e-14;

	private Staple() {}

	/**
	 * The estimate.
	 *
	 * @param sensitivity of each annotator, 0..1
	 * @param specificity of each annotator, 0..1
	 * @param weight probability of each pattern that its voxels are foreground
	 * @param prior share of foreground votes
	 * @param iterations as ITK counts them: the last, which found no change, is not counted
	 */
	public record Result(double[] sensitivity, double[] specificity, double[] weight, double prior, int iterations) {

		/** Whether the probability of a pattern's voxels is above one half; a tie is background. */
		public boolean isForeground(final int pattern) {
			return weight[pattern] > .5;
		}
	}

	/**
	 * Runs to convergence.
	 *
	 * @param foreground the label; all others count as background
	 */
	public static Result estimate(final VotePatterns patterns, final int foreground, final Progress progress) {
		return estimate(patterns, foreground, Integer.MAX_VALUE, progress);
	}

	/** Runs at most so many iterations, ≥ 1. */
	static Result estimate(final VotePatterns patterns, final int foreground, final int maxIterations,
		final Progress progress)
	{
		final int raters = patterns.raters();
		final double[] w = new double[patterns.size()], p = filled(raters), q = filled(raters);
		double prior = 0;
		for (int i = 0; i < w.length; i++) {
			for (int k = 0; k < raters; k++)
				if (patterns.vote(i, k) == foreground) w[i] += 1.0 / raters;
			prior += w[i] * patterns.count(i);
		}
		prior /= patterns.total();
		int iteration = 0;
		while (iteration < maxIterations) {
			progress.check();
			final double[] lastP = p.clone(), lastQ = q.clone();
			maximise(patterns, foreground, w, p, q);
			expect(patterns, foreground, w, p, q, prior);
			if (iteration > 0 && squaredChange(p, lastP) <= CONVERGED && squaredChange(q, lastQ) <= CONVERGED) break;
			iteration++;
		}
		return new Result(p, q, w, prior, iteration);
	}

	/** Sensitivity and specificity of each annotator against the current truth; unchanged where nothing tells it. */
	private static void maximise(final VotePatterns patterns, final int foreground, final double[] w, final double[] p,
		final double[] q)
	{
		double inside = 0, outside = 0;
		for (int i = 0; i < w.length; i++) {
			inside += w[i] * patterns.count(i);
			outside += (1 - w[i]) * patterns.count(i);
		}
		for (int k = 0; k < p.length; k++) {
			double hit = 0, correctlyLeft = 0;
			for (int i = 0; i < w.length; i++) {
				if (patterns.vote(i, k) == foreground) hit += w[i] * patterns.count(i);
				else correctlyLeft += (1 - w[i]) * patterns.count(i);
			}
			if (inside > 0) p[k] = hit / inside;
			if (outside > 0) q[k] = correctlyLeft / outside;
		}
	}

	private static void expect(final VotePatterns patterns, final int foreground, final double[] w, final double[] p,
		final double[] q, final double prior)
	{
		for (int i = 0; i < w.length; i++) {
			double a = prior, b = 1 - prior;
			for (int k = 0; k < p.length; k++) {
				final boolean vote = patterns.vote(i, k) == foreground;
				a *= vote ? p[k] : 1 - p[k];
				b *= vote ? 1 - q[k] : q[k];
			}
			// Votes that neither truth can explain (all annotators perfect, but of two minds) stay undecided.
			w[i] = a + b > 0 ? a / (a + b) : .5;
		}
	}

	private static double squaredChange(final double[] a, final double[] b) {
		double most = 0;
		for (int k = 0; k < a.length; k++)
			most = Math.max(most, (a[k] - b[k]) * (a[k] - b[k]));
		return most;
	}

	private static double[] filled(final int n) {
		final double[] values = new double[n];
		Arrays.fill(values, 1);
		return values;
	}
}
