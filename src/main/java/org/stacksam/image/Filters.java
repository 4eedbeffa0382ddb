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
		final float[] out = new float[values.length], window = new float[9];
		for (int y = 0; y < height; y++) {
			final int up = Math.max(0, y - 1) * width, row = y * width, down = Math.min(height - 1, y + 1) * width;
			for (int x = 0; x < width; x++) {
				final int left = Math.max(0, x - 1), right = Math.min(width - 1, x + 1);
				window[0] = values[up + left];
				window[1] = values[up + x];
				window[2] = values[up + right];
				window[3] = values[row + left];
				window[4] = values[row + x];
				window[5] = values[row + right];
				window[6] = values[down + left];
				window[7] = values[down + x];
				window[8] = values[down + right];
				out[row + x] = fifthOfNine(window);
			}
		}
		return out;
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
			final int start = row * n;
			for (int i = 0; i < n; i++) {
				double sum = half[0] * in[start + i];
				for (int k = 1; k < half.length; k++)
					sum += half[k] * ((double) in[start + reflect(i - k, n)] + in[start + reflect(i + k, n)]);
				out[start + i] = (float) sum;
			}
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

	/** The median, by insertion; the array is sorted in place. */
	private static float fifthOfNine(final float[] w) {
		for (int i = 1; i < 9; i++) {
			final float v = w[i];
			int j = i - 1;
			for (; j >= 0 && w[j] > v; j--) w[j + 1] = w[j];
			w[j + 1] = v;
		}
		return w[4];
	}
}
