package org.stacksam.ij;

import java.util.List;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.stacksam.sam.Plane;

/** Single slices as the model's package takes them. */
public final class SlicePlanes {

	private SlicePlanes() {}

	/**
	 * One slice of an image.
	 *
	 * @param z 0-based
	 * @return one plane in the image's own units; of an RGB image three, red, green, blue, 0..255
	 */
	public static List<Plane> of(final StackSelection selection, final int z) {
		if (ImagePlusViews.isRgb(selection.image())) return ImagePlusViews.rgb(selection).stream().map(v -> of(v, z))
			.toList();
		return List.of(of(ImagePlusViews.view(selection), z));
	}

	/**
	 * A copy of one slice of a volume.
	 *
	 * @param volume [x, y, z]
	 * @param z 0-based
	 */
	public static Plane of(final RandomAccessibleInterval<? extends RealType<?>> volume, final int z) {
		final int width = (int) volume.dimension(0), height = (int) volume.dimension(1);
		final float[] values = new float[width * height];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(Views.hyperSlice(volume, 2, z + volume.min(2)))
			.cursor();
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealFloat();
		return new Plane(values, width, height);
	}
}
