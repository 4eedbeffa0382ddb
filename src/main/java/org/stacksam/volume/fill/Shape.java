package org.stacksam.volume.fill;

import java.util.Arrays;

import org.stacksam.image.DistanceTransform;
import org.stacksam.prompt.Box;
import org.stacksam.volume.SegmentedPrompt;

/**
 * The shape of an object on one slice as signed distances in pixels (+ inside, −0.5 and 0.5 beside the edge), held in a
 * rectangle round its box.
 *
 * @param box what is mapped onto the boxes of other slices
 * @param x0 left column of the rectangle
 * @param y0 upper row
 * @param distances width·height, row-major; beyond the rectangle the nearest one counts
 */
record Shape(Box box, int x0, int y0, int width, int height, float[] distances) {

	/** Pixels beside the box: further away the level set is at its lower limit. */
	private static final int MARGIN = 12;
	/** Logits a pixel of distance, and their limit. */
	private static final float SLOPE = 1.5f, LIMIT = 8;

	/**
	 * The shape of a mask clipped to its box. Masks from points or given as truth count with their own tight box, for no
	 * one drew one; boxes whose mask is empty count as if they were filled.
	 *
	 * @return null for an empty mask without a box
	 */
	static Shape of(final SegmentedPrompt p, final int width, final int height) {
		final Box drawn = atLeastAPixel(p.box());
		final int x0 = Math.max(0, (int) Math.floor(drawn.x0()) - MARGIN), y0 = Math.max(0, (int) Math.floor(drawn.y0()) -
			MARGIN);
		final int w = Math.min(width, (int) Math.ceil(drawn.x1()) + MARGIN) - x0, h = Math.min(height, (int) Math.ceil(drawn
			.y1()) + MARGIN) - y0;
		final boolean[] mask = new boolean[w * h];
		for (int y = p.top(); y < p.bottom(height); y++)
			for (int x = p.left(); x < p.right(width); x++) mask[(y - y0) * w + x - x0] = p.logits().get(x, y) > 0;
		final Box tight = Masks.bounds(mask, w, x0, y0);
		final boolean fromBox = p.source().contains("box");
		if (tight == null) {
			if (!fromBox) return null;
			Masks.fill(mask, w, x0, y0, drawn);
		}
		return new Shape(fromBox ? drawn : tight, x0, y0, w, h, DistanceTransform.signed(mask, w, h));
	}

	/**
	 * What lies between two shapes: each is mapped box onto box to the target, and their signed distances are mixed.
	 *
	 * @param t 0 = this shape, 1 = the other
	 * @param rectangle columns x0, y0, x1, y1 that are wanted
	 * @return logits, 1.5 a pixel, limited to ±8, row-major
	 */
	float[] toward(final Shape other, final double t, final Box target, final int[] rectangle) {
		final int w = rectangle[2] - rectangle[0], h = rectangle[3] - rectangle[1];
		final float[] a = warped(target, rectangle), b = other.warped(target, rectangle), out = new float[w * h];
		for (int i = 0; i < out.length; i++)
			out[i] = (float) Math.max(-LIMIT, Math.min(LIMIT, SLOPE * ((1 - t) * a[i] + t * b[i])));
		return out;
	}

	/** A whole slice of logits, at the lower limit beside a rectangle. */
	static float[] onSlice(final float[] logits, final int[] rectangle, final int width, final int height) {
		final float[] out = new float[width * height];
		Arrays.fill(out, -LIMIT);
		final int w = rectangle[2] - rectangle[0];
		for (int y = rectangle[1]; y < rectangle[3]; y++)
			System.arraycopy(logits, (y - rectangle[1]) * w, out, y * width + rectangle[0], w);
		return out;
	}

	private float[] warped(final Box target, final int[] rectangle) {
		final int w = rectangle[2] - rectangle[0], h = rectangle[3] - rectangle[1];
		final double scaleX = box.width() / target.width(), scaleY = box.height() / target.height();
		final float[] out = new float[w * h];
		for (int y = 0; y < h; y++) {
			final double atY = clamp((rectangle[1] + y + .5 - target.y0()) * scaleY + box.y0() - .5 - y0, height);
			final int up = (int) atY, down = Math.min(up + 1, height - 1);
			final float partY = (float) (atY - up);
			for (int x = 0; x < w; x++) {
				final double atX = clamp((rectangle[0] + x + .5 - target.x0()) * scaleX + box.x0() - .5 - x0, width);
				final int left = (int) atX, right = Math.min(left + 1, width - 1);
				final float partX = (float) (atX - left);
				final float above = distances[up * width + left] * (1 - partX) + distances[up * width + right] * partX;
				final float below = distances[down * width + left] * (1 - partX) + distances[down * width + right] * partX;
				out[y * w + x] = above * (1 - partY) + below * partY;
			}
		}
		return out;
	}

	private static double clamp(final double at, final int n) {
		return Math.max(0, Math.min(n - 1, at));
	}

	private static Box atLeastAPixel(final Box b) {
		final double x = Math.max(0, (1 - b.width()) / 2), y = Math.max(0, (1 - b.height()) / 2);
		return new Box(b.x0() - x, b.y0() - y, b.x1() + x, b.y1() + y);
	}
}
