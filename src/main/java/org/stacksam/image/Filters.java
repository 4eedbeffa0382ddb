package org.stacksam.image;

import java.util.stream.IntStream;

/** Gauss and median of planes and small volumes held in arrays (x fastest); borders reflect as scipy's 'reflect'. */
public final class Filters {

	private Filters() {}

	/**
	 * Gaussian smoothing along each axis, kernel truncated at 4 sigma as scipy.ndimage.gaussian_filter does (z first, then
	 * y, then x); borders d c b a | a b c d | d c b a.
	 *
	 * @param values width·height·depth of them; depth 1 for a plane
	 * @param sigma of x, y, z in voxels; 0 = not along that axis
	 * @return a new array
	 */
	public static float[] gauss(final float[] values, final int width, final int height, final int depth,
		final double[] sigma)
	{
		if (values.length != (long) width * height * depth) throw new IllegalArgumentException(values.length +
			" values for " + width + " × " + height + " × " + depth);
		float[] out = values.clone();
		if (sigma[2] > 0 && depth > 1) out = alongStride(out, depth, width * height, kernel(sigma[2]));
		if (sigma[1] > 0 && height > 1) out = alongStride(out, height, width, kernel(sigma[1]));
		if (sigma[0] > 0 && width > 1) out = alongRows(out, width, kernel(sigma[0]));
		return out;
	}

	/** Median of the 3×3 neighbourhood in the plane; a new array. */
	public static float[] median3x3(final float[] values, final int width, final int height) {
		if (values.length != (long) width * height) throw new IllegalArgumentException(values.length + " values for " +
			width + " × " + height);
		final float[] out = new float[values.length], low = new float[width], middle = new float[width],
				high = new float[width];
		for (int y = 0; y < height; y++) {
			final int up = Math.max(0, y - 1) * width, row = y * width, down = Math.min(height - 1, y + 1) * width;
			for (int x = 0; x < width; x++) {
				final float a = values[up + x], b = values[row + x], c = values[down + x];
				final float least = Math.min(a, b), most = Math.max(a, b);
				low[x] = Math.min(least, c);
				middle[x] = Math.max(least, Math.min(most, c));
				high[x] = Math.max(most, c);
			}
			// Of three sorted columns: the median of the largest low, the median middle and the smallest high (Smith 1996).
			for (int x = 0; x < width; x++) {
				final int left = Math.max(0, x - 1), right = Math.min(width - 1, x + 1);
				out[row + x] = median(Math.max(Math.max(low[left], low[x]), low[right]), median(middle[left], middle[x],
					middle[right]), Math.min(Math.min(high[left], high[x]), high[right]));
			}
		}
		return out;
	}

	private static float median(final float a, final float b, final float c) {
		return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
	}

	/** Half a kernel: weights of distance 0..radius, which sum to 1 over both sides. */
	private static double[] kernel(final double sigma) {
		final int radius = (int) (4 * sigma + .5);
		final double[] half = new double[radius + 1];
		double sum = 0;
		for (int i = 0; i <= radius; i++) {
			half[i] = Math.exp(-.5 * i * i / (sigma * sigma));
			sum += i == 0 ? 1 : 2 * half[i];
		}
		for (int i = 0; i <= radius; i++) half[i] /= sum;
		return half;
	}

	private static float[] alongRows(final float[] in, final int n, final double[] half) {
		final float[] out = new float[in.length];
		IntStream.range(0, in.length / n).parallel().forEach(row -> {
			final int start = row * n, reach = half.length - 1;
			final float[] padded = new float[n + 2 * reach];
			for (int i = 0; i < padded.length; i++) padded[i] = in[start + reflect(i - reach, n)];
			final double[] sum = new double[n];
			for (int i = 0; i < n; i++) sum[i] = half[0] * padded[reach + i];
			for (int k = 1; k <= reach; k++) {
				final double weight = half[k];
				for (int i = 0; i < n; i++) sum[i] += weight * ((double) padded[reach + i - k] + padded[reach + i + k]);
			}
			for (int i = 0; i < n; i++) out[start + i] = (float) sum[i];
		});
		return out;
	}

	/** Smooths along an axis whose neighbours lie stride apart; a whole run of strides at once, so that memory is read in order. */
	private static float[] alongStride(final float[] in, final int n, final int stride, final double[] half) {
		final float[] out = new float[in.length];
		IntStream.range(0, in.length / stride).parallel().forEach(line -> {
			final int i = line % n, start = line / n * n * stride;
			final double[] sum = new double[stride];
			for (int k = 0; k < half.length; k++) {
				final int a = start + reflect(i - k, n) * stride, b = start + reflect(i + k, n) * stride;
				final double weight = k == 0 ? half[0] / 2 : half[k];
				for (int x = 0; x < stride; x++) sum[x] += weight * ((double) in[a + x] + in[b + x]);
			}
			for (int x = 0; x < stride; x++) out[line * stride + x] = (float) sum[x];
		});
		return out;
	}

	/** Index inside 0..n−1 for one outside it: … 1 0 | 0 1 … n−1 | n−1 n−2 …, over and over. */
	private static int reflect(final int i, final int n) {
		if (i >= 0 && i < n) return i;
		final int m = Math.floorMod(i, 2 * n);
		return m < n ? m : 2 * n - 1 - m;
	}
}
