package org.stacksam.prompt;

/**
 * A class of objects.
 *
 * @param value its value in the label image, 1..65535
 * @param name unique in its set, not empty
 * @param color 0xRRGGBB, or −1 to take the lookup table's
 * @param heterogeneous a hollow or mixed organ (stomach, bowel): intensities inside it say little, so the refinement
 *          leaves them out
 */
public record LabelClass(int value, String name, int color, boolean heterogeneous) {

	public LabelClass(final int value, final String name) {
		this(value, name, -1, false);
	}
}
