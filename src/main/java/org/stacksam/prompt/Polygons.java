package org.stacksam.prompt;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Polygons as masks: a pixel is set if its centre lies inside, by the even-odd rule within a polygon. */
final class Polygons {

	private Polygons() {}

	/**
	 * The union of some polygons.
	 *
	 * @param polygons each x, y, x, y, … in pixels (edges)
	 * @param width of the image, what lies beyond is cut off
	 * @param height of the image
	 * @return in its tight rectangle, or null if no pixel centre lies inside
	 */
	static MaskPrompt mask(final List<double[]> polygons, final int width, final int height) {
		double x0 = width, y0 = height, x1 = 0, y1 = 0;
		for (final double[] p : polygons) {
			for (int i = 0; i + 1 < p.length; i += 2) {
				x0 = Math.min(x0, p[i]);
				x1 = Math.max(x1, p[i]);
				y0 = Math.min(y0, p[i + 1]);
				y1 = Math.max(y1, p[i + 1]);
			}
		}
		final int left = (int) Math.max(0, Math.floor(x0)), top = (int) Math.max(0, Math.floor(y0));
		final int w = (int) Math.min(width, Math.ceil(x1)) - left, h = (int) Math.min(height, Math.ceil(y1)) - top;
		if (w < 1 || h < 1) return null;
		final BitSet pixels = new BitSet();
		for (final double[] polygon : polygons)
			for (int row = 0; row < h; row++)
				fillRow(polygon, left, top + row + .5, w, row * w, pixels);
		return tight(new MaskPrompt(left, top, w, h, pixels));
	}

	/** The same mask in its tight rectangle; null if no pixel is set. */
	static MaskPrompt tight(final MaskPrompt mask) {
		final Box bounds = mask.bounds();
		if (bounds == null) return null;
		final int x = (int) bounds.x0(), y = (int) bounds.y0(), w = (int) bounds.width(), h = (int) bounds.height();
		final BitSet pixels = new BitSet();
		for (int i = mask.pixels().nextSetBit(0); i >= 0; i = mask.pixels().nextSetBit(i + 1))
			pixels.set((mask.y() + i / mask.width() - y) * w + mask.x() + i % mask.width() - x);
		return new MaskPrompt(x, y, w, h, pixels);
	}

	private static void fillRow(final double[] polygon, final int left, final double y, final int w, final int start,
		final BitSet pixels)
	{
		final double[] crossings = new double[polygon.length / 2];
		int count = 0;
		for (int i = 0, j = polygon.length - 2; i + 1 < polygon.length; j = i, i += 2) {
			final double ya = polygon[j + 1], yb = polygon[i + 1];
			if (ya <= y == yb <= y) continue;
			crossings[count++] = polygon[j] + (y - ya) / (yb - ya) * (polygon[i] - polygon[j]);
		}
		Arrays.sort(crossings, 0, count);
		for (int c = 0; c + 1 < count; c += 2) {
			// Columns whose centre c + 0.5 lies in [from, to).
			final int from = (int) Math.max(0, Math.ceil(crossings[c] - .5) - left);
			final int to = (int) Math.min(w, Math.ceil(crossings[c + 1] - .5) - left);
			if (to > from) pixels.set(start + from, start + to);
		}
	}
}
