package org.stacksam.volume.refine;

import org.stacksam.image.Filters;
import org.stacksam.volume.AutoWindow;
import org.stacksam.volume.SliceReader;

/**
 * What the intensity evidence sees of one slice.
 *
 * @param raw intensities in the image's units
 * @param flat the same after a 3×3 median, for the outlier term
 * @param bins histogram bins of the slightly smoothed intensities, 0..{@value #BINS} − 1
 */
record SliceIntensities(float[] raw, float[] flat, byte[] bins) {

	static final int BINS = 64;
	/** Pixels. */
	private static final double SMOOTHING = 0.7;

	static SliceIntensities of(final SliceReader slices, final int z, final AutoWindow window) {
		final float[] raw = slices.read(z);
		final float[] flat = Filters.median3x3(raw, slices.width(), slices.height());
		final double sigma = window.sigma();
		final float least = (float) (window.lowest() - 6 * sigma), most = (float) (window.highest() + 7 * sigma);
		final float[] clipped = new float[raw.length];
		for (int i = 0; i < raw.length; i++) clipped[i] = Math.max(least, Math.min(most, raw[i]));
		final float[] soft = Filters.gauss(clipped, slices.width(), slices.height(), 1, new double[] { SMOOTHING, SMOOTHING,
			0 });
		final double lo = window.lowest() - 4 * sigma, hi = window.highest() + 5 * sigma;
		final byte[] bins = new byte[raw.length];
		for (int i = 0; i < bins.length; i++)
			bins[i] = (byte) Math.max(0, Math.min(BINS - 1, (soft[i] - lo) / (hi - lo) * (BINS - 1)));
		return new SliceIntensities(raw, flat, bins);
	}
}
