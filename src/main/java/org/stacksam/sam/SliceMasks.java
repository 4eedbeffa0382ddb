package org.stacksam.sam;

/**
 * The decoder's answer to one prompt: low-resolution mask logits and predicted IoUs. Index 0 is the single-mask token,
 * 1..3 the three multimask tokens; an export that returns one mask gives one.
 *
 * @param slice what was asked
 * @param lowRes [masks][side·side] logits, row-major, &gt; 0 is inside
 * @param side of the low-resolution grid, 256
 * @param predictedIou [masks], about 0..1
 */
public record SliceMasks(EncodedSlice slice, float[][] lowRes, int side, float[] predictedIou) {

	/** How many masks there are, 1 or 4. */
	public int count() {
		return lowRes.length;
	}

	/**
	 * Logits of one mask at the centres of the slice's pixels in a rectangle, by bilinear interpolation, clamped at the
	 * grid's border.
	 *
	 * @param mask 0..count−1
	 * @param x0 left column of the rectangle, 0-based
	 * @param y0 upper row
	 * @return w·h logits, row-major
	 */
	public float[] sample(final int mask, final int x0, final int y0, final int w, final int h) {
		throw new UnsupportedOperationException("to be written");
	}
}
