package org.stacksam.sam;

import org.stacksam.prompt.Box;

/**
 * The decoder's answer to one prompt: low-resolution mask logits and predicted IoUs. Index 0 is the single-mask token,
 * 1..3 the three multimask tokens; an export that returns one mask gives one. Where an export gives the multimask tokens
 * only, index 0 is a second time the one of the highest predicted IoU.
 *
 * @param slice what was asked
 * @param lowRes [masks][side·side] logits, row-major, &gt; 0 is inside
 * @param side of the low-resolution grid, which covers the whole input; 256 for MobileSAM
 * @param predictedIou [masks], about 0..1; 1 where the export does not tell
 */
public record SliceMasks(EncodedSlice slice, float[][] lowRes, int side, float[] predictedIou) {

	/** How many masks there are, 1 or 4. */
	public int count() {
		return lowRes.length;
	}

	/** Logits of one mask at the centres of all pixels of the slice, row-major. */
	public float[] sample(final int mask) {
		return sample(mask, 0, 0, slice.width(), slice.height());
	}

	/**
	 * Bounds of one mask in pixels of the slice, seen on the low-resolution grid, which is much less work than on all
	 * pixels.
	 *
	 * @param mask 0..count−1
	 * @param threshold logits above it count
	 * @return edges of the outermost cells, null if there are none
	 */
	public Box bounds(final int mask, final float threshold) {
		return LowResGrid.bounds(slice.placement(), lowRes[mask], side, threshold);
	}

	/**
	 * The multimask output that the model itself expects to be best; for a box alone this is what the official predictor
	 * takes.
	 *
	 * @return 1..3, or 0 if there is only one mask
	 */
	public int best() {
		int best = count() == 1 ? 0 : 1;
		for (int i = 2; i < count(); i++)
			if (predictedIou[i] > predictedIou[best]) best = i;
		return best;
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
		return LowResGrid.sample(slice.placement(), lowRes[mask], side, x0, y0, w, h);
	}
}
