package org.stacksam.interactive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.util.Fraction;

import org.stacksam.InputException;

/**
 * The label image of a volume: class values 0..65535 as one array a slice, which it shares with whoever shows it, so that
 * ImageJ's brush and eraser work on these very arrays. Beside them it keeps, compressed, what it last knew, and so tells
 * which slices were edited by hand. Not thread-safe by itself: {@link Session} guards it.
 */
public final class LabelVolume {

	private final int width, height;
	private final List<short[]> planes;
	private final List<PackedPlane> known;

	private LabelVolume(final int width, final int height, final List<short[]> planes) {
		this.width = width;
		this.height = height;
		this.planes = List.copyOf(planes);
		known = new ArrayList<>(planes.stream().map(PackedPlane::of).toList());
	}

	/** All background. */
	public static LabelVolume empty(final int width, final int height, final int depth) {
		final List<short[]> planes = new ArrayList<>();
		for (int z = 0; z < depth; z++) planes.add(new short[width * height]);
		return new LabelVolume(width, height, planes);
	}

	/**
	 * Continues labels that are there already.
	 *
	 * @param planes one a slice, unsigned, x fastest; not copied
	 * @throws InputException if a plane has another size
	 */
	public static LabelVolume of(final int width, final int height, final List<short[]> planes) {
		for (int z = 0; z < planes.size(); z++)
			if (planes.get(z).length != width * height) throw new InputException("Slice " + (z + 1) +
				" of the label image has " + planes.get(z).length + " pixels, the image " + width + " × " + height +
				". Open a label image of the same size.");
		return new LabelVolume(width, height, planes);
	}

	public int width() {
		return width;
	}

	public int height() {
		return height;
	}

	public int depth() {
		return planes.size();
	}

	/** The labels of a slice; the array itself, which the window that shows it may draw into. */
	public short[] plane(final int z) {
		return planes.get(z);
	}

	/** [x, y, z], not copied. */
	public RandomAccessibleInterval<UnsignedShortType> view() {
		return image(width, height, planes);
	}

	static RandomAccessibleInterval<UnsignedShortType> image(final int width, final int height,
		final List<short[]> planes)
	{
		final PlanarImg<UnsignedShortType, ShortArray> image = new PlanarImg<>(planes.stream().map(ShortArray::new).toList(),
			new long[] { width, height, planes.size() }, new Fraction());
		image.setLinkedType(new UnsignedShortType(image));
		return image;
	}

	/** Whether a slice was changed by others since it was last written or noticed. */
	boolean edited(final int z) {
		return !Arrays.equals(known.get(z).unpack(), planes.get(z));
	}

	/** A slice as it was last written or noticed; a new array. */
	short[] known(final int z) {
		return known.get(z).unpack();
	}

	/** All slices as last written or noticed; immutable values, for saving in the background. */
	List<PackedPlane> snapshot() {
		return List.copyOf(known);
	}

	/** Writes a slice. */
	void write(final int z, final short[] values) {
		System.arraycopy(values, 0, planes.get(z), 0, values.length);
		known.set(z, PackedPlane.of(values));
	}
}
