package org.stacksam.volume.learn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.stacksam.image.Filters;

/**
 * Seven features of each voxel, all from intensities, none from its position: the intensity itself; three Gaussians of
 * it (σ 1.4, 2.8, 5.6 mm, in 3D); the magnitude of its gradient at σ 2.1 mm; its local standard deviation (Gaussian, σ 3
 * mm); its 3×3 median in the plane. Intensities are clipped to [A − 8σ, B + 9σ] and counted from (A + B)/2 in units of σ,
 * where A, B and σ are the lowest and highest median and the usual spread of the prompted classes.
 * <p>
 * Computed slice by slice; the planes that the next slices need too stay in memory. For one thread; the work on a slice
 * is spread over all cores.
 */
public final class Features {

	/** How many there are. */
	public static final int COUNT = 7;

	private static final double[] GAUSS_MM = { 1.4, 2.8, 5.6 };
	private static final double GRADIENT_MM = 2.1, DEVIATION_MM = 3;
	/** Kernels along the stack end here, in σ; as in the plane. */
	private static final double TRUNCATE = 4;
	/** Finished slices that are kept, bytes. */
	private static final long KEPT_BYTES = 256L << 20;

	private final IntFunction<float[]> intensities;
	private final int width, height, depth;
	private final double[] spacing;
	private final float lo, hi, middle, unit;
	private final Map<Integer, Planes> planes;
	private final Map<Integer, float[]> finished;

	/**
	 * Features of a volume.
	 *
	 * @param intensities of a slice, width·height, x fastest, finite
	 * @param spacing of x, y, z in mm
	 * @param lowest median of the prompted classes, A
	 * @param highest median of them, B
	 * @param sigma their spread, &gt; 0
	 */
	public Features(final IntFunction<float[]> intensities, final int width, final int height, final int depth,
		final double[] spacing, final double lowest, final double highest, final double sigma)
	{
		this.intensities = intensities;
		this.width = width;
		this.height = height;
		this.depth = depth;
		this.spacing = spacing.clone();
		lo = (float) (lowest - 8 * sigma);
		hi = (float) (highest + 9 * sigma);
		middle = (float) ((lowest + highest) / 2);
		unit = (float) sigma;
		final int reach = (int) (TRUNCATE * GAUSS_MM[2] / spacing[2] + .5);
		planes = recent(2 * reach + 2);
		finished = recent((int) Math.max(4, KEPT_BYTES / (4L * COUNT * width * height)));
	}

	/**
	 * The features of a slice.
	 *
	 * @param z 0-based
	 * @return width·height times {@value #COUNT} values, those of a pixel beside each other; not to be changed
	 */
	public float[] slice(final int z) {
		final float[] known = finished.get(z);
		if (known != null) return known;
		final float[] out = new float[COUNT * width * height];
		final Planes here = planes(z);
		final float[] median = Filters.median3x3(here.intensity, width, height);
		final float[] around = along(z, GRADIENT_MM, p -> p.gradient), below = z > 0 ? along(z - 1, GRADIENT_MM,
			p -> p.gradient) : around, above = z < depth - 1 ? along(z + 1, GRADIENT_MM, p -> p.gradient) : around;
		final float[] mean = along(z, DEVIATION_MM, p -> p.mean), square = along(z, DEVIATION_MM, p -> p.square);
		final double dz = spacing[2] * Math.max(1, (z > 0 ? 1 : 0) + (z < depth - 1 ? 1 : 0));
		for (int i = 0; i < GAUSS_MM.length; i++) {
			final int which = i;
			spread(along(z, GAUSS_MM[i], p -> p.gauss[which]), out, 1 + i);
		}
		spread(here.intensity, out, 0);
		spread(median, out, 6);
		IntStream.range(0, height).parallel().forEach(y -> {
			for (int x = 0; x < width; x++) {
				final int i = y * width + x;
				final int left = x > 0 ? i - 1 : i, right = x < width - 1 ? i + 1 : i;
				final int up = y > 0 ? i - width : i, down = y < height - 1 ? i + width : i;
				final double gx = (around[right] - around[left]) / (spacing[0] * Math.max(1, right - left));
				final double gy = (around[down] - around[up]) / (spacing[1] * Math.max(1, (down - up) / width));
				final double gz = (above[i] - below[i]) / dz;
				out[i * COUNT + 4] = (float) Math.sqrt(gx * gx + gy * gy + gz * gz);
				out[i * COUNT + 5] = (float) Math.sqrt(Math.max(0, square[i] - mean[i] * mean[i]));
			}
		});
		finished.put(z, out);
		return out;
	}

	/** What of a slice is needed for the slices near it as well, smoothed in the plane. */
	private record Planes(float[] intensity, float[][] gauss, float[] gradient, float[] mean, float[] square) {}

	private Planes planes(final int z) {
		final Planes known = planes.get(z);
		if (known != null) return known;
		final float[] values = intensities.apply(z), squares = new float[values.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = (Math.max(lo, Math.min(hi, values[i])) - middle) / unit;
			squares[i] = values[i] * values[i];
		}
		final float[][] gauss = new float[GAUSS_MM.length][];
		for (int i = 0; i < gauss.length; i++) gauss[i] = smooth(values, GAUSS_MM[i]);
		final Planes made = new Planes(values, gauss, smooth(values, GRADIENT_MM), smooth(values, DEVIATION_MM), smooth(
			squares, DEVIATION_MM));
		planes.put(z, made);
		return made;
	}

	private float[] smooth(final float[] values, final double mm) {
		return Filters.gauss(values, width, height, 1, new double[] { mm / spacing[0], mm / spacing[1], 0 });
	}

	private interface Choice {

		float[] of(Planes planes);
	}

	/** The Gaussian along the stack of planes smoothed already in themselves; the stack's ends reflect. */
	private float[] along(final int z, final double mm, final Choice choice) {
		final double sigma = mm / spacing[2];
		final int reach = (int) (TRUNCATE * sigma + .5);
		final double[] weight = new double[depth];
		double sum = 0;
		for (int k = -reach; k <= reach; k++) {
			final double w = Math.exp(-.5 * k * k / (sigma * sigma));
			final int m = Math.floorMod(z + k, 2 * depth);
			weight[m < depth ? m : 2 * depth - 1 - m] += w;
			sum += w;
		}
		final float[] out = new float[width * height];
		for (int q = Math.max(0, z - reach); q <= Math.min(depth - 1, z + reach); q++) {
			final float w = (float) (weight[q] / sum);
			final float[] plane = choice.of(planes(q));
			IntStream.range(0, height).parallel().forEach(y -> {
				for (int i = y * width; i < (y + 1) * width; i++) out[i] += w * plane[i];
			});
		}
		return out;
	}

	private static void spread(final float[] plane, final float[] out, final int feature) {
		for (int i = 0; i < plane.length; i++) out[i * COUNT + feature] = plane[i];
	}

	private static <V> Map<Integer, V> recent(final int most) {
		return new LinkedHashMap<>(16, .75f, true) {

			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(final Map.Entry<Integer, V> eldest) {
				return size() > most;
			}
		};
	}
}
