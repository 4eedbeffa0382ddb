package org.stacksam.sam;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * The intensity window that a whole volume is shown to the model with: lo and below become 0, hi and above 255.
 *
 * @param lo in the image's units
 * @param hi in the image's units, &gt; lo
 */
public record Window(double lo, double hi) {

	public Window {
		if (!(hi > lo)) throw new IllegalArgumentException("Window " + lo + ".." + hi + ": lo must be below hi");
	}

	/**
	 * From the lowest to the highest finite intensity of an image.
	 *
	 * @param image of any size; a constant one, or one without finite values, gives a window of width 1
	 */
	public static Window full(final RandomAccessibleInterval<? extends RealType<?>> image) {
		double lo = Double.POSITIVE_INFINITY, hi = Double.NEGATIVE_INFINITY;
		for (final RealType<?> pixel : Views.flatIterable(image)) {
			final double value = pixel.getRealDouble();
			if (!Double.isFinite(value)) continue;
			lo = Math.min(lo, value);
			hi = Math.max(hi, value);
		}
		if (lo > hi) lo = hi = 0;
		return new Window(lo, lo < hi ? hi : lo + 1);
	}

	/** Maps an intensity to 0..255; NaN and −∞ become 0, +∞ too (they carry no tissue). */
	public float apply(final double intensity) {
		if (!Double.isFinite(intensity)) return 0;
		return (float) (255 * Math.max(0, Math.min(1, (intensity - lo) / (hi - lo))));
	}
}
