package org.stacksam.interactive;

import org.stacksam.prompt.Box;
import org.stacksam.sam.SliceMasks;

/** Bounds of masks, seen on the decoder's low-resolution grid, which is much less work than on all pixels. */
final class LowResBounds {

	private LowResBounds() {}

	/** The mask whose bounds fit a box best; of equals the first, the single-mask token. */
	static int fitting(final SliceMasks masks, final Box box) {
		int best = 0;
		double most = -1;
		for (int i = 0; i < masks.count(); i++) {
			final Box bounds = masks.bounds(i, 0);
			final double fit = bounds == null ? 0 : bounds.iou(box);
			if (fit > most) {
				most = fit;
				best = i;
			}
		}
		return best;
	}
}
