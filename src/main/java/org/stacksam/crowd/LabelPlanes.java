package org.stacksam.crowd;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.view.Views;

import org.stacksam.InputException;
import org.stacksam.prompt.LabelNames;

/** Slices of label images as arrays, one at a time, so that a volume on disk or of any type takes no memory of its own. */
final class LabelPlanes {

	private LabelPlanes() {}

	/**
	 * Reads a slice.
	 *
	 * @param labels [x, y, z]
	 * @param slice 0-based from the first of the image
	 * @param values takes width·height labels, x fastest
	 * @throws InputException if a value is no label (below 0 or above 65535)
	 */
	static void read(final RandomAccessibleInterval<? extends IntegerType<?>> labels, final int slice,
		final int[] values)
	{
		final Cursor<? extends IntegerType<?>> cursor = Views.flatIterable(Views.hyperSlice(labels, 2, labels.min(2) +
			slice)).cursor();
		for (int i = 0; i < values.length; i++) {
			final long value = cursor.next().getIntegerLong();
			if (value < 0 || value > LabelNames.MAX_VALUE) throw new InputException("A label image holds the value " + value +
				" on slice " + (slice + 1) + "; labels are 0 to " + LabelNames.MAX_VALUE +
				". Renumber them, or check that it is a label image.");
			values[i] = (int) value;
		}
	}

	/** Width, height and depth of a volume that an array can index slice by slice. */
	static int[] size(final RandomAccessibleInterval<?> labels) {
		if (labels.numDimensions() != 3) throw new IllegalArgumentException("Expected [x, y, z], not " + labels
			.numDimensions() + " axes");
		return new int[] { Math.toIntExact(labels.dimension(0)), Math.toIntExact(labels.dimension(1)), Math.toIntExact(
			labels.dimension(2)) };
	}
}
