package org.stacksam.volume;

import java.nio.ByteBuffer;
import java.util.Arrays;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.util.Fraction;
import net.imglib2.view.Views;

import org.stacksam.image.LoadedSlices;
import org.stacksam.image.PackedBytes;

/**
 * Labels and confidence of a volume while they are computed, slice by slice as shown to the model, x fastest. Slices are
 * kept compressed: memory grows with what is labelled, not with the volume. Different slices may be read and set by
 * different threads.
 */
public final class DenseLabels {

	/** Pixels of the images' slices that stay unpacked. */
	private static final int KEPT_PIXELS = 8 << 20;

	private final int width, height, depth;
	private final PackedBytes[] labels, confidence;

	/** All background with confidence 0. */
	public DenseLabels(final int width, final int height, final int depth) {
		this.width = width;
		this.height = height;
		this.depth = depth;
		labels = new PackedBytes[depth];
		confidence = new PackedBytes[depth];
		Arrays.fill(labels, PackedBytes.of(new byte[Short.BYTES * width * height]));
		Arrays.fill(confidence, PackedBytes.of(new byte[width * height]));
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

	/** The labels of a slice, unsigned; a new array. */
	public short[] labels(final int z) {
		final short[] out = new short[width * height];
		ByteBuffer.wrap(labels[z].unpack()).asShortBuffer().get(out);
		return out;
	}

	/** Sets the labels of a slice, unsigned. */
	public void setLabels(final int z, final short[] values) {
		final ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * width * height);
		bytes.asShortBuffer().put(values);
		labels[z] = PackedBytes.of(bytes.array());
	}

	/** The confidence of a slice's labels, unsigned, 0..255 for 0..1; a new array. */
	public byte[] confidence(final int z) {
		return confidence[z].unpack();
	}

	/** Sets the confidence of a slice's labels, unsigned, 0..255 for 0..1. */
	public void setConfidence(final int z, final byte[] values) {
		confidence[z] = PackedBytes.of(values);
	}

	/** [x, y, z] as shown, to be read: slices are unpacked as they are looked at. */
	public RandomAccessibleInterval<UnsignedShortType> labels() {
		final PlanarImg<UnsignedShortType, ShortArray> image = new PlanarImg<>(new LoadedSlices<ShortArray>(depth, kept(),
			labels, z -> new ShortArray(labels(z))), size(), new Fraction());
		image.setLinkedType(new UnsignedShortType(image));
		return Views.interval(image, image);
	}

	/** [x, y, z] as shown, to be read: slices are unpacked as they are looked at. */
	public RandomAccessibleInterval<UnsignedByteType> confidence() {
		final PlanarImg<UnsignedByteType, ByteArray> image = new PlanarImg<>(new LoadedSlices<ByteArray>(depth, kept(),
			confidence, z -> new ByteArray(confidence(z))), size(), new Fraction());
		image.setLinkedType(new UnsignedByteType(image));
		return Views.interval(image, image);
	}

	/** Small volumes stay unpacked as a whole once they are read. */
	private int kept() {
		return Math.max(LoadedSlices.FEW, KEPT_PIXELS / (width * height));
	}

	private long[] size() {
		return new long[] { width, height, depth };
	}
}
