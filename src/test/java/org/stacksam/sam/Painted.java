package org.stacksam.sam;

/** Slices of known truth, of numbers that any language makes alike. */
final class Painted {

	private Painted() {}

	/** A bright disc (200) on dark ground (40): pixels whose centres lie within the radius. */
	static Plane disc(final int width, final int height, final double cx, final double cy, final double radius) {
		final float[] values = new float[width * height];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				values[y * width + x] = Math.hypot(x + 0.5 - cx, y + 0.5 - cy) <= radius ? 200 : 40;
		return new Plane(values, width, height);
	}

	/**
	 * The slice of the reference numbers: numpy's {@code 40 + x % 64 / 2 + 120 * disc + (7 * x + 13 * y) % 11}, the disc of
	 * radius h/4 round (.4 w, .45 h), rolled to the right by some columns.
	 */
	static Plane reference(final int width, final int height, final int roll) {
		final float[] values = new float[width * height];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final double dx = x + 0.5 - width * 0.4, dy = y + 0.5 - height * 0.45, r = height * 0.25;
				values[y * width + (x + roll) % width] = 40 + x % 64 * 0.5f + (dx * dx + dy * dy <= r * r ? 120 : 0) + (x * 7 +
					y * 13) % 11;
			}
		return new Plane(values, width, height);
	}

	/** Intersection over union of logits above 0 and values above 100. */
	static double iou(final float[] logits, final Plane truth) {
		int both = 0, either = 0;
		for (int i = 0; i < logits.length; i++) {
			final boolean a = logits[i] > 0, b = truth.values()[i] > 100;
			if (a && b) both++;
			if (a || b) either++;
		}
		return both / (double) either;
	}

	static double sum(final float[] values) {
		double sum = 0;
		for (final float v : values)
			sum += v;
		return sum;
	}
}
