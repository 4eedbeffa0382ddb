package org.stacksam.volume;

/**
 * Mask logits in a rectangle of a slice, in 16-bit fixed point (steps of 1/1024, range ±32), so that the masks of many
 * objects on many slices fit into memory.
 *
 * @param x0 left column of the rectangle, 0-based
 * @param y0 upper row
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param values width·height logits · 1024, row-major; not copied
 */
public record LogitCrop(int x0, int y0, int width, int height, short[] values) {

	private static final float STEPS = 1024;

	public LogitCrop {
		if (width < 1 || height < 1 || values.length != width * height) throw new IllegalArgumentException(values.length +
			" logits for " + width + " × " + height);
	}

	/**
	 * Packs logits; those beyond ±31.9 are clipped, NaN becomes 0.
	 *
	 * @param logits width·height, row-major
	 */
	public static LogitCrop of(final int x0, final int y0, final int width, final int height, final float[] logits) {
		final short[] values = new short[logits.length];
		for (int i = 0; i < values.length; i++)
			values[i] = (short) Math.max(-32700, Math.min(32700, Math.round(logits[i] * STEPS)));
		return new LogitCrop(x0, y0, width, height, values);
	}

	/** Whether the pixel of the slice lies in the rectangle. */
	public boolean contains(final int x, final int y) {
		return x >= x0 && y >= y0 && x < x0 + width && y < y0 + height;
	}

	/** Logit at a pixel of the slice; pixels outside the rectangle take the nearest one's. */
	public float get(final int x, final int y) {
		final int column = Math.max(0, Math.min(width - 1, x - x0)), row = Math.max(0, Math.min(height - 1, y - y0));
		return values[row * width + column] / STEPS;
	}

	/** All logits, row-major; a new array. */
	public float[] toFloats() {
		final float[] logits = new float[values.length];
		for (int i = 0; i < logits.length; i++) logits[i] = values[i] / STEPS;
		return logits;
	}
}
