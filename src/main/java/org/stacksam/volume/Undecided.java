package org.stacksam.volume;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

/** Voxels whose label is not sure enough to train on. */
public final class Undecided {

	private Undecided() {}

	/**
	 * Gives a value of its own to all voxels, background too, whose confidence is below a bound.
	 *
	 * @param labels [x, y, z], changed in place
	 * @param confidence [x, y, z] of the same size, 0..255 for 0..1
	 * @param below 0..1; 0 changes nothing
	 * @param value that they get, such as that of nnU-Net's ignore label
	 * @return how many voxels were changed
	 */
	public static long mark(final RandomAccessibleInterval<UnsignedShortType> labels,
		final RandomAccessibleInterval<UnsignedByteType> confidence, final double below, final int value)
	{
		final Cursor<UnsignedShortType> label = Views.flatIterable(labels).cursor();
		final Cursor<UnsignedByteType> sure = Views.flatIterable(confidence).cursor();
		long marked = 0;
		while (label.hasNext()) {
			label.fwd();
			if (sure.next().get() >= below * 255) continue;
			label.get().set(value);
			marked++;
		}
		return marked;
	}
}
