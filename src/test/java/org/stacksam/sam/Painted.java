package org.stacksam.sam;

/** Slices of known truth. */
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
}
