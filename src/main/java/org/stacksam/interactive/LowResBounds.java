package org.stacksam.interactive;

import org.stacksam.prompt.Box;
import org.stacksam.sam.Placement;
import org.stacksam.sam.SliceMasks;

/** Bounds of masks, seen on the decoder's low-resolution grid, which is much less work than on all pixels. */
final class LowResBounds {

	private LowResBounds() {}

	/** The mask whose bounds fit a box best; of equals the first, the single-mask token. */
	static int fitting(final SliceMasks masks, final Box box) {
		int best = 0;
		double most = -1;
		for (int i = 0; i < masks.count(); i++) {
			final Box bounds = of(masks, i, 0);
			final double fit = bounds == null ? 0 : bounds.iou(box);
			if (fit > most) {
				most = fit;
				best = i;
			}
		}
		return best;
	}

	/**
	 * Bounds in pixels of the slice.
	 *
	 * @param threshold logits above it count
	 * @return null if there are none
	 */
	static Box of(final SliceMasks masks, final int mask, final float threshold) {
		final float[] logits = masks.lowRes()[mask];
		final int side = masks.side();
		final Placement place = masks.slice().placement();
		final double cell = place.inputSize() / (double) side;
		// Only cells that lie on the slice; the rest of the input is padding.
		final int u1 = Math.min(side, (int) Math.ceil((place.offsetX() + place.resizedWidth()) / cell));
		final int v1 = Math.min(side, (int) Math.ceil((place.offsetY() + place.resizedHeight()) / cell));
		int left = side, top = side, right = -1, bottom = -1;
		for (int v = (int) (place.offsetY() / cell); v < v1; v++) {
			for (int u = (int) (place.offsetX() / cell); u < u1; u++) {
				if (!(logits[v * side + u] > threshold)) continue;
				left = Math.min(left, u);
				right = Math.max(right, u);
				top = Math.min(top, v);
				bottom = v;
			}
		}
		if (right < 0) return null;
		return new Box((left * cell - place.offsetX()) / place.scaleX(), (top * cell - place.offsetY()) / place.scaleY(),
			((right + 1) * cell - place.offsetX()) / place.scaleX(), ((bottom + 1) * cell - place.offsetY()) / place.scaleY())
				.clip(place.width(), place.height());
	}
}
