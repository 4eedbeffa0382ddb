package org.stacksam.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.apache.commons.statistics.descriptive.Quantile;

/** Small statistics of samples and pairs that no library has in one place. */
final class PairedStatistics {

	/** Linear between ranks, as numpy and R (type 7). */
	private static final Quantile QUANTILE = Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);

	private PairedStatistics() {}

	static double mean(final double[] values) {
		return Arrays.stream(values).average().orElse(Double.NaN);
	}

	static double median(final double[] values) {
		return QUANTILE.evaluate(values, 0.5);
	}

	/** Half the width of the normal 95 % interval of a mean as the crowd study has it: 1.96 · SD (of n, not n − 1) / √n. */
	static double normalHalfWidth(final double[] values) {
		final double mean = mean(values);
		final double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(Double.NaN);
		return 1.96 * Math.sqrt(variance) / Math.sqrt(values.length);
	}

	/**
	 * Percentile bootstrap: 2.5 and 97.5 % of the means of samples drawn with replacement. Samples of one length, drawn
	 * with one seed, are drawn alike, so that intervals of both sides of pairs belong together.
	 */
	static ConfidenceInterval bootstrap(final double[] values, final int resamples, final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final double[] means = new double[resamples];
		for (int i = 0; i < resamples; i++) {
			double sum = 0;
			for (int j = 0; j < values.length; j++)
				sum += values[random.nextInt(values.length)];
			means[i] = sum / values.length;
		}
		final double[] ends = QUANTILE.evaluate(means, 0.025, 0.975);
		return new ConfidenceInterval(ends[0], ends[1]);
	}

	/**
	 * Holm's adjustment of p values (Scandinavian Journal of Statistics 1979): the j-th smallest of m becomes the largest
	 * of min(1, (m − i + 1)·p_i) over i ≤ j.
	 *
	 * @return as many values, in the given order
	 */
	static double[] holm(final double[] p) {
		final int[] order = IntStream.range(0, p.length).boxed().sorted(Comparator.comparingDouble(i -> p[i])).mapToInt(
			i -> i).toArray();
		final double[] adjusted = new double[p.length];
		double largest = 0;
		for (int j = 0; j < order.length; j++) {
			largest = Math.max(largest, Math.min(1, (p.length - j) * p[order[j]]));
			adjusted[order[j]] = largest;
		}
		return adjusted;
	}
}
