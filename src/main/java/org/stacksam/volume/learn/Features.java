package org.stacksam.volume.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

	/** Kernels along the stack end here, in σ; as in the plane. */
	private static final double TRUNCATE = 4;
	/** Finished slices that are kept, bytes. */
	private static final long KEPT_BYTES = 64L << 20;

	private final IntFunction<float[]> intensities;
	private final int width, height, depth;
	private final double[] spacing;
	private final float lo, hi, middle, unit;
	/** By filter: the slices that the next ones need, smoothed in the plane. */
	private final List<Map<Integer, float[]>> planes;
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
		planes = new ArrayList<>();
		// The gradient needs a slice more on either side.
		for (final Filter filter : Filter.values()) planes.add(recent(2 * reach(filter.mm / spacing[2]) + 4));
		finished = recent((int) Math.max(2, KEPT_BYTES / (4L * COUNT * width * height)));
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
		final float[] out = new float[COUNT * width * height], here = normalised(z);
		final float[] around = along(z, Filter.GRADIENT), below = z > 0 ? along(z - 1, Filter.GRADIENT) : around, above = z <
			depth - 1 ? along(z + 1, Filter.GRADIENT) : around;
		final float[] mean = along(z, Filter.MEAN), square = along(z, Filter.SQUARE);
		final double dz = spacing[2] * Math.max(1, (z > 0 ? 1 : 0) + (z < depth - 1 ? 1 : 0));
		spread(here, out, 0);
		spread(along(z, Filter.FINE), out, 1);
		spread(along(z, Filter.MIDDLE), out, 2);
		spread(along(z, Filter.COARSE), out, 3);
		spread(Filters.median3x3(here, width, height), out, 6);
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

	/** Forgets what was kept for the next slices; they are computed again when asked for. */
	public void release() {
		planes.forEach(Map::clear);
		finished.clear();
	}

	/** What is smoothed, and by how much. */
	private enum Filter {

		FINE(1.4), MIDDLE(2.8), COARSE(5.6), GRADIENT(2.1), MEAN(3), SQUARE(3);

		private final double mm;

		Filter(final double mm) {
			this.mm = mm;
		}
	}

	private static int reach(final double sigma) {
		return (int) (TRUNCATE * sigma + .5);
	}

	private float[] normalised(final int z) {
		final float[] values = intensities.apply(z);
		for (int i = 0; i < values.length; i++) values[i] = (Math.max(lo, Math.min(hi, values[i])) - middle) / unit;
		return values;
	}

	/** A slice smoothed in the plane; each filter keeps only as many as it reaches. */
	private float[] plane(final int z, final Filter filter) {
		final float[] known = planes.get(filter.ordinal()).get(z);
		if (known != null) return known;
		final float[] values = normalised(z);
		if (filter == Filter.SQUARE) for (int i = 0; i < values.length; i++) values[i] *= values[i];
		final float[] made = smooth(values, filter.mm);
		planes.get(filter.ordinal()).put(z, made);
		return made;
	}

	private float[] smooth(final float[] values, final double mm) {
		return Filters.gauss(values, width, height, 1, new double[] { mm / spacing[0], mm / spacing[1], 0 });
	}

	/** The Gaussian along the stack of planes smoothed already in themselves; the stack's ends reflect. */
	private float[] along(final int z, final Filter filter) {
		final double sigma = filter.mm / spacing[2];
		final int reach = reach(sigma);
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
			final float[] plane = plane(q, filter);
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
