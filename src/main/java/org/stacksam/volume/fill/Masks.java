package org.stacksam.volume.fill;

import org.stacksam.prompt.Box;
import org.stacksam.volume.LogitCrop;

/** Masks in rectangles of a slice, row-major. */
final class Masks {

	/** Pixels of logits kept beside a box. */
	private static final int MARGIN = 2;

	private Masks() {}

	/**
	 * The tight box round what is set.
	 *
	 * @param x0 column of the slice at which the rectangle begins
	 * @return in pixels of the slice, null if nothing is set
	 */
	static Box bounds(final boolean[] mask, final int width, final int x0, final int y0) {
		int left = Integer.MAX_VALUE, right = -1, top = -1, bottom = -1;
		for (int i = 0; i < mask.length; i++) {
			if (!mask[i]) continue;
			left = Math.min(left, i % width);
			right = Math.max(right, i % width);
			if (top < 0) top = i / width;
			bottom = i / width;
		}
		return right < 0 ? null : new Box(x0 + left, y0 + top, x0 + right + 1, y0 + bottom + 1);
	}

	/** Sets the pixels whose centres lie in a box, at least the one at its centre. */
	static void fill(final boolean[] mask, final int width, final int x0, final int y0, final Box box) {
		final int height = mask.length / width;
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) mask[y * width + x] |= inside(box, x0 + x, y0 + y);
		final int x = (int) Math.floor(box.centerX()) - x0, y = (int) Math.floor(box.centerY()) - y0;
		mask[Math.max(0, Math.min(height - 1, y)) * width + Math.max(0, Math.min(width - 1, x))] = true;
	}

	/** Whether the centre of a pixel lies in a box. */
	static boolean inside(final Box box, final int x, final int y) {
		return x + .5 >= box.x0() && x + .5 <= box.x1() && y + .5 >= box.y0() && y + .5 <= box.y1();
	}

	/** The pixels of a box and a margin, within the slice: x0, y0, x1, y1; at least one. */
	static int[] rectangle(final Box box, final int margin, final int width, final int height) {
		final int x0 = Math.max(0, Math.min(width - 1, (int) Math.floor(box.x0()) - margin));
		final int y0 = Math.max(0, Math.min(height - 1, (int) Math.floor(box.y0()) - margin));
		return new int[] { x0, y0, Math.max(x0 + 1, Math.min(width, (int) Math.ceil(box.x1()) + margin)), Math.max(y0 + 1,
			Math.min(height, (int) Math.ceil(box.y1()) + margin)) };
	}

	/** The rectangle whose logits are kept for a box. */
	static int[] kept(final Box box, final int width, final int height) {
		return rectangle(box, MARGIN, width, height);
	}

	/** Logits of a rectangle. */
	static LogitCrop crop(final int[] rectangle, final float[] logits) {
		return LogitCrop.of(rectangle[0], rectangle[1], rectangle[2] - rectangle[0], rectangle[3] - rectangle[1], logits);
	}

	/** The part of a slice's logits that lies in a rectangle. */
	static float[] cut(final float[] slice, final int width, final int[] rectangle) {
		final int w = rectangle[2] - rectangle[0];
		final float[] out = new float[w * (rectangle[3] - rectangle[1])];
		for (int y = rectangle[1]; y < rectangle[3]; y++)
			System.arraycopy(slice, y * width + rectangle[0], out, (y - rectangle[1]) * w, w);
		return out;
	}

	/** Intersection over union of the masks at two thresholds of two logit images in a box; 0 if both are empty. */
	static double iou(final float[] a, final float above, final float[] b, final float aboveB, final int[] rectangle,
		final Box box)
	{
		final int w = rectangle[2] - rectangle[0];
		int both = 0, either = 0;
		for (int i = 0; i < a.length; i++) {
			if (!inside(box, rectangle[0] + i % w, rectangle[1] + i / w)) continue;
			final boolean inA = a[i] > above, inB = b[i] > aboveB;
			if (inA && inB) both++;
			if (inA || inB) either++;
		}
		return either == 0 ? 0 : (double) both / either;
	}
}
