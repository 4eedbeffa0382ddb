package org.stacksam.ij.tool;

import java.util.List;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;

import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.StackSelection;
import org.stacksam.interactive.ModelPlanes;
import org.stacksam.sam.Plane;
import org.stacksam.volume.InPlaneTurn;
import org.stacksam.volume.InputRegion;

/** The slices of an RGB stack in their colours; they need no window. */
final class ColorPlanes implements ModelPlanes {

	private final List<RandomAccessibleInterval<UnsignedByteType>> colors;

	ColorPlanes(final StackSelection volume) {
		colors = ImagePlusViews.rgb(volume);
	}

	@Override
	public int width() {
		return (int) colors.get(0).dimension(0);
	}

	@Override
	public int height() {
		return (int) colors.get(0).dimension(1);
	}

	@Override
	public int depth() {
		return (int) colors.get(0).dimension(2);
	}

	@Override
	public InPlaneTurn turn() {
		return InPlaneTurn.none(width(), height());
	}

	@Override
	public List<Plane> planes(final int z, final InputRegion region) {
		return colors.stream().map(c -> part(c, z, region)).toList();
	}

	private static Plane part(final RandomAccessibleInterval<UnsignedByteType> color, final int z, final InputRegion r) {
		final Cursor<UnsignedByteType> pixels = Views.flatIterable(Views.interval(Views.hyperSlice(color, 2, z), new long[] {
			r.x(), r.y() }, new long[] { r.x() + r.width() - 1, r.y() + r.height() - 1 })).cursor();
		final float[] values = new float[r.width() * r.height()];
		for (int i = 0; i < values.length; i++) values[i] = pixels.next().get();
		return new Plane(values, r.width(), r.height());
	}
}
