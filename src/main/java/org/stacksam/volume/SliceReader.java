package org.stacksam.volume;

import java.util.stream.IntStream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.stacksam.io.Geometry;
import org.stacksam.sam.Plane;
import org.stacksam.sam.Window;

/**
 * The slices of a volume as they are shown to the model: turned by {@link InPlaneTurn}, NaN and ±infinity replaced by
 * the lowest finite intensity. Reads on demand and keeps nothing, so that volumes of any size work; safe for several
 * threads.
 */
public final class SliceReader {

	private static final double SMALLEST_MM = .1;

	private final RandomAccessibleInterval<? extends RealType<?>> view;
	private final double[] spacing;
	private final float lowest;
	private final long nonFinite;

	private SliceReader(final RandomAccessibleInterval<? extends RealType<?>> view, final double[] spacing,
		final float lowest, final long nonFinite)
	{
		this.view = view;
		this.spacing = spacing;
		this.lowest = lowest;
		this.nonFinite = nonFinite;
	}

	/**
	 * A reader of a volume.
	 *
	 * @param image [x, y, z] as stored
	 * @param geometry its grid
	 */
	public static <T extends RealType<T>> SliceReader of(final RandomAccessibleInterval<T> image,
		final Geometry geometry)
	{
		final InPlaneTurn turn = InPlaneTurn.of(geometry);
		final double[] mm = geometry.spacing();
		final double[] spacing = scaled(turn.transpose() ? new double[] { mm[1], mm[0], mm[2] } : mm);
		final RandomAccessibleInterval<T> view = turn.view(Views.zeroMin(image));
		if (image.getType() instanceof IntegerType) return new SliceReader(view, spacing, 0, 0);
		final Finite finite = IntStream.range(0, (int) view.dimension(2)).parallel().mapToObj(z -> Finite.of(Views
			.hyperSlice(view, 2, z))).reduce(Finite.NONE, Finite::and);
		return new SliceReader(view, spacing, finite.lowest == Float.POSITIVE_INFINITY ? 0 : finite.lowest,
			finite.nonFinite);
	}

	/** Microscopes' pixels count as 1 mm; all sizes in mm that the engine knows are those of organs. */
	private static double[] scaled(final double[] mm) {
		final double pixel = Math.min(mm[0], mm[1]);
		return pixel >= SMALLEST_MM ? mm : new double[] { mm[0] / pixel, mm[1] / pixel, mm[2] / pixel };
	}

	/** Columns of a slice as shown. */
	public int width() {
		return (int) view.dimension(0);
	}

	/** Rows of a slice as shown. */
	public int height() {
		return (int) view.dimension(1);
	}

	/** Slices. */
	public int depth() {
		return (int) view.dimension(2);
	}

	/** Distance of neighbouring columns, rows and slices as shown, mm; in pixels where these are under a tenth of a mm. */
	public double[] spacing() {
		return spacing.clone();
	}

	/** Voxels that are NaN or infinite. */
	public long nonFinite() {
		return nonFinite;
	}

	/**
	 * Intensities of a slice.
	 *
	 * @param z 0-based
	 * @return width·height finite values in the image's own units, x fastest; a new array
	 */
	public float[] read(final int z) {
		final float[] out = new float[width() * height()];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(Views.hyperSlice(view, 2, z)).cursor();
		for (int i = 0; i < out.length; i++) {
			final float value = cursor.next().getRealFloat();
			out[i] = Float.isFinite(value) ? value : lowest;
		}
		return out;
	}

	/** A slice after the window, 0..255. */
	public Plane windowed(final int z, final Window window) {
		final float[] values = read(z);
		for (int i = 0; i < values.length; i++) values[i] = window.apply(values[i]);
		return new Plane(values, width(), height());
	}

	/** Lowest finite value, and how many are not finite. */
	private record Finite(float lowest, long nonFinite) {

		static final Finite NONE = new Finite(Float.POSITIVE_INFINITY, 0);

		static <T extends RealType<T>> Finite of(final RandomAccessibleInterval<T> slice) {
			float lowest = Float.POSITIVE_INFINITY;
			long nonFinite = 0;
			for (final T value : Views.iterable(slice)) {
				final float v = value.getRealFloat();
				if (!Float.isFinite(v)) nonFinite++;
				else if (v < lowest) lowest = v;
			}
			return new Finite(lowest, nonFinite);
		}

		Finite and(final Finite o) {
			return new Finite(Math.min(lowest, o.lowest), nonFinite + o.nonFinite);
		}
	}
}
