package org.stacksam.ij;

import org.stacksam.InputException;

import ij.gui.Roi;

/**
 * The image that ROIs were drawn on, as far as it is known: what their positions mean and where they must lie.
 *
 * @param title for messages
 * @param width in pixels, 0 if unknown
 * @param height in pixels, 0 if unknown
 * @param channels at least 1
 * @param slices at least 1 (unknown: 1; then a plain stack position is taken as the slice)
 * @param frames at least 1
 * @param channel 0-based, the one that is worked on; −1 = any
 * @param frame 0-based, the one that is worked on; −1 = any
 * @param timeAsDepth whether the frames are the slices of the volume
 * @param slice 0-based slice that is worked on if frames are the slices of the volume; −1 = any
 */
public record RoiSpace(String title, int width, int height, int channels, int slices, int frames, int channel,
	int frame, boolean timeAsDepth, int slice)
{

	/** Nothing is known: a plain stack position counts as a slice. */
	public static final RoiSpace UNKNOWN = new RoiSpace("", 0, 0, 1, 1, 1, -1, -1, false, -1);

	/** ROIs on the image of a selection. */
	public static RoiSpace of(final StackSelection s) {
		return new RoiSpace(s.image().getTitle(), s.image().getWidth(), s.image().getHeight(), s.image().getNChannels(), s
			.image().getNSlices(), s.image().getNFrames(), s.channel(), s.timeAsDepth() ? -1 : s.frame(), s.timeAsDepth(), s
				.timeAsDepth() ? s.slice() : -1);
	}

	/** An image file of which only the size is known: one channel, one frame. */
	public static RoiSpace of(final String title, final int width, final int height, final int depth) {
		return new RoiSpace(title, width, height, 1, depth, 1, -1, -1, false, -1);
	}

	/** Slices of the volume; 0 if unknown. */
	public int depth() {
		return width == 0 ? 0 : timeAsDepth ? frames : slices;
	}

	/** Where a ROI lies, 0-based; −1 = on all. */
	record Position(int channel, int slice, int frame) {}

	/** Position of a ROI in the volume; its slice is −1 if it has none. */
	Position position(final Roi roi) {
		if (roi.hasHyperStackPosition()) return along(roi.getCPosition() - 1, roi.getZPosition() - 1, roi.getTPosition() -
			1);
		// ImageJ's files lose the position of single points, its names keep it
		return position(roi.getPosition() > 0 ? roi.getPosition() : RoiNames.stackIndex(roi));
	}

	/** Position in the volume of a 1-based stack index, 0 = none. */
	Position position(final int stackIndex) {
		// the slice of an image with one needs no telling
		if (stackIndex < 1) return new Position(-1, depth() == 1 ? 0 : -1, -1);
		if (width == 0) return new Position(-1, stackIndex - 1, -1);
		final int i = stackIndex - 1;
		// beyond the end: a slice that does not exist, which is reported as such
		if (i >= channels * slices * frames) return new Position(-1, Math.max(depth(), i / channels), -1);
		return along(i % channels, i / channels % slices, i / channels / slices);
	}

	private Position along(final int channelOfRoi, final int z, final int frameOfRoi) {
		// the only channel or frame is no choice
		final int c = channels == 1 && width > 0 ? -1 : channelOfRoi, t = frames == 1 && width > 0 ? -1 : frameOfRoi;
		if (timeAsDepth) return new Position(c, t < 0 && frames == 1 ? 0 : t, -1);
		return new Position(c, z < 0 && width > 0 && slices == 1 ? 0 : z, t);
	}

	/** Whether a ROI at this position is meant for the channel and frame that are worked on. */
	boolean isWorkedOn(final Position p) {
		return (channel < 0 || p.channel < 0 || p.channel == channel) && (frame < 0 || p.frame < 0 || p.frame == frame);
	}

	/** Throws unless the slice exists in the volume. */
	void requireSlice(final int z, final String roi) {
		if (z >= 0 && (depth() == 0 || z < depth())) return;
		if (z < 0) throw new InputException(roi + " has no slice position, so it is not clear which slice of " +
			(title.isEmpty() ? "the stack" : title) +
			" it belongs to. Add it to the ROI Manager while its slice is shown, with Edit > Options > Associate \"Show All\" ROIs with slices.");
		throw new InputException(roi + " lies on slice " + (z + 1) + ", but " + title + " has " + depth() +
			". Choose the image that it was drawn on.");
	}
}
