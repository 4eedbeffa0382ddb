package org.stacksam.everything;

import java.util.BitSet;

import org.stacksam.image.ConnectedComponents;
import org.stacksam.image.ConnectedComponents.Components;
import org.stacksam.prompt.MaskPrompt;

/** Removes small pieces and fills small holes of masks, neighbours by corners connected, as SAM does. */
final class SmallRegions {

	private SmallRegions() {}

	/**
	 * A mask without them: first holes, then pieces.
	 *
	 * @param least pixels of a piece or hole that stays
	 * @return the mask itself if nothing changes; null if no piece is left
	 */
	static MaskPrompt cleaned(final MaskPrompt mask, final int least) {
		// One pixel of border joins the outside.
		final int w = mask.width() + 2, h = mask.height() + 2;
		final boolean[] inside = new boolean[w * h], outside = new boolean[w * h];
		for (int i = 0; i < inside.length; i++)
			outside[i] = !(inside[i] = mask.contains(mask.x() + i % w - 1, mask.y() + i / w - 1));
		final Components holes = ConnectedComponents.label(outside, w, h, 1, true);
		boolean changed = false;
		for (int i = 0; i < inside.length; i++) {
			final int hole = holes.labels()[i];
			// Component 1 holds the first pixel, which is border.
			if (hole > 1 && holes.sizes()[hole] < least) changed = inside[i] = true;
		}
		final Components pieces = ConnectedComponents.label(inside, w, h, 1, true);
		final BitSet kept = new BitSet();
		for (int i = 0; i < inside.length; i++) {
			if (!inside[i]) continue;
			if (pieces.sizes()[pieces.labels()[i]] >= least) kept.set((i / w - 1) * mask.width() + i % w - 1);
			else changed = true;
		}
		if (!changed) return mask;
		return kept.isEmpty() ? null : new MaskPrompt(mask.x(), mask.y(), mask.width(), mask.height(), kept);
	}
}
