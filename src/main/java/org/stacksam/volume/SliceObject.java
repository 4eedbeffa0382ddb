package org.stacksam.volume;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.MaskPrompt;

/**
 * One object of a segmented plane.
 *
 * @param object its number, 1..n in the order of the prompts
 * @param label its class
 * @param box that was given, or the tight box round the mask; null if that is empty
 * @param mask its pixels after the competition with the other objects; null if none is left
 * @param predictedIou of the chosen mask, NaN where the model did not run
 * @param stability IoU of the masks at logits ±1, NaN where the model did not run
 */
public record SliceObject(int object, LabelClass label, Box box, MaskPrompt mask, double predictedIou,
	double stability)
{

	/** Pixels of the mask. */
	public int pixels() {
		return mask == null ? 0 : mask.pixels().cardinality();
	}
}
