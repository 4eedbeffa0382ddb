package org.stacksam.ij;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.Geometry;

import ij.ImagePlus;

/**
 * One channel and one frame of an image: the volume [x, y, z] that a run works on.
 *
 * @param image at least 1 × 1 pixel
 * @param channel 0-based
 * @param frame 0-based; 0 if frames are taken as slices
 * @param timeAsDepth whether the frames of the image are the slices of the volume; then the image's current slice
 *          {@code slice} is the one that is taken of each frame
 * @param slice 0-based slice taken of each frame if {@code timeAsDepth}, else 0
 */
public record StackSelection(ImagePlus image, int channel, int frame, boolean timeAsDepth, int slice) {

	/**
	 * Chooses a volume by the keys of a command. A time series of single slices is taken as a volume, since DICOM series
	 * without a slice distance are opened so; the log says it.
	 *
	 * @param image may be null, which is an error
	 * @param channel 1-based, 0 = the current one
	 * @param frame 1-based, 0 = the current one
	 * @param log where the choice is told if it is not the obvious one
	 * @throws InputException if there is no image, or no such channel or frame
	 */
	public static StackSelection of(final ImagePlus image, final int channel, final int frame, final Progress log) {
		requireImage(image);
		final int c = index("channel", channel, image.getC(), image.getNChannels(), image);
		if (image.getNSlices() == 1 && image.getNFrames() > 1 && frame == 0) {
			log.log(image.getTitle() + " has " + image.getNFrames() +
				" frames of one slice each: the frames are taken as the slices of one volume. Give frame=N to use one frame alone.");
			return new StackSelection(image, c, 0, true, 0);
		}
		return new StackSelection(image, c, index("frame", frame, image.getT(), image.getNFrames(), image), false, 0);
	}

	/** The frames of an image as the slices of a volume, at the current slice; channel 1-based, 0 = current. */
	public static StackSelection alongTime(final ImagePlus image, final int channel) {
		requireImage(image);
		return new StackSelection(image, index("channel", channel, image.getC(), image.getNChannels(), image), 0, true,
			image.getZ() - 1);
	}

	/** The current channel and frame, slices along z. */
	public static StackSelection current(final ImagePlus image) {
		requireImage(image);
		return new StackSelection(image, image.getC() - 1, image.getT() - 1, false, 0);
	}

	/** Slices of the volume. */
	public int depth() {
		return timeAsDepth ? image.getNFrames() : image.getNSlices();
	}

	/** ImageJ's 1-based stack index of a 0-based slice of the volume. */
	public int stackIndex(final int z) {
		return timeAsDepth ? image.getStackIndex(channel + 1, slice + 1, z + 1) : image.getStackIndex(channel + 1, z + 1,
			frame + 1);
	}

	/** 0-based slice of the volume that the image shows now. */
	public int currentSlice() {
		return (timeAsDepth ? image.getT() : image.getZ()) - 1;
	}

	/** Grid of the volume. */
	public Geometry geometry() {
		return Calibrations.geometry(this);
	}

	static void requireImage(final ImagePlus image) {
		if (image == null || image.getWidth() < 1 || image.getHeight() < 1 || image.getStackSize() < 1)
			throw new InputException("No image is open. Open an image first, or give image_path.");
	}

	private static int index(final String key, final int value, final int current, final int count,
		final ImagePlus image)
	{
		if (value < 0 || value > count) throw new InputException(key + "=" + value + ": " + image.getTitle() + " has " +
			count + " " + key + (count == 1 ? "" : "s") + ". Give 1 to " + count + ", or 0 for the current one.");
		return (value == 0 ? current : value) - 1;
	}
}
