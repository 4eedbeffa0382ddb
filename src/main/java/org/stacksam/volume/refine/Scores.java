package org.stacksam.volume.refine;

import java.util.Arrays;

import org.stacksam.volume.LogitCrop;
import org.stacksam.volume.SegmentedPrompt;

/** Refined scores of a class against all others, as logits. */
final class Scores {

	private static final float LIMIT = 8;
	/** Pixels beside the box, which hold −{@link #LIMIT}. */
	private static final int MARGIN = 2;

	private Scores() {}

	/** E_k − ln Σ_others exp E, within ±8, in the mask's box; −8 in a margin round it. */
	static LogitCrop of(final SegmentedPrompt mask, final Layer[] layers, final int k, final float[] background,
		final int width, final int height)
	{
		final int left = mask.left(), top = mask.top(), right = Math.max(left + 1, mask.right(width)), bottom = Math.max(
			top + 1, mask.bottom(height));
		final int x0 = Math.max(0, left - MARGIN), y0 = Math.max(0, top - MARGIN), w = Math.min(width, right + MARGIN) - x0,
				h = Math.min(height, bottom + MARGIN) - y0;
		final float[] out = new float[w * h];
		Arrays.fill(out, -LIMIT);
		for (int y = top; y < Math.min(height, bottom); y++) {
			for (int x = left; x < Math.min(width, right); x++) {
				final float own = score(layers[k], x, y);
				double others = Math.exp(background[y * width + x] - own);
				for (int other = 0; other < layers.length; other++)
					if (other != k) others += Math.exp(score(layers[other], x, y) - own);
				out[(y - y0) * w + x - x0] = own == Float.NEGATIVE_INFINITY ? -LIMIT : (float) Math.max(-LIMIT, Math.min(LIMIT,
					-Math.log(others)));
			}
		}
		return LogitCrop.of(x0, y0, w, h, out);
	}

	private static float score(final Layer layer, final int x, final int y) {
		if (layer == null || !layer.hasRow(y) || x < layer.x0 || x >= layer.x0 + layer.width)
			return Float.NEGATIVE_INFINITY;
		return layer.next[(y - layer.y0) * layer.width + x - layer.x0];
	}
}
