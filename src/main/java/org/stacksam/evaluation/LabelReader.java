package org.stacksam.evaluation;

import net.imglib2.Cursor;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.stacksam.InputException;

/** Reads label images of any pixel type, checking that they are label images. */
final class LabelReader {

	/** How far a stored label may lie from a whole number: a scaling in the file makes 1.00000004 of 1. */
	private static final double TOLERANCE = 1e-3;

	private LabelReader() {}

	/**
	 * Copies a part of a slice.
	 *
	 * @param image [x, y] or [x, y, z], with any origin
	 * @param what the image, for messages
	 * @param part x and y from the image's first pixel, 0-based
	 * @param z from the image's first slice, 0-based; 0 for [x, y]
	 * @param into the values, x fastest
	 * @param largest value that may occur
	 * @throws InputException naming the first voxel that is no whole number of 0..largest
	 */
	static void read(final RandomAccessibleInterval<? extends RealType<?>> image, final String what, final Interval part,
		final int z, final int[] into, final int largest)
	{
		final long x0 = image.min(0), y0 = image.min(1);
		final RandomAccessibleInterval<? extends RealType<?>> slice = image.numDimensions() == 2 ? image : Views.hyperSlice(
			image, 2, image.min(2) + z);
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(Views.interval(slice, new long[] { x0 + part.min(0),
			y0 + part.min(1) }, new long[] { x0 + part.max(0), y0 + part.max(1) })).cursor();
		for (int i = 0; cursor.hasNext(); i++) {
			final double value = cursor.next().getRealDouble();
			final long label = Math.round(value);
			// Not, so that NaN is found too.
			if (!(Math.abs(value - label) <= TOLERANCE) || label < 0 || label > largest) throw new InputException("The " +
				what + " hold the value " + value + " at x " + (cursor.getLongPosition(0) - x0) + ", y " + (cursor
					.getLongPosition(1) - y0) + ", slice " + (z + 1) + ": a label image has whole numbers from 0 to " + largest +
				".");
			into[i] = (int) label;
		}
	}
}
