package org.stacksam.everything;

import java.util.Comparator;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;

/**
 * A mask that may become an object.
 *
 * @param mask in the plane, at least one pixel
 * @param box tight round the mask
 * @param predictedIou by the model
 * @param stability IoU of the masks at logits ± the offset
 * @param crop that it was seen in
 * @param cut whether it ends at an edge of its tile behind which the plane goes on
 */
record Candidate(MaskPrompt mask, Box box, double predictedIou, double stability, Crop crop, boolean cut) {

	/** Reading order, then size: decides between equals, so that results do not depend on the order of the work. */
	static final Comparator<Candidate> BY_PLACE = Comparator.<Candidate> comparingDouble(c -> c.box.y0())
		.thenComparingDouble(c -> c.box.x0()).thenComparingDouble(c -> c.box.y1()).thenComparingDouble(c -> c.box.x1())
		.thenComparingInt(Candidate::area);

	static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(Candidate::predictedIou).reversed()
		.thenComparing(BY_PLACE);

	/** Pixels. */
	int area() {
		return mask.pixels().cardinality();
	}

	Candidate withMask(final MaskPrompt newMask) {
		return new Candidate(newMask, newMask.bounds(), predictedIou, stability, crop, cut);
	}
}
