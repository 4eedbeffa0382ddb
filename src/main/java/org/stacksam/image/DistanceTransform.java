package org.stacksam.image;

import java.util.Arrays;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.BooleanType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;

/**
 * Exact anisotropic Euclidean distance transforms in linear time, by lower envelopes of parabolas (Felzenszwalb and
 * Huttenlocher, Theory of Computing 8, 2012), one axis after the other, lines in parallel. Beside the result they need
 * only a few lines of memory a thread.
 */
public final class DistanceTransform {

	/** Columns that are gathered together for the passes along y and z, so that whole cache lines are read. */
	private static final int BLOCK = 16;

	private DistanceTransform() {}

	/**
	 * Squared distance of each voxel to the nearest voxel that is set, all cores.
	 *
	 * @param set width·height·depth flags, x fastest; depth 1 for a plane
	 * @param spacing of x, y, z, in any unit
	 * @return as many squared distances, 0 where set; {@code Double.POSITIVE_INFINITY} everywhere if nothing is set
	 */
	public static double[] squared(final boolean[] set, final int width, final int height, final int depth,
		final double[] spacing)
	{
		if (set.length != (long) width * height * depth) throw new IllegalArgumentException(set.length + " flags for " +
			width + " × " + height + " × " + depth);
		final double[] out = new double[set.length];
		IntStream.range(0, height * depth).parallel().forEach(row -> alongX(set, out, row * width, width, spacing[0]));
		final int blocks = (width + BLOCK - 1) / BLOCK;
		if (height > 1) IntStream.range(0, depth * blocks).parallel().forEach(i -> alongStride(out, i / blocks * width *
			height + i % blocks * BLOCK, Math.min(BLOCK, width - i % blocks * BLOCK), width, height, spacing[1]));
		if (depth > 1) IntStream.range(0, height * blocks).parallel().forEach(i -> alongStride(out, i / blocks * width + i %
			blocks * BLOCK, Math.min(BLOCK, width - i % blocks * BLOCK), width * height, depth, spacing[2]));
		return out;
	}

	/**
	 * The same for an image.
	 *
	 * @param set 2D or 3D, [x, y] or [x, y, z], with any origin
	 * @param spacing of each axis of the image
	 * @return squared distances, zero-origin, of the image's size; infinite everywhere if nothing is set
	 */
	public static <B extends BooleanType<B>> RandomAccessibleInterval<DoubleType> squared(
		final RandomAccessibleInterval<B> set, final double... spacing)
	{
		final int n = set.numDimensions();
		if (n < 2 || n > 3 || spacing.length != n) throw new IllegalArgumentException(n + " axes, " + spacing.length +
			" spacings: expected two or three of each");
		final int width = Math.toIntExact(set.dimension(0)), height = Math.toIntExact(set.dimension(1)), depth = n == 3
			? Math.toIntExact(set.dimension(2)) : 1;
		final boolean[] flags = new boolean[Math.multiplyExact(Math.multiplyExact(width, height), depth)];
		int i = 0;
		for (final B flag : Views.flatIterable(set)) flags[i++] = flag.get();
		final double[] values = squared(flags, width, height, depth, n == 3 ? spacing : new double[] { spacing[0],
			spacing[1], 1 });
		return ArrayImgs.doubles(values, set.dimensionsAsLongArray());
	}

	/**
	 * Signed distance to the edge of a mask in a plane, in pixels: + inside, − outside, ±0.5 beside the edge (distance to
	 * the nearest pixel of the other side, minus one half).
	 *
	 * @return width·height values; all −∞ for an empty mask, all +∞ for a full one
	 */
	public static float[] signed(final boolean[] mask, final int width, final int height) {
		final double[] unit = { 1, 1, 1 };
		final boolean[] other = new boolean[mask.length];
		for (int i = 0; i < mask.length; i++) other[i] = !mask[i];
		final double[] toMask = squared(mask, width, height, 1, unit), toOther = squared(other, width, height, 1, unit);
		final float[] out = new float[mask.length];
		for (int i = 0; i < out.length; i++)
			out[i] = (float) (mask[i] ? Math.sqrt(toOther[i]) - .5 : .5 - Math.sqrt(toMask[i]));
		return out;
	}

	/** Along a row the nearest set voxel is found by one scan forth and one back. */
	private static void alongX(final boolean[] set, final double[] out, final int start, final int width,
		final double spacing)
	{
		double steps = Double.POSITIVE_INFINITY;
		for (int x = 0; x < width; x++) {
			steps = set[start + x] ? 0 : steps + 1;
			out[start + x] = steps;
		}
		steps = Double.POSITIVE_INFINITY;
		for (int x = width - 1; x >= 0; x--) {
			steps = set[start + x] ? 0 : steps + 1;
			final double mm = Math.min(steps, out[start + x]) * spacing;
			out[start + x] = mm * mm;
		}
	}

	/** Replaces so many neighbouring columns by the lower envelopes of the parabolas rooted in them. */
	private static void alongStride(final double[] values, final int start, final int columns, final int stride,
		final int n, final double spacing)
	{
		final double[] lines = new double[columns * n], from = new double[n], result = new double[n];
		for (int i = 0; i < n; i++)
			for (int c = 0; c < columns; c++) lines[c * n + i] = values[start + i * stride + c];
		final int[] root = new int[n];
		for (int c = 0; c < columns; c++) {
			envelope(lines, c * n, n, spacing * spacing, root, from, result);
			System.arraycopy(result, 0, lines, c * n, n);
		}
		for (int i = 0; i < n; i++)
			for (int c = 0; c < columns; c++) values[start + i * stride + c] = lines[c * n + i];
	}

	/** min over q of f(q) + unit·(p − q)² for each p; root and from are scratch: the parabolas of the envelope, where each begins. */
	private static void envelope(final double[] f, final int offset, final int n, final double unit, final int[] root,
		final double[] from, final double[] result)
	{
		int k = -1;
		for (int q = 0; q < n; q++) {
			if (f[offset + q] == Double.POSITIVE_INFINITY) continue;
			double s = Double.NEGATIVE_INFINITY;
			while (k >= 0) {
				final int r = root[k];
				s = (f[offset + q] - f[offset + r] + unit * ((double) q * q - (double) r * r)) / (2 * unit * (q - r));
				if (s > from[k]) break;
				k--;
				s = Double.NEGATIVE_INFINITY;
			}
			root[++k] = q;
			from[k] = s;
		}
		if (k < 0) {
			Arrays.fill(result, Double.POSITIVE_INFINITY);
			return;
		}
		for (int p = 0, i = 0; p < n; p++) {
			while (i < k && from[i + 1] < p) i++;
			final double d = p - root[i];
			result[p] = f[offset + root[i]] + unit * d * d;
		}
	}
}
