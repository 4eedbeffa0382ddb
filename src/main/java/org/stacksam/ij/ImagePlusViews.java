package org.stacksam.ij;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.NativeImg;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

import org.stacksam.image.LoadedSlices;

/**
 * ImgLib2 views [x, y, z] of ImageJ images, in the image's own units (calibrated values, such as HU), without copying
 * pixels. Virtual stacks are read slice by slice and only a few slices are kept. The display range plays no part.
 */
public final class ImagePlusViews {

	private ImagePlusViews() {}

	/**
	 * The volume in its narrowest type: unsigned 8 or 16 bit as stored; signed 16 bit where the calibration says so; float
	 * for 32-bit images, for other value calibrations, and for the luminance of RGB images (ITU-R BT.601, 0..255). NaN
	 * stays NaN.
	 *
	 * @return [x, y, z]; writing to it changes an uncalibrated image and is to be avoided
	 */
	public static RandomAccessibleInterval<? extends RealType<?>> view(final StackSelection selection) {
		final ImagePlus image = selection.image();
		final Calibration calibration = image.getCalibration();
		return switch (image.getBitDepth()) {
			case 8 -> calibrated(planes(selection, p -> new ByteArray((byte[]) p), new UnsignedByteType()), calibration);
			case 16 -> calibration.isSigned16Bit() ? signed(shorts(selection)) : calibrated(shorts(selection), calibration);
			case 32 -> planes(selection, p -> new FloatArray((float[]) p), new FloatType());
			default -> luminance(selection);
		};
	}

	/**
	 * The volume as float, whatever its type; what the engines take. Exact for every type that ImageJ has.
	 *
	 * @return [x, y, z]
	 */
	public static RandomAccessibleInterval<FloatType> floats(final StackSelection selection) {
		return floats(view(selection));
	}

	/** A view of any real volume as float; a volume of floats is returned as it is. */
	@SuppressWarnings("unchecked")
	public static RandomAccessibleInterval<FloatType> floats(
		final RandomAccessibleInterval<? extends RealType<?>> volume)
	{
		if (volume.getType() instanceof FloatType) return (RandomAccessibleInterval<FloatType>) volume;
		return Converters.convert((RandomAccessibleInterval<RealType<?>>) volume, (in, out) -> out.set(in
			.getRealFloat()), new FloatType());
	}

	/** Whether the pixels are colours. A grey image with a coloured lookup table holds intensities. */
	public static boolean isRgb(final ImagePlus image) {
		return image.getBitDepth() == 24;
	}

	/**
	 * Red, green and blue of an RGB image, each [x, y, z], 0..255.
	 *
	 * @throws IllegalArgumentException if the image is not RGB
	 */
	public static List<RandomAccessibleInterval<UnsignedByteType>> rgb(final StackSelection selection) {
		final RandomAccessibleInterval<ARGBType> colors = colors(selection);
		return List.of(channel(colors, 16), channel(colors, 8), channel(colors, 0));
	}

	private static RandomAccessibleInterval<UnsignedByteType> channel(final RandomAccessibleInterval<ARGBType> colors,
		final int shift)
	{
		return Converters.convert(colors, (in, out) -> out.set(in.get() >> shift & 0xff), new UnsignedByteType());
	}

	private static RandomAccessibleInterval<FloatType> luminance(final StackSelection selection) {
		return Converters.convert(colors(selection), (in, out) -> {
			final int rgb = in.get();
			out.set((float) (0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff)));
		}, new FloatType());
	}

	private static RandomAccessibleInterval<ARGBType> colors(final StackSelection selection) {
		final ImagePlus image = selection.image();
		if (!isRgb(image)) throw new IllegalArgumentException(image.getTitle() + " is not an RGB image");
		return planes(selection, p -> new IntArray((int[]) p), new ARGBType());
	}

	private static RandomAccessibleInterval<UnsignedShortType> shorts(final StackSelection selection) {
		return planes(selection, p -> new ShortArray((short[]) p), new UnsignedShortType());
	}

	private static RandomAccessibleInterval<ShortType> signed(final RandomAccessibleInterval<UnsignedShortType> raw) {
		return Converters.convert(raw, (in, out) -> out.set((short) (in.get() - 32768)), new ShortType());
	}

	/** Through the calibration's table, which holds linear and other functions alike. */
	private static <T extends IntegerType<T>> RandomAccessibleInterval<? extends RealType<?>>
		calibrated(final RandomAccessibleInterval<T> raw, final Calibration calibration)
	{
		final float[] table = calibration.calibrated() ? calibration.getCTable() : null;
		if (table == null) return raw;
		final float[] values = table.clone();
		return Converters.convert(raw, (in, out) -> out.set(values[in.getInteger()]), new FloatType());
	}

	/** The planes of the selection, shared with the stack. */
	@SuppressWarnings("unchecked")
	private static <T extends NativeType<T>, A extends ArrayDataAccess<A>> PlanarImg<T, A> planes(
		final StackSelection selection, final Function<Object, A> wrap, final T type)
	{
		final ImagePlus image = selection.image();
		final ImageStack stack = image.getStack();
		final int[] indices = IntStream.range(0, selection.depth()).map(selection::stackIndex).toArray();
		final long[] size = { image.getWidth(), image.getHeight(), selection.depth() };
		// arrays of a stack in memory are taken once: asking a list that locks for each voxel along z would be slow
		// ImageJ's virtual stacks are not thread-safe, other readers of this stack use the same lock
		final List<A> arrays = stack.isVirtual() ? new LoadedSlices<>(indices.length, LoadedSlices.FEW, stack, z -> wrap
			.apply(loaded(stack, indices[z]))) : Arrays.stream(indices).mapToObj(
				stack::getPixels).map(wrap).toList();
		final PlanarImg<T, A> planes = new PlanarImg<>(arrays, size, type
			.getEntitiesPerPixel());
		planes.setLinkedType(((NativeTypeFactory<T, A>) type.getNativeTypeFactory()).createLinkedType(
			(NativeImg<T, ? extends A>) planes));
		return planes;
	}

	private static Object loaded(final ImageStack stack, final int index) {
		final Object pixels = stack.getPixels(index);
		if (pixels == null) throw new IllegalStateException("Slice " + index +
			" of the virtual stack could not be read.");
		return pixels;
	}
}
