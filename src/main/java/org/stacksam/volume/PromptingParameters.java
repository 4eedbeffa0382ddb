package org.stacksam.volume;

/**
 * How the model is asked on slices with prompts, and which of its masks is taken. The defaults were measured best on an
 * abdominal CT and an MR; the README tells how to measure others.
 *
 * @param boxes mask taken for a box
 * @param points mask taken for points alone, for which {@code FIT} means the single-mask token
 * @param othersNegative points of other classes on the slice that are negative ones for a prompt of points alone, so many
 *          of each other object, the nearest; 0 = none
 * @param clipMargin pixels by which masks may run over their box; large = masks are not clipped (half a pixel costs .012
 *          Dice)
 */
public record PromptingParameters(MaskChoice boxes, MaskChoice points, int othersNegative,
	double clipMargin)
{

	/**
	 * Of the model's four masks: the one whose bounding box fits the prompt's best (of several the single-mask token), that
	 * of the single-mask token, or of the others the one with the best predicted IoU.
	 */
	public enum MaskChoice {
		FIT, SINGLE, BEST
	}

	/** The measured defaults. */
	public static final PromptingParameters DEFAULT = new PromptingParameters(MaskChoice.FIT, MaskChoice.SINGLE, 2, 0);
}
