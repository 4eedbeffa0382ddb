package org.stacksam.ij;

import java.util.List;
import java.util.stream.Collectors;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.stacksam.io.Geometry;
import org.stacksam.io.MemoryBound;
import org.stacksam.prompt.LabelClass;

import ij.ImagePlus;
import ij.ImageStack;

/** Volumes as ImageJ images, with the calibration, grid and slice labels of what they were computed from. */
public final class VolumeImages {

	/** Property of a label image: its classes, such as {@code 1=liver,2=spleen}. */
	static final String LABELS = "stacksam.labels";

	private VolumeImages() {}

	/**
	 * A volume as an image, calibrated in mm. Planes of uint8, uint16 and float arrays are shared. int16 becomes ImageJ's
	 * signed 16 bit, int8 too; other types become float. A volume that is not in memory as arrays becomes a virtual stack.
	 *
	 * @param volume [x, y, z]
	 */
	public static ImagePlus of(final RandomAccessibleInterval<? extends RealType<?>> volume, final Geometry geometry,
		final String title)
	{
		final RealType<?> type = volume.getType();
		final boolean signed = type instanceof ShortType || type instanceof ByteType;
		final int bits = type instanceof UnsignedByteType ? 8 : type instanceof UnsignedShortType || signed ? 16 : 32;
		final ImagePlus image = new ImagePlus(title, stack(volume, bits, signed ? 32768 : 0));
		Calibrations.set(image, geometry);
		if (signed) image.getCalibration().setSigned16BitCalibration();
		resetRange(image);
		return image;
	}

	/**
	 * A label image: 8 bit if its largest label is at most 255, else 16; the colour of label i at index i of its lookup
	 * table as far as it goes; calibrated as the source, with its slice labels. A virtual stack where a copy
	 * would pass {@link MemoryBound}.
	 *
	 * @param labels [x, y, z]; its planes are shared if they are of the right type
	 * @param classes their names go with the image; may be empty
	 * @param source of the same size
	 */
	public static <T extends IntegerType<T>> ImagePlus labels(final RandomAccessibleInterval<T> labels,
		final List<LabelClass> classes, final StackSelection source, final String title)
	{
		final ImagePlus image = labels(labels, classes, title);
		Calibrations.copy(source, image);
		copySliceLabels(source, image);
		return image;
	}

	/** A label image on a grid, where there is no source image. */
	public static <T extends IntegerType<T>> ImagePlus labels(final RandomAccessibleInterval<T> labels,
		final List<LabelClass> classes, final Geometry geometry, final String title)
	{
		final ImagePlus image = labels(labels, classes, title);
		Calibrations.set(image, geometry);
		return image;
	}

	/**
	 * A confidence as a 32-bit image of 0..1, calibrated as the source; a virtual stack where it would pass
	 * {@link MemoryBound}.
	 *
	 * @param confidence [x, y, z], 0..255
	 */
	public static ImagePlus confidence(final RandomAccessibleInterval<UnsignedByteType> confidence,
		final StackSelection source, final String title)
	{
		final ImagePlus image = confidence(confidence, title);
		Calibrations.copy(source, image);
		copySliceLabels(source, image);
		return image;
	}

	/** A confidence on a grid, where there is no source image. */
	public static ImagePlus confidence(final RandomAccessibleInterval<UnsignedByteType> confidence,
		final Geometry geometry, final String title)
	{
		final ImagePlus image = confidence(confidence, title);
		Calibrations.set(image, geometry);
		return image;
	}

	/** The narrowest of uint8 and uint16 that holds the labels: the volume itself, or a view of it. */
	static <T extends IntegerType<T>> RandomAccessibleInterval<? extends IntegerType<?>> narrow(
		final RandomAccessibleInterval<T> labels)
	{
		int max = 0;
		for (final T label : Views.flatIterable(labels))
			max = Math.max(max, label.getInteger());
		if (max <= 255) return labels.getType() instanceof UnsignedByteType ? labels : Converters.convert(labels, (in,
			out) -> out.set(in.getInteger()), new UnsignedByteType());
		return labels.getType() instanceof UnsignedShortType ? labels : Converters.convert(labels, (in, out) -> out.set(in
			.getInteger()), new UnsignedShortType());
	}

	private static <T extends IntegerType<T>> ImagePlus labels(final RandomAccessibleInterval<T> labels,
		final List<LabelClass> classes, final String title)
	{
		final var narrow = narrow(labels);
		final boolean bytes = narrow.getType() instanceof UnsignedByteType;
		final ImageStack stack = sharedStack(narrow);
		final ImagePlus image = new ImagePlus(title, stack != null ? stack : copiedStack(narrow, bytes ? 8 : 16, 0));
		// 8 bit: index = label, whatever the largest is, so that a class has one colour in all images
		image.setLut(GlasbeyLut.lut(classes));
		image.setDisplayRange(0, bytes ? 255 : max(narrow));
		if (!classes.isEmpty()) image.setProp(LABELS, classes.stream().map(c -> c.value() + "=" + c.name().replace('\n',
			' ')).collect(Collectors.joining(",")));
		return image;
	}

	private static ImagePlus confidence(final RandomAccessibleInterval<UnsignedByteType> confidence,
		final String title)
	{
		final ImagePlus image = new ImagePlus(title, copiedStack(Converters.convert(confidence, (in, out) -> out.set(in
			.get() / 255f), new FloatType()), 32, 0));
		image.setDisplayRange(0, 1);
		return image;
	}

	private static ImageStack stack(final RandomAccessibleInterval<? extends RealType<?>> volume, final int bits,
		final double offset)
	{
		final ImageStack shared = offset == 0 ? sharedStack(volume) : null;
		if (shared != null) return shared;
		return isInMemory(volume) ? copiedStack(volume, bits, offset) : new ViewStack(volume, bits, offset);
	}

	/** Then the stack can hold all slices, and be edited. */
	private static boolean isInMemory(final RandomAccessibleInterval<?> volume) {
		return volume instanceof ArrayImg<?, ?> array && array.update(null) instanceof ArrayDataAccess || isInArrays(volume);
	}

	private static boolean isInArrays(final RandomAccessibleInterval<?> volume) {
		if (!(volume instanceof PlanarImg<?, ?> planes)) return false;
		final Object storage = planes.getPlane(0).getCurrentStorageArray();
		return storage != null && storage.getClass().isArray();
	}

	/** Null if the planes are not arrays as ImageJ holds them. */
	private static ImageStack sharedStack(final RandomAccessibleInterval<? extends RealType<?>> volume) {
		final RealType<?> type = volume.getType();
		final boolean ours = type instanceof UnsignedByteType || type instanceof UnsignedShortType ||
			type instanceof FloatType;
		if (!ours || !isInArrays(volume)) return null;
		final ImageStack stack = new ImageStack((int) volume.dimension(0), (int) volume.dimension(1));
		final PlanarImg<?, ?> planes = (PlanarImg<?, ?>) volume;
		for (int z = 0; z < planes.numSlices(); z++)
			stack.addSlice(null, planes.getPlane(z).getCurrentStorageArray());
		return stack;
	}

	private static ImageStack copiedStack(final RandomAccessibleInterval<? extends RealType<?>> volume, final int bits,
		final double offset)
	{
		final double bytes = bits / 8. * volume.dimension(0) * volume.dimension(1) * volume.dimension(2);
		if (!MemoryBound.allows(bytes)) return new ViewStack(volume, bits, offset);
		final ImageStack stack = new ImageStack((int) volume.dimension(0), (int) volume.dimension(1));
		for (int z = 0; z < volume.dimension(2); z++)
			stack.addSlice(null, ViewStack.copy(volume, z, bits, offset));
		return stack;
	}

	private static void copySliceLabels(final StackSelection source, final ImagePlus target) {
		for (int z = 0; z < source.depth(); z++) {
			final String label = source.image().getStack().getSliceLabel(source.stackIndex(z));
			if (label == null) continue;
			target.getStack().setSliceLabel(label, z + 1);
			// that of a single slice lives in a property
			if (source.depth() == 1) target.setProp("Slice_Label", label);
		}
	}

	/** The middle slice decides how a new image is shown, since the first is often empty. */
	private static void resetRange(final ImagePlus image) {
		image.setSlice(image.getStackSize() / 2 + 1);
		image.resetDisplayRange();
		image.setSlice(1);
	}

	private static double max(final RandomAccessibleInterval<? extends IntegerType<?>> labels) {
		int max = 255;
		for (final IntegerType<?> label : Views.flatIterable(labels))
			max = Math.max(max, label.getInteger());
		return max;
	}
}
