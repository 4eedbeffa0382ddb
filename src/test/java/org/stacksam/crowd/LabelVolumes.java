package org.stacksam.crowd;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;

/** Small label images for tests. */
final class LabelVolumes {

	private LabelVolumes() {}

	/** A volume from pictures of its slices, a digit a voxel, '.' for 0; rows of a slice parted by spaces. */
	static RandomAccessibleInterval<UnsignedByteType> of(final String... slices) {
		final String[] first = slices[0].split(" ");
		final int width = first[0].length(), height = first.length;
		final byte[] values = new byte[width * height * slices.length];
		int i = 0;
		for (final String slice : slices)
			for (final char c : slice.replace(" ", "").toCharArray())
				values[i++] = (byte) (c == '.' ? 0 : c - '0');
		return ArrayImgs.unsignedBytes(values, width, height, slices.length);
	}
}
