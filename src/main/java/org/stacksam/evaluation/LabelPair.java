package org.stacksam.evaluation;

import java.util.Arrays;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.stacksam.InputException;

/**
 * A predicted and a reference label image on one grid. Read slice by slice, from any thread.
 *
 * @param predicted [x, y] or [x, y, z], whole numbers (of any pixel type), 0 = background
 * @param reference as many voxels along each axis
 * @param spacing of voxels along x, y (and z), each &gt; 0, usually in mm
 * @param ignore value of the reference whose voxels are left out of everything, or {@link #NO_IGNORE}
 */
public record LabelPair(RandomAccessibleInterval<? extends RealType<?>> predicted,
	RandomAccessibleInterval<? extends RealType<?>> reference, double[] spacing, int ignore)
{

	/** No value is ignored. */
	public static final int NO_IGNORE = -1;

	/** Largest label value of a semantic label image. */
	public static final int MAX_VALUE = 65535;

	public LabelPair {
		final int n = reference.numDimensions();
		if (n != 2 && n != 3) throw new InputException("The reference has " + n +
			" axes; labels need [x, y] or [x, y, z]. Choose one channel and one frame.");
		if (!Arrays.equals(predicted.dimensionsAsLongArray(), reference.dimensionsAsLongArray()))
			throw new InputException("The predicted labels have " + size(predicted) + " voxels, the reference " + size(
				reference) + ": both must lie on the same grid. Resample one of them.");
		if (spacing.length != n || Arrays.stream(spacing).anyMatch(s -> !(s > 0 && Double.isFinite(s))))
			throw new InputException("The voxel spacing must be " + n + " positive numbers, not " + Arrays.toString(spacing) +
				".");
		spacing = spacing.clone();
	}

	/** Without an ignore label. */
	public LabelPair(final RandomAccessibleInterval<? extends RealType<?>> predicted,
		final RandomAccessibleInterval<? extends RealType<?>> reference, final double[] spacing)
	{
		this(predicted, reference, spacing, NO_IGNORE);
	}

	/** Spacing along x, y (and z); a copy. */
	@Override
	public double[] spacing() {
		return spacing.clone();
	}

	/** Pixels along x. */
	public int width() {
		return Math.toIntExact(reference.dimension(0));
	}

	/** Pixels along y. */
	public int height() {
		return Math.toIntExact(reference.dimension(1));
	}

	/** Slices; 1 for [x, y]. */
	public int depth() {
		return reference.numDimensions() == 2 ? 1 : Math.toIntExact(reference.dimension(2));
	}

	/** Volume of a voxel, or area of a pixel, in the cube (square) of the spacing's unit. */
	public double voxelVolume() {
		return Arrays.stream(spacing).reduce(1, (a, b) -> a * b);
	}

	/**
	 * Copies a slice of the prediction.
	 *
	 * @param z 0-based
	 * @param into width·height values, x fastest
	 * @throws InputException if a value is no whole number of 0..65535
	 */
	void readPredicted(final int z, final int[] into) {
		read(predicted, "predicted labels", z, into, MAX_VALUE);
	}

	/** Copies a slice of the reference; see {@link #readPredicted}. */
	void readReference(final int z, final int[] into) {
		read(reference, "reference labels", z, into, MAX_VALUE);
	}

	/** Copies a slice of either image, with values up to a given largest one. */
	static void read(final RandomAccessibleInterval<? extends RealType<?>> image, final String what, final int z,
		final int[] into, final int largest)
	{
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(slice(image, z)).cursor();
		int i = 0;
		while (cursor.hasNext()) {
			final double value = cursor.next().getRealDouble();
			final int label = (int) value;
			// NaN casts to 0, which differs from NaN as well.
			if (label != value || label < 0 || label > largest) {
				final long width = image.dimension(0);
				throw new InputException("The " + what + " hold the value " + value + " at x " + i % width + ", y " + i / width +
					", slice " + (z + 1) + ": a label image has whole numbers from 0 to " + largest + ".");
			}
			into[i++] = label;
		}
	}

	private static RandomAccessibleInterval<? extends RealType<?>> slice(
		final RandomAccessibleInterval<? extends RealType<?>> image, final int z)
	{
		return image.numDimensions() == 2 ? image : Views.hyperSlice(image, 2, image.min(2) + z);
	}

	private static String size(final RandomAccessibleInterval<?> image) {
		return Arrays.toString(image.dimensionsAsLongArray());
	}
}
