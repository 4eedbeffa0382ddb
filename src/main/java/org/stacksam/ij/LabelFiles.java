package org.stacksam.ij;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.io.LabelImages;
import org.stacksam.io.NiftiFile;
import org.stacksam.io.OutputFile;
import org.stacksam.prompt.LabelClass;

import ij.ImagePlus;
import ij.Macro;
import ij.io.FileSaver;

/** Reads and writes label and confidence images by the ending of their name: .nii.gz, .nii, .tif. */
public final class LabelFiles {

	private LabelFiles() {}

	/**
	 * Checks before any work that a file could be written: its ending and {@link OutputFile#check}.
	 *
	 * @throws InputException naming path and remedy
	 */
	public static void check(final Path file, final boolean overwrite) {
		if (!isTiff(file) && !NiftiFile.isNifti(file)) throw new InputException("Cannot write " + file +
			": its name must end in .nii.gz, .nii or .tif.");
		OutputFile.check(file, overwrite);
	}

	/**
	 * Reads a label image of any format that {@link ImageOpener} opens.
	 *
	 * @return its image; a label image's values and grid are to be had from {@link #labels}
	 * @throws InputException if it cannot be opened
	 */
	public static StackSelection open(final Path file, final Progress log) throws IOException {
		return ImageOpener.select(file, 0, 0, 0, log);
	}

	/**
	 * The labels of an open image.
	 *
	 * @throws InputException naming the first value that is no whole number of 0..65535
	 */
	public static LabelImages.Labels labels(final StackSelection selection) {
		return LabelImages.ofAny(ImagePlusViews.view(selection), selection.image().getTitle());
	}

	/**
	 * Writes labels as uint8, or uint16 if one is over 255.
	 *
	 * @param labels [x, y, z]
	 * @param source whose grid, and in TIFF calibration and slice labels, the file gets
	 */
	public static <T extends IntegerType<T>> void write(final Path file, final RandomAccessibleInterval<T> labels,
		final List<LabelClass> classes, final StackSelection source, final boolean overwrite) throws IOException
	{
		check(file, overwrite);
		if (isTiff(file)) writeTiff(file, VolumeImages.labels(labels, classes, source, "labels"), overwrite);
		else NiftiFile.write(file, VolumeImages.narrow(labels), source.geometry(), overwrite);
	}

	/** Writes labels on a grid, where there is no source image. */
	public static <T extends IntegerType<T>> void write(final Path file, final RandomAccessibleInterval<T> labels,
		final List<LabelClass> classes, final Geometry geometry, final boolean overwrite) throws IOException
	{
		check(file, overwrite);
		if (isTiff(file)) writeTiff(file, VolumeImages.labels(labels, classes, geometry, "labels"), overwrite);
		else NiftiFile.write(file, VolumeImages.narrow(labels), geometry, overwrite);
	}

	/**
	 * Writes a confidence, read back as 0..1.
	 *
	 * @param confidence [x, y, z], 0..255
	 */
	public static void writeConfidence(final Path file, final RandomAccessibleInterval<UnsignedByteType> confidence,
		final StackSelection source, final boolean overwrite) throws IOException
	{
		check(file, overwrite);
		if (isTiff(file)) writeTiff(file, VolumeImages.confidence(confidence, source, "confidence"), overwrite);
		else NiftiFile.writeConfidence(file, confidence, source.geometry(), overwrite);
	}

	/** Writes any image by the same endings: the chosen channel and frame as NIfTI, all of it as TIFF. */
	public static void writeImage(final Path file, final StackSelection selection, final boolean overwrite,
		final Progress progress) throws IOException
	{
		check(file, overwrite);
		if (isTiff(file)) writeTiff(file, selection.image(), overwrite);
		else NiftiFile.write(file, ImagePlusViews.view(selection), selection.geometry(), overwrite, progress);
	}


	/** ImageJ's own TIFF, with calibration, lookup table, slice labels and properties. */
	static void writeTiff(final Path file, final ImagePlus image, final boolean overwrite) throws IOException {
		// saving renames the image and marks it as saved under the temporary name: not the user's
		final ImagePlus shell = new ImagePlus(image.getTitle(), image.getStack());
		shell.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
		shell.setOpenAsHyperStack(image.getOpenAsHyperStack());
		shell.setCalibration(image.getCalibration().copy());
		shell.setDisplayRange(image.getDisplayRangeMin(), image.getDisplayRangeMax());
		shell.setProperties(image.getPropertiesAsArray());
		shell.setOverlay(image.getOverlay());
		OutputFile.write(file, overwrite, temporary -> {
			if (!save(shell, temporary)) throw new IOException("ImageJ could not write " + file + ". Check the free space.");
		});
	}

	/** Whether it was saved; ImageJ tells the reason, in a macro as an exception that ends it. */
	private static boolean save(final ImagePlus image, final Path file) {
		final FileSaver saver = new FileSaver(image);
		try {
			return image.getStackSize() > 1 ? saver.saveAsTiffStack(file.toString()) : saver.saveAsTiff(file.toString());
		}
		catch (final RuntimeException e) {
			if (Macro.MACRO_CANCELED.equals(e.getMessage())) return false;
			throw e;
		}
	}

	private static boolean isTiff(final Path file) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return name.endsWith(".tif") || name.endsWith(".tiff");
	}
}
