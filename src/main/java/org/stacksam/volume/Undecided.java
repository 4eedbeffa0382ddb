package org.stacksam.volume;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

/** Voxels whose label is not sure enough to train on. */
public final class Undecided {

	private Undecided() {}

	/**
	 * Gives a value of its own to all voxels, background too, whose confidence is below a bound.
	 *
	 * @param labels [x, y, z]
	 * @param confidence [x, y, z] of the same size, 0..255 for 0..1
	 * @param below 0..1; 0 changes nothing
	 * @param value that they get, such as that of nnU-Net's ignore label
	 * @return a view of the labels, to be read
	 */
	public static RandomAccessibleInterval<UnsignedShortType> mark(
		final RandomAccessibleInterval<UnsignedShortType> labels,
		final RandomAccessibleInterval<UnsignedByteType> confidence, final double below, final int value)
	{
		return Converters.convert(labels, confidence, (label, sure, out) -> out.set(isBelow(sure, below) ? value : label
			.get()), new UnsignedShortType());
	}

	/** How many voxels have a confidence below a bound. */
	public static long count(final RandomAccessibleInterval<UnsignedByteType> confidence, final double below) {
		long count = 0;
		for (final UnsignedByteType sure : Views.flatIterable(confidence)) if (isBelow(sure, below)) count++;
		return count;
	}

	private static boolean isBelow(final UnsignedByteType sure, final double below) {
		return sure.get() < below * 255;
	}
}
