package org.stacksam.interactive;

import java.util.BitSet;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.sam.Placement;
import org.stacksam.sam.SliceMasks;

/**
 * Logits of one mask in the rectangle of a slice that holds all above −1; all others are not computed.
 *
 * @param x left column
 * @param y upper row
 * @param values width·height, row-major
 */
record MaskLogits(int x, int y, int width, int height, float[] values) {

	/** Which pixels of the slice count. */
	@FunctionalInterface
	interface Where {

		boolean test(int x, int y);
	}

	/** Samples a mask; null if it is empty. */
	static MaskLogits of(final SliceMasks masks, final int mask) {
		final Box bounds = masks.bounds(mask, -1);
		if (bounds == null) return null;
		final Placement place = masks.slice().placement();
		// Interpolation reaches half a cell beyond the cells that are above.
		final Box b = bounds.grow(place.inputSize() / (double) masks.side() / Math.min(place.scaleX(), place.scaleY())).clip(
			place.width(), place.height());
		final int x0 = (int) Math.floor(b.x0()), y0 = (int) Math.floor(b.y0());
		final int w = (int) Math.ceil(b.x1()) - x0, h = (int) Math.ceil(b.y1()) - y0;
		return new MaskLogits(x0, y0, w, h, masks.sample(mask, x0, y0, w, h));
	}

	/** Whether each value is above 0. */
	boolean[] inside() {
		final boolean[] inside = new boolean[values.length];
		for (int i = 0; i < inside.length; i++) inside[i] = values[i] > 0;
		return inside;
	}

	/** IoU of the masks at logits 1 and −1, 0..1. */
	double stability() {
		int tight = 0, wide = 0;
		for (final float v : values) {
			if (v > 1) tight++;
			if (v > -1) wide++;
		}
		return wide == 0 ? 0 : (double) tight / wide;
	}

	/** The pixels above 0 that count; null if there are none. */
	MaskPrompt mask(final Where where) {
		final BitSet pixels = new BitSet(values.length);
		for (int i = 0; i < values.length; i++)
			if (values[i] > 0 && where.test(x + i % width, y + i / width)) pixels.set(i);
		return pixels.isEmpty() ? null : Masks.clipped(new MaskPrompt(x, y, width, height, pixels), Integer.MAX_VALUE,
			Integer.MAX_VALUE);
	}
}
