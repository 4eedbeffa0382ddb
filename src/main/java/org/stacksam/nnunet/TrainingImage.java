package org.stacksam.nnunet;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * An image in a type that every reader of nnU-Net takes: uint8, int16 and uint16 as they are, others as float without
 * NaN and infinities, which nnU-Net refuses.
 *
 * @param image the image or a view of it
 * @param replaced voxels that were not finite; they get the lowest finite value (0 if there is none)
 */
record TrainingImage(RandomAccessibleInterval<? extends RealType<?>> image, long replaced) {

	static TrainingImage of(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final RealType<?> type = image.getType();
		if (type instanceof UnsignedByteType || type instanceof ShortType || type instanceof UnsignedShortType)
			return new TrainingImage(image, 0);
		long bad = 0;
		double lowest = Double.POSITIVE_INFINITY;
		for (final RealType<?> voxel : Views.flatIterable(image)) {
			final double v = voxel.getRealDouble();
			if (!isFinite(v)) bad++;
			else lowest = Math.min(lowest, v);
		}
		if (bad == 0 && type instanceof FloatType) return new TrainingImage(image, 0);
		final double fill = lowest < Double.POSITIVE_INFINITY ? lowest : 0;
		return new TrainingImage(Converters.convertRAI(image, (in, out) -> {
			final double v = in.getRealDouble();
			out.setReal(isFinite(v) ? v : fill);
		}, new FloatType()), bad);
	}

	// As float: a double beyond float's range would become infinite.
	private static boolean isFinite(final double v) {
		return Float.isFinite((float) v);
	}
}
