package org.stacksam.prompt;

import java.util.BitSet;

/**
 * A mask in a slice, given as truth or as a shape to start from: a rectangle of pixels and which of them are set.
 *
 * @param x left column, 0-based
 * @param y upper row, 0-based
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param pixels bit row·width + column, relative to the rectangle
 */
public record MaskPrompt(int x, int y, int width, int height, BitSet pixels) {

	public MaskPrompt {
		if (width < 1 || height < 1) throw new IllegalArgumentException("Empty mask rectangle");
		pixels = (BitSet) pixels.clone();
	}

	/** Whether the pixel of the slice is set; outside the rectangle none is. */
	public boolean contains(final int column, final int row) {
		final int c = column - x, r = row - y;
		return c >= 0 && r >= 0 && c < width && r < height && pixels.get(r * width + c);
	}

	/** The tight box round the set pixels, or null if none is set. */
	public Box bounds() {
		int x0 = width, y0 = height, x1 = -1, y1 = -1;
		for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i + 1)) {
			x0 = Math.min(x0, i % width);
			x1 = Math.max(x1, i % width);
			y0 = Math.min(y0, i / width);
			y1 = Math.max(y1, i / width);
		}
		return x1 < 0 ? null : new Box(x + x0, y + y0, x + x1 + 1, y + y1 + 1);
	}
}
