package org.stacksam.volume;

import org.stacksam.sam.Window;

/**
 * How a volume is segmented. Start from {@link #DEFAULT} and change what differs.
 *
 * @param window one for the whole volume; null = chosen from the intensities inside the prompts
 * @param fill which slices without prompts are segmented too
 * @param refine whether intensity evidence and 3D regularisation follow
 * @param detail how much is spent on the encoder
 * @param cleanPrompts whether gaps are filled and box corners smoothed along the stack first
 * @param zMin first slice that may be labelled, 0-based
 * @param zMax last slice that may be labelled, 0-based, inclusive
 * @param maxSlices most slices that {@code BEYOND} goes past an object's outermost prompt
 */
public record VolumeOptions(Window window, Fill fill, Refine refine, Detail detail, boolean cleanPrompts, int zMin,
	int zMax, int maxSlices)
{

	/** Slices without prompts: none, those between an object's prompts, those past its ends as well. */
	public enum Fill {
		NONE, BETWEEN, BEYOND
	}

	/** AUTO: where it helps, with the gate for hollow organs; NONE: raw masks clipped to their boxes, competing. */
	public enum Refine {
		AUTO, NONE
	}

	/** NORMAL: one encoder run a slice; HIGH: the flipped slice too; FAST: four slices in one run. */
	public enum Detail {
		NORMAL, HIGH, FAST
	}

	/** Automatic window, prompted slices only, refined, cleaned. */
	public static final VolumeOptions DEFAULT = new VolumeOptions(null, Fill.NONE, Refine.AUTO, Detail.NORMAL, true, 0,
		Integer.MAX_VALUE, Integer.MAX_VALUE);

	/** With another window; null = chosen from the prompts. */
	public VolumeOptions withWindow(final Window newWindow) {
		return new VolumeOptions(newWindow, fill, refine, detail, cleanPrompts, zMin, zMax, maxSlices);
	}
}
