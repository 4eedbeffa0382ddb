package org.stacksam.crowd;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

import org.stacksam.io.LabelImages;

/** Label images kept small: of ten annotators each voxel counts ten times. */
public final class CompactLabels {

	private static final int BYTE_VALUES = 256;

	private CompactLabels() {}

	/**
	 * A copy with one byte a voxel if there are at most 256 different values, whatever they are, else two.
	 *
	 * @param labels [x, y, z] of any storage, such as a float image of a file
	 * @return [x, y, z], independent of the source
	 */
	public static RandomAccessibleInterval<UnsignedShortType> copy(final LabelImages.Labels labels) {
		final int[] values = labels.values().stream().toArray();
		final long[] size = labels.image().dimensionsAsLongArray();
		if (values.length > BYTE_VALUES) {
			final PlanarImg<UnsignedShortType, ShortArray> shorts = PlanarImgs.unsignedShorts(size);
			fill(labels.image(), (z, at, value) -> shorts.getPlane(z).getCurrentStorageArray()[at] = (short) value);
			return shorts;
		}
		final PlanarImg<UnsignedByteType, ByteArray> bytes = PlanarImgs.unsignedBytes(size);
		final byte[] index = new byte[0x10000];
		for (int i = 0; i < values.length; i++)
			index[values[i]] = (byte) i;
		fill(labels.image(), (z, at, value) -> bytes.getPlane(z).getCurrentStorageArray()[at] = index[value]);
		return Converters.convert(bytes, (in, out) -> out.set(values[in.get()]), new UnsignedShortType());
	}

	/** Takes a voxel: its slice, its place in it, its label. */
	@FunctionalInterface
	private interface Sink {

		void put(int z, int at, int label);
	}

	private static void fill(final RandomAccessibleInterval<UnsignedShortType> labels, final Sink sink) {
		for (int z = 0; z < labels.dimension(2); z++) {
			final Cursor<UnsignedShortType> cursor = Views.flatIterable(Views.hyperSlice(labels, 2, labels.min(2) + z))
				.cursor();
			for (int i = 0; cursor.hasNext(); i++)
				sink.put(z, i, cursor.next().get());
		}
	}
}
