package org.stacksam.evaluation;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

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
		readPredicted(plane(), z, into);
	}

	/** Copies a slice of the reference; see {@link #readPredicted(int, int[])}. */
	void readReference(final int z, final int[] into) {
		readReference(plane(), z, into);
	}

	/**
	 * Copies a part of a slice of the prediction.
	 *
	 * @param part x and y, 0-based
	 */
	void readPredicted(final Interval part, final int z, final int[] into) {
		LabelReader.read(predicted, "predicted labels", part, z, into, MAX_VALUE);
	}

	/** Copies a part of a slice of the reference; see {@link #readPredicted(Interval, int, int[])}. */
	void readReference(final Interval part, final int z, final int[] into) {
		LabelReader.read(reference, "reference labels", part, z, into, MAX_VALUE);
	}

	private Interval plane() {
		return new FinalInterval(reference.dimension(0), reference.dimension(1));
	}

	private static String size(final RandomAccessibleInterval<?> image) {
		return Arrays.toString(image.dimensionsAsLongArray());
	}
}
