package org.stacksam.crowd;

import java.util.Arrays;

/** The median of a few numbers. */
final class Medians {

	private Medians() {}

	/** Mean of the two in the middle where the count is even; the array is left as it is, and must not be empty. */
	static double of(final double[] values) {
		final double[] sorted = values.clone();
		Arrays.sort(sorted);
		final int n = sorted.length;
		return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
	}
}
