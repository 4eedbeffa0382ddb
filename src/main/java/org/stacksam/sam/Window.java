package org.stacksam.sam;

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

	/** Maps an intensity to 0..255; NaN and −∞ become 0, +∞ too (they carry no tissue). */
	public float apply(final double intensity) {
		if (!Double.isFinite(intensity)) return 0;
		return (float) (255 * Math.max(0, Math.min(1, (intensity - lo) / (hi - lo))));
	}
}
