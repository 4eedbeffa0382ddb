package org.stacksam.io;

import java.util.BitSet;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

import org.stacksam.InputException;

/** Label images as the engines take them: whole values 0..65535 of one type, whatever type a file stores them in. */
public final class LabelImages {

	/**
	 * How far a stored label may lie from a whole number: labels saved through a scaling (scl_slope 5/255 in the study's
	 * own files) come back as 1.00000004.
	 */
	private static final double TOLERANCE = 1e-3;

	private LabelImages() {}

	/**
	 * A label image and the values in it.
	 *
	 * @param image [x, y] or [x, y, z]; the image that was given, or a read-only view of it
	 * @param values that occur, 0 included where it does
	 */
	public record Labels(RandomAccessibleInterval<UnsignedShortType> image, BitSet values) {}

	/**
	 * Checks that an image holds labels and gives them as unsigned 16-bit; nothing is copied.
	 *
	 * @param image of any real type
	 * @param name of the image, for messages
	 * @throws InputException naming the first value that is not a whole number of 0..65535, and its voxel
	 */
	public static <T extends RealType<T>> Labels of(final RandomAccessibleInterval<T> image, final String name) {
		final BitSet values = new BitSet();
		final Cursor<T> cursor = Views.flatIterable(image).localizingCursor();
		while (cursor.hasNext()) {
			final double v = cursor.next().getRealDouble();
			final long label = Math.round(v);
			if (!(Math.abs(v - label) <= TOLERANCE) || label < 0 || label > 0xffff) throw new InputException(name +
				" is not a label image: it holds " + v + " at voxel " + position(cursor) +
				" (x, y, z from 0). Labels must be whole numbers from 0 to 65535.");
			values.set((int) label);
		}
		return new Labels(asUnsignedShort(image), values);
	}

	/** {@link #of} for an image whose type is not known, as {@link NiftiFile#read} gives it. */
	@SuppressWarnings("unchecked") // gives the wildcard a name
	public static <T extends RealType<T>> Labels ofAny(final RandomAccessibleInterval<? extends RealType<?>> image,
		final String name)
	{
		return of((RandomAccessibleInterval<T>) image, name);
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>> RandomAccessibleInterval<UnsignedShortType> asUnsignedShort(
		final RandomAccessibleInterval<T> image)
	{
		if (image.getType() instanceof UnsignedShortType) return (RandomAccessibleInterval<UnsignedShortType>) image;
		return Converters.convert(image, (in, out) -> out.set((int) Math.round(in.getRealDouble())),
			new UnsignedShortType());
	}

	private static String position(final Cursor<?> cursor) {
		final StringBuilder text = new StringBuilder("(");
		for (int d = 0; d < cursor.numDimensions(); d++)
			text.append(d == 0 ? "" : ", ").append(cursor.getLongPosition(d));
		return text.append(")").toString();
	}
}
