package org.stacksam.crowd;

import java.util.Arrays;

import org.stacksam.Progress;

/**
 * STAPLE for many labels at once (Rohlfing, Russakoff and Maurer, IPMI 2003), as ITK's MultiLabelSTAPLEImageFilter
 * computes it: a confusion matrix for each annotator, begun from the majority vote without its ties, and a prior of the
 * labels' pooled frequency. ITK computes with floats, this with doubles.
 */
public final class MultiLabelStaple {

	/** ITK's: the largest change of a matrix element at which it stops. */
	private static final double CONVERGED = 1e-5;
	/** Weights closer than this are a tie; ITK's floats tie there too. */
	private static final double TIE = 1e-6;
	private static final int UNDECIDED = -2;

	private final VotePatterns patterns;
	private final int[] labels;
	/** The label's index of each pattern's votes. */
	private final int[][] votes;
	private final double[] prior;
	/** [annotator][what was voted][what is true] */
	private double[][][] confusion;

	private MultiLabelStaple(final VotePatterns patterns) {
		this.patterns = patterns;
		labels = patterns.labels();
		votes = new int[patterns.size()][];
		prior = new double[labels.length];
		for (int i = 0; i < votes.length; i++) {
			votes[i] = Arrays.stream(patterns.votes(i)).map(label -> Arrays.binarySearch(labels, label)).toArray();
			for (final int vote : votes[i])
				prior[vote] += (double) patterns.count(i) / patterns.total() / patterns.raters();
		}
		confusion = matrices();
	}

	/**
	 * The estimate.
	 *
	 * @param labels values, ascending: the rows and columns of the matrices
	 * @param confusion [annotator][vote][truth] chance of a vote where the truth is so
	 * @param fused a label for each pattern
	 * @param iterations that were run
	 */
	public record Result(int[] labels, double[][][] confusion, int[] fused, int iterations) {}

	/**
	 * Runs to convergence.
	 *
	 * @param tie label for ties (ITK: one more than the largest), or {@link Fusion#SMALLEST}
	 */
	public static Result estimate(final VotePatterns patterns, final int tie, final Progress progress) {
		final MultiLabelStaple staple = new MultiLabelStaple(patterns);
		staple.begin();
		int iterations = 0;
		do {
			progress.check();
			iterations++;
		}
		while (staple.iterate() >= CONVERGED);
		final int[] fused = new int[patterns.size()];
		for (int i = 0; i < fused.length; i++)
			fused[i] = Fusion.largest(staple.labels, staple.weights(i), TIE, tie);
		return new Result(staple.labels, staple.confusion, fused, iterations);
	}

	private double[][][] matrices() {
		return new double[patterns.raters()][labels.length][labels.length];
	}

	/** Votes against the majority, each row (vote) normalised. */
	private void begin() {
		final int[] majority = MajorityVote.fuse(patterns, UNDECIDED);
		for (int i = 0; i < votes.length; i++) {
			if (majority[i] == UNDECIDED) continue;
			final int truth = Arrays.binarySearch(labels, majority[i]);
			for (int k = 0; k < votes[i].length; k++)
				confusion[k][votes[i][k]][truth] += patterns.count(i);
		}
		for (final double[][] matrix : confusion) {
			for (final double[] row : matrix) {
				final double sum = Arrays.stream(row).sum();
				for (int c = 0; c < row.length && sum > 0; c++)
					row[c] /= sum;
			}
		}
	}

	/** One expectation and maximisation; returns the largest change of a matrix element. */
	private double iterate() {
		final double[][][] next = matrices();
		for (int i = 0; i < votes.length; i++) {
			final double[] w = weights(i);
			final double sum = Arrays.stream(w).sum();
			for (int k = 0; k < votes[i].length && sum > 0; k++)
				for (int c = 0; c < w.length; c++)
					next[k][votes[i][k]][c] += w[c] / sum * patterns.count(i);
		}
		double change = 0;
		for (int k = 0; k < next.length; k++) {
			for (int c = 0; c < labels.length; c++) {
				double sum = 0;
				for (final double[] row : next[k])
					sum += row[c];
				for (int j = 0; j < labels.length; j++) {
					if (sum > 0) next[k][j][c] /= sum;
					change = Math.max(change, Math.abs(next[k][j][c] - confusion[k][j][c]));
				}
			}
		}
		confusion = next;
		return change;
	}

	/** Not normalised weight of each label as the truth of a pattern. */
	private double[] weights(final int pattern) {
		final double[] w = prior.clone();
		for (int k = 0; k < votes[pattern].length; k++)
			for (int c = 0; c < w.length; c++)
				w[c] *= confusion[k][votes[pattern][k]][c];
		return w;
	}
}
