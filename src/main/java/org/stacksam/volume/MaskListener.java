package org.stacksam.volume;

import org.stacksam.prompt.MaskPrompt;

/**
 * Is told of masks while a volume is segmented, as soon as the model has made them: before objects compete for pixels and
 * before the refinement. Called on the thread that segments; must return soon.
 */
@FunctionalInterface
public interface MaskListener {

	/** Listens to nothing. */
	MaskListener NONE = (object, slice, mask, predictedIou) -> {};

	/**
	 * A mask was made.
	 *
	 * @param object its number
	 * @param slice 0-based
	 * @param mask in pixels as stored, clipped to its box; null if it is empty
	 * @param predictedIou the model's own estimate, about 0..1; NaN where it did not run
	 */
	void found(int object, int slice, MaskPrompt mask, double predictedIou);
}
