package org.stacksam.sam;

/**
 * Resizing of planes as the model's figures were measured with: growing by cubic convolution (a = −0.75, border
 * replicated: OpenCV's INTER_CUBIC), shrinking by the mean over each new pixel's area (OpenCV's INTER_AREA).
 */
final class Resampler {

	private static final double A = -0.75;

	private Resampler() {}

	/**
	 * Resizes a plane.
	 *
	 * @param values width·height, row-major
	 * @param shrinkX area means instead of cubic convolution along x
	 * @param shrinkY the same along y
	 * @return newWidth·newHeight values; cubic convolution may overshoot
	 */
	static float[] resize(final float[] values, final int width, final int height, final int newWidth,
		final int newHeight, final boolean shrinkX, final boolean shrinkY)
	{
		final Taps columns = shrinkX ? Taps.area(width, newWidth) : Taps.cubic(width, newWidth);
		final Taps rows = shrinkY ? Taps.area(height, newHeight) : Taps.cubic(height, newHeight);
		return alongY(alongX(values, width, height, columns), newWidth, rows);
	}

	private static float[] alongX(final float[] values, final int width, final int height, final Taps taps) {
		final int newWidth = taps.count();
		final float[] out = new float[newWidth * height];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < newWidth; x++) {
				final int[] at = taps.index[x];
				final float[] weight = taps.weight[x];
				float sum = 0;
				for (int i = 0; i < at.length; i++)
					sum += weight[i] * values[y * width + at[i]];
				out[y * newWidth + x] = sum;
			}
		return out;
	}

	private static float[] alongY(final float[] values, final int width, final Taps taps) {
		final float[] out = new float[width * taps.count()];
		for (int y = 0; y < taps.count(); y++)
			for (int i = 0; i < taps.index[y].length; i++) {
				final int from = taps.index[y][i] * width, to = y * width;
				final float weight = taps.weight[y][i];
				for (int x = 0; x < width; x++)
					out[to + x] += weight * values[from + x];
			}
		return out;
	}

	/** For each new sample the old ones that it is made of, and their weights. */
	private record Taps(int[][] index, float[][] weight) {

		int count() {
			return index.length;
		}

		static Taps cubic(final int size, final int newSize) {
			final Taps taps = new Taps(new int[newSize][4], new float[newSize][4]);
			for (int i = 0; i < newSize; i++) {
				final double position = (i + 0.5) * size / newSize - 0.5;
				final int first = (int) Math.floor(position) - 1;
				for (int t = 0; t < 4; t++) {
					taps.index[i][t] = Math.max(0, Math.min(size - 1, first + t));
					taps.weight[i][t] = (float) kernel(Math.abs(position - first - t));
				}
			}
			return taps;
		}

		static Taps area(final int size, final int newSize) {
			final Taps taps = new Taps(new int[newSize][], new float[newSize][]);
			final double scale = size / (double) newSize;
			for (int i = 0; i < newSize; i++) {
				final double from = i * scale, to = Math.min(size, (i + 1) * scale);
				final int first = (int) from, last = Math.max(first, Math.min(size, (int) Math.ceil(to)) - 1);
				taps.index[i] = new int[last - first + 1];
				taps.weight[i] = new float[last - first + 1];
				for (int j = first; j <= last; j++) {
					taps.index[i][j - first] = j;
					taps.weight[i][j - first] = (float) ((Math.min(to, j + 1) - Math.max(from, j)) / (to - from));
				}
			}
			return taps;
		}

		/** Keys' cubic convolution kernel at distance d, 0..2. */
		private static double kernel(final double d) {
			if (d <= 1) return ((A + 2) * d - (A + 3)) * d * d + 1;
			return d < 2 ? ((A * d - 5 * A) * d + 8 * A) * d - 4 * A : 0;
		}
	}
}
