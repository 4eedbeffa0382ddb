package org.stacksam.nnunet;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;

import org.stacksam.io.Geometry;
import org.stacksam.prompt.LabelClass;

/** Small cases whose voxels can be counted by hand: 4 × 3 × 2 voxels of 0.5 × 0.7 × 3 mm. */
final class Cases {

	static final Geometry GRID = Geometry.of(4, 3, 2, new double[] { 0.5, 0.7, 3 }, new double[] { 10, 20, 30 });

	/** Values as a user has them: neither consecutive nor ascending. */
	static final List<LabelClass> ORGANS = List.of(new LabelClass(7, "liver", 0xaa5500, false), new LabelClass(3,
		"spleen"));

	private Cases() {}

	/** Signed 16-bit, voxel i holds first − i. */
	static ImageSource image(final String name, final int first) {
		final short[] values = new short[24];
		for (int i = 0; i < values.length; i++)
			values[i] = (short) (first - i);
		return ImageSource.of(name, ArrayImgs.shorts(values, 4, 3, 2), GRID);
	}

	/** Two voxels of 3 and three of 7 in slice 0, nothing in slice 1. */
	static ImageSource label(final String name) {
		final byte[] values = new byte[24];
		values[0] = values[1] = 3;
		values[4] = values[5] = values[6] = 7;
		return ImageSource.of(name, ArrayImgs.unsignedBytes(values, 4, 3, 2), GRID);
	}

	static DatasetCase named(final String id) {
		return DatasetCase.of(id, image(id + ".tif", 100), label(id + "-label.tif"));
	}

	static DatasetSpec spec() {
		return DatasetSpec.of(5, "Organs", ORGANS).withTexts("Test", "CC0", "");
	}

	static double at(final RandomAccessibleInterval<? extends RealType<?>> image, final long... position) {
		return image.randomAccess().setPositionAndGet(position).getRealDouble();
	}
}
