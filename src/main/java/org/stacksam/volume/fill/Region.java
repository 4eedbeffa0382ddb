package org.stacksam.volume.fill;

import org.stacksam.image.ConnectedComponents;
import org.stacksam.prompt.Box;
import org.stacksam.volume.SegmentedPrompt;

/**
 * Logits of one object in a rectangle of a slice; everything beyond it is outside.
 *
 * @param rectangle columns and rows x0, y0, x1, y1
 * @param logits row-major, &gt; 0 is inside
 */
record Region(int[] rectangle, float[] logits) {

	/** Logit where an object certainly is not. */
	static final float NOWHERE = -8;

	/** A prompt's logits clipped to its box, within ±8. */
	static Region of(final SegmentedPrompt p, final int width, final int height) {
		final int[] r = Masks.kept(p.box(), width, height);
		final int w = r[2] - r[0];
		final float[] out = new float[w * (r[3] - r[1])];
		for (int i = 0; i < out.length; i++) {
			final int x = r[0] + i % w, y = r[1] + i / w;
			out[i] = Masks.inside(p.box(), x, y) ? Math.max(-8, Math.min(8, p.logits().get(x, y))) : NOWHERE;
		}
		return new Region(r, out);
	}

	int width() {
		return rectangle[2] - rectangle[0];
	}

	int height() {
		return rectangle[3] - rectangle[1];
	}

	float logit(final int x, final int y) {
		return x >= rectangle[0] && y >= rectangle[1] && x < rectangle[2] && y < rectangle[3] ? logits[(y - rectangle[1]) *
			width() + x - rectangle[0]] : NOWHERE;
	}

	/** Whether one of the 8 pixels round a pixel, or itself, is inside. */
	boolean touches(final int x, final int y) {
		for (int dy = -1; dy <= 1; dy++)
			for (int dx = -1; dx <= 1; dx++)
				if (logit(x + dx, y + dy) > 0) return true;
		return false;
	}

	boolean anyAbove(final float threshold) {
		for (final float logit : logits)
			if (logit > threshold) return true;
		return false;
	}

	/** Which pixels are inside. */
	boolean[] mask() {
		final boolean[] mask = new boolean[logits.length];
		for (int i = 0; i < mask.length; i++) mask[i] = logits[i] > 0;
		return mask;
	}

	/** Pixels inside. */
	int area() {
		int area = 0;
		for (final float logit : logits)
			if (logit > 0) area++;
		return area;
	}

	/** The tight box round what is inside, null if nothing is. */
	Box bounds() {
		return Masks.bounds(mask(), width(), rectangle[0], rectangle[1]);
	}

	/** All pieces but the largest are taken out. */
	Region largestPiece() {
		final ConnectedComponents.Components pieces = ConnectedComponents.label(mask(), width(), height(), 1, true);
		if (pieces.count() < 2) return this;
		final int largest = pieces.largest();
		final float[] out = logits.clone();
		for (int i = 0; i < out.length; i++)
			if (out[i] > 0 && pieces.labels()[i] != largest) out[i] = NOWHERE;
		return new Region(rectangle, out);
	}

	/** The logits on the whole slice. */
	float[] onSlice(final int width, final int height) {
		return Shape.onSlice(logits, rectangle, width, height);
	}

	/** Share of this mask that lies in another's; 0 if this one is empty. */
	double shareInside(final Region other) {
		int all = 0, both = 0;
		for (int i = 0; i < logits.length; i++) {
			if (!(logits[i] > 0)) continue;
			all++;
			if (other.logit(rectangle[0] + i % width(), rectangle[1] + i / width()) > 0) both++;
		}
		return all == 0 ? 0 : (double) both / all;
	}
}
