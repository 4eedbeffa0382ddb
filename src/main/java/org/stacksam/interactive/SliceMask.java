package org.stacksam.interactive;

import org.stacksam.prompt.MaskPrompt;

/**
 * The pixels of an object on a slice, as they stand in the label image.
 *
 * @param mask at least one pixel set
 * @param origin how it came there
 * @param confidence 0..1, the model's own estimate; 1 where the user said so
 */
public record SliceMask(MaskPrompt mask, Origin origin, double confidence) {

	/** How a mask came into the label image. */
	public enum Origin {
		/** A preview or a result that the user accepted. */
		ACCEPTED,
		/** Drawn or changed by hand on the label image. */
		EDITED,
		/** By carrying through the volume, not looked at yet. */
		CARRIED
	}

	/** Whether the user answers for it: then carrying starts from it and never overwrites it. */
	public boolean given() {
		return origin != Origin.CARRIED;
	}

	/** Pixels. */
	public int area() {
		return mask.pixels().cardinality();
	}

	public SliceMask withMask(final MaskPrompt newMask) {
		return new SliceMask(newMask, origin, confidence);
	}

	/** The same pixels, answered for by the user. */
	public SliceMask accepted() {
		return new SliceMask(mask, Origin.ACCEPTED, 1);
	}
}
