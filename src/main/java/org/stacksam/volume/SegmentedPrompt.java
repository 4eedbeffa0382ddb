package org.stacksam.volume;

import org.stacksam.prompt.Box;

/**
 * One object on one slice with its mask logits: what prompting, filling and refinement hand to each other. All
 * coordinates are those of the slice as it is shown to the model (see {@link InPlaneTurn}).
 *
 * @param object number of the object, ≥ 1, unique whatever the label
 * @param label value of its class, ≥ 1
 * @param slice 0-based z
 * @param box pixel edges; the mask is clipped to the pixels whose centres lie in it
 * @param logits of the mask, &gt; 0 is inside; the rectangle holds all pixels of the box (within the slice) and should
 *          have two pixels more on each side, so that it can be warped
 * @param given whether the user prompted the object on this slice, false for slices between, beyond and interpolated
 * @param truth whether the mask was given as truth: it is labelled as it stands
 * @param predictedIou of the chosen mask, NaN where SAM did not run
 * @param stability IoU of the masks at logits +1 and −1 in the box, NaN where SAM did not run
 * @param distanceMm along the stack to the object's nearest prompted slice, 0 if given
 * @param source as {@link ReportRow#source()}
 * @param agreement Dice of SAM's mask with the shape expected from elsewhere (neighbours' shapes, the forest), 0..1; low
 *          where they disagree; NaN where there is only one of them
 */
public record SegmentedPrompt(int object, int label, int slice, Box box, LogitCrop logits, boolean given,
	boolean truth, double predictedIou, double stability, double distanceMm, String source,
	double agreement)
{

	/** Without a second opinion on the mask. */
	public SegmentedPrompt(final int object, final int label, final int slice, final Box box, final LogitCrop logits,
		final boolean given, final boolean truth, final double predictedIou, final double stability,
		final double distanceMm, final String source)
	{
		this(object, label, slice, box, logits, given, truth, predictedIou, stability, distanceMm, source, Double.NaN);
	}

	public SegmentedPrompt withBox(final Box newBox) {
		return new SegmentedPrompt(object, label, slice, newBox, logits, given, truth, predictedIou, stability, distanceMm,
			source, agreement);
	}

	public SegmentedPrompt withLogits(final LogitCrop newLogits) {
		return new SegmentedPrompt(object, label, slice, box, newLogits, given, truth, predictedIou, stability, distanceMm,
			source, agreement);
	}

	/** First column whose centre lies in the box, at least 0. */
	public int left() {
		return Math.max(0, (int) Math.ceil(box.x0() - 0.5));
	}

	/** First row whose centre lies in the box, at least 0. */
	public int top() {
		return Math.max(0, (int) Math.ceil(box.y0() - 0.5));
	}

	/** One past the last column whose centre lies in the box, at most the slice's width. */
	public int right(final int sliceWidth) {
		return Math.min(sliceWidth, (int) Math.floor(box.x1() - 0.5) + 1);
	}

	/** One past the last row whose centre lies in the box, at most the slice's height. */
	public int bottom(final int sliceHeight) {
		return Math.min(sliceHeight, (int) Math.floor(box.y1() - 0.5) + 1);
	}
}
