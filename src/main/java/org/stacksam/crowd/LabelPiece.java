package org.stacksam.crowd;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;

/**
 * A connected piece of a label in one slice.
 *
 * @param object number of the object it belongs to, ≥ 1
 * @param label value of the label
 * @param slice 0-based
 * @param mask its pixels, in their tight rectangle
 */
public record LabelPiece(int object, int label, int slice, MaskPrompt mask) {

	/** Tight box, pixel edges. */
	public Box box() {
		return new Box(mask.x(), mask.y(), mask.x() + mask.width(), mask.y() + mask.height());
	}

	/** Pixels. */
	public int area() {
		return mask.pixels().cardinality();
	}

	LabelPiece withObject(final int newObject) {
		return new LabelPiece(newObject, label, slice, mask);
	}
}
