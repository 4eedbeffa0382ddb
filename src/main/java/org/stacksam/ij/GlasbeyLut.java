package org.stacksam.ij;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

import org.stacksam.prompt.LabelClass;

import ij.process.LUT;

/**
 * Colours of labels, each as far as possible from those before it (Glasbey et al., Colour displays for categorical
 * images, 2007), computed here, so that they are the same in every installation.
 */
public final class GlasbeyLut {

	/** Lightness L* of the colours: to be seen on black and beside white. */
	private static final double DARKEST = 35, LIGHTEST = 92;
	private static final int STEP = 17;

	private static final class Colors {

		/** Filled once when first asked for. */
		static final int[] TABLE = compute(255);
	}

	private GlasbeyLut() {}

	/**
	 * Colour of a label.
	 *
	 * @param label ≥ 1; over 255 the colours repeat
	 * @return 0xRRGGBB
	 */
	public static int color(final int label) {
		return Colors.TABLE[(label - 1) % 255];
	}

	/** Colour of a class: its own, else the table's. */
	public static int color(final LabelClass label) {
		return label.color() >= 0 ? label.color() & 0xffffff : color(label.value());
	}

	/**
	 * Lookup table with black for 0 and the colour of label i at index i.
	 *
	 * @param labels classes that may have colours of their own; those over 255 are left to the table
	 */
	public static LUT lut(final List<LabelClass> labels) {
		final byte[] red = new byte[256], green = new byte[256], blue = new byte[256];
		for (int i = 1; i < 256; i++)
			put(red, green, blue, i, color(i));
		for (final LabelClass l : labels)
			if (l.value() >= 1 && l.value() <= 255) put(red, green, blue, l.value(), color(l));
		return new LUT(red, green, blue);
	}

	private static void put(final byte[] red, final byte[] green, final byte[] blue, final int i, final int rgb) {
		red[i] = (byte) (rgb >> 16);
		green[i] = (byte) (rgb >> 8);
		blue[i] = (byte) rgb;
	}

	/** Greedy: each next colour is the one farthest in CIELAB from black, white and all before it. */
	private static int[] compute(final int count) {
		final List<double[]> candidates = new ArrayList<>();
		final List<Integer> rgbs = new ArrayList<>();
		for (int r = 0; r < 256; r += STEP)
			for (int g = 0; g < 256; g += STEP)
				for (int b = 0; b < 256; b += STEP) {
					final double[] lab = lab(r, g, b);
					if (lab[0] < DARKEST || lab[0] > LIGHTEST) continue;
					candidates.add(lab);
					rgbs.add(r << 16 | g << 8 | b);
				}
		final double[] nearest = new double[candidates.size()];
		java.util.Arrays.fill(nearest, Double.POSITIVE_INFINITY);
		approach(nearest, candidates, lab(0, 0, 0));
		approach(nearest, candidates, lab(255, 255, 255));
		// grey says "image", not "label"
		approach(nearest, candidates, lab(128, 128, 128));
		final int[] chosen = new int[count];
		for (int k = 0; k < count; k++) {
			int best = 0;
			for (int i = 1; i < nearest.length; i++)
				if (nearest[i] > nearest[best]) best = i;
			chosen[k] = rgbs.get(best);
			approach(nearest, candidates, candidates.get(best));
		}
		return chosen;
	}

	private static void approach(final double[] nearest, final List<double[]> candidates, final double[] to) {
		for (int i = 0; i < nearest.length; i++) {
			final double[] c = candidates.get(i);
			final double dl = c[0] - to[0], da = c[1] - to[1], db = c[2] - to[2];
			nearest[i] = Math.min(nearest[i], dl * dl + da * da + db * db);
		}
	}

	/** sRGB (D65) to CIELAB: {L*, a*, b*}. */
	private static double[] lab(final int r, final int g, final int b) {
		final double lr = linear(r), lg = linear(g), lb = linear(b);
		final double x = f((0.4124 * lr + 0.3576 * lg + 0.1805 * lb) / 0.9505), y = f(0.2126 * lr + 0.7152 * lg + 0.0722 *
			lb), z = f((0.0193 * lr + 0.1192 * lg + 0.9505 * lb) / 1.089);
		return new double[] { 116 * y - 16, 500 * (x - y), 200 * (y - z) };
	}

	private static double linear(final int v) {
		final double u = v / 255.0;
		return u <= 0.04045 ? u / 12.92 : Math.pow((u + 0.055) / 1.055, 2.4);
	}

	private static double f(final double t) {
		return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
	}

	/** The colour as AWT's. */
	static Color awt(final LabelClass label) {
		return new Color(color(label));
	}
}
