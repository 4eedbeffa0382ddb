package org.stacksam.ij;

import java.awt.image.ColorModel;
import java.util.HashMap;
import java.util.Map;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/**
 * A volume as a virtual stack: slices are copied out of the view when ImageJ shows them. For volumes that are larger
 * than the memory, such as mapped files, or computed on the fly.
 */
final class ViewStack extends VirtualStack {

	private final RandomAccessibleInterval<? extends RealType<?>> volume;
	private final int bits;
	private final double offset;
	private final Map<Integer, String> labels = new HashMap<>();
	private ColorModel colors;

	/**
	 * @param volume [x, y, z]
	 * @param bits 8, 16 or 32
	 * @param offset added to each value, 32768 for signed 16 bit
	 */
	ViewStack(final RandomAccessibleInterval<? extends RealType<?>> volume, final int bits, final double offset) {
		super((int) volume.dimension(0), (int) volume.dimension(1), (int) volume.dimension(2));
		this.volume = volume;
		this.bits = bits;
		this.offset = offset;
		setBitDepth(bits);
	}

	@Override
	public ImageProcessor getProcessor(final int n) {
		final int w = getWidth(), h = getHeight();
		final Object pixels = copy(volume, n - 1, bits, offset);
		return switch (bits) {
			case 8 -> new ByteProcessor(w, h, (byte[]) pixels, colors);
			case 16 -> new ShortProcessor(w, h, (short[]) pixels, colors);
			default -> new FloatProcessor(w, h, (float[]) pixels, colors);
		};
	}

	@Override
	public Object getPixels(final int n) {
		return copy(volume, n - 1, bits, offset);
	}

	@Override
	public void setColorModel(final ColorModel cm) {
		colors = cm;
	}

	@Override
	public ColorModel getColorModel() {
		return colors;
	}

	@Override
	public String getSliceLabel(final int n) {
		return labels.get(n);
	}

	@Override
	public void setSliceLabel(final String label, final int n) {
		labels.put(n, label);
	}

	/**
	 * One slice as ImageJ's pixel array.
	 *
	 * @param z 0-based
	 * @param bits 8, 16 or 32: byte[], short[] or float[]
	 */
	static Object copy(final RandomAccessibleInterval<? extends RealType<?>> volume, final int z, final int bits,
		final double offset)
	{
		final var plane = Views.hyperSlice(volume, 2, z + volume.min(2));
		final int n = (int) (volume.dimension(0) * volume.dimension(1));
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(plane).cursor();
		if (bits == 8) {
			final byte[] bytes = new byte[n];
			for (int i = 0; i < n; i++)
				bytes[i] = (byte) Math.round(cursor.next().getRealDouble() + offset);
			return bytes;
		}
		if (bits == 16) {
			final short[] shorts = new short[n];
			for (int i = 0; i < n; i++)
				shorts[i] = (short) Math.round(cursor.next().getRealDouble() + offset);
			return shorts;
		}
		final float[] floats = new float[n];
		for (int i = 0; i < n; i++)
			floats[i] = (float) (cursor.next().getRealDouble() + offset);
		return floats;
	}
}
