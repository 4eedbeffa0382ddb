package org.stacksam.volume;

import java.util.Arrays;

/**
 * Median and spread of a sample.
 *
 * @param median of the values; the mean of the two middle ones for an even number, as numpy does
 * @param spread 1.4826 · median absolute deviation from it: the standard deviation if the values are normal
 */
public record Robust(double median, double spread) {

	/**
	 * Of a sample.
	 *
	 * @param values at least one; not changed
	 */
	public static Robust of(final float[] values) {
		if (values.length == 0) throw new IllegalArgumentException("No values");
		final float[] sorted = values.clone();
		final double median = medianOf(sorted);
		for (int i = 0; i < sorted.length; i++) sorted[i] = (float) Math.abs(sorted[i] - median);
		return new Robust(median, 1.4826 * medianOf(sorted));
	}

	/** Sorts the array. */
	private static double medianOf(final float[] values) {
		Arrays.sort(values);
		final int half = values.length / 2;
		return values.length % 2 == 1 ? values[half] : (values[half - 1] + (double) values[half]) / 2;
	}
}
