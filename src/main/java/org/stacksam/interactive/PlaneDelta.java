package org.stacksam.interactive;

/**
 * What changed in the labels of a slice: the exclusive or of the values before and after in the rectangle that holds
 * every change, compressed. Applying it once changes, twice restores.
 */
record PlaneDelta(int slice, int x, int y, int width, int height, PackedPlane changes) {

	/** The difference of two planes of one width, or null if they are equal. */
	static PlaneDelta between(final int slice, final int planeWidth, final short[] before, final short[] after) {
		int x0 = planeWidth, y0 = -1, x1 = -1, y1 = -1;
		for (int i = 0; i < before.length; i++) {
			if (before[i] == after[i]) continue;
			x0 = Math.min(x0, i % planeWidth);
			x1 = Math.max(x1, i % planeWidth);
			if (y0 < 0) y0 = i / planeWidth;
			y1 = i / planeWidth;
		}
		if (y0 < 0) return null;
		final int w = x1 - x0 + 1, h = y1 - y0 + 1;
		final short[] changes = new short[w * h];
		for (int i = 0; i < changes.length; i++) {
			final int at = (y0 + i / w) * planeWidth + x0 + i % w;
			changes[i] = (short) (before[at] ^ after[at]);
		}
		return new PlaneDelta(slice, x0, y0, w, h, PackedPlane.of(changes));
	}

	/** Changes a plane of the same width from before to after, or back. */
	void apply(final short[] plane, final int planeWidth) {
		final short[] values = changes.unpack();
		for (int i = 0; i < values.length; i++)
			plane[(y + i / width) * planeWidth + x + i % width] ^= values[i];
	}

	/** Bytes held, roughly. */
	int bytes() {
		return changes.bytes() + 64;
	}
}
