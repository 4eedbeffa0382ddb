package org.stacksam.volume;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Labels and confidence of a volume while they are computed, slice by slice as shown to the model: plain arrays, x
 * fastest, that the result's images share.
 */
public final class DenseLabels {

	private final int width, height, depth;
	private final PlanarImg<UnsignedShortType, ShortArray> labels;
	private final PlanarImg<UnsignedByteType, ByteArray> confidence;

	/** All background with confidence 0. */
	public DenseLabels(final int width, final int height, final int depth) {
		this.width = width;
		this.height = height;
		this.depth = depth;
		labels = PlanarImgs.unsignedShorts(width, height, depth);
		confidence = PlanarImgs.unsignedBytes(width, height, depth);
	}

	public int width() {
		return width;
	}

	public int height() {
		return height;
	}

	public int depth() {
		return depth;
	}

	/** The labels of a slice, unsigned; writing changes them. */
	public short[] labels(final int z) {
		return labels.getPlane(z).getCurrentStorageArray();
	}

	/** The confidence of a slice's labels, unsigned, 0..255 for 0..1; writing changes it. */
	public byte[] confidence(final int z) {
		return confidence.getPlane(z).getCurrentStorageArray();
	}

	/** [x, y, z] as shown, not copied. */
	public RandomAccessibleInterval<UnsignedShortType> labels() {
		return labels;
	}

	/** [x, y, z] as shown, not copied. */
	public RandomAccessibleInterval<UnsignedByteType> confidence() {
		return confidence;
	}
}
