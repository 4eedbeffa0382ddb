package org.stacksam.sam;

import org.stacksam.prompt.Box;

/** A slice of known truth that a model is tried on: a bright disc on dark ground, wider than high. */
final class TestSlice {

	private static final int WIDTH = 320, HEIGHT = 240;
	private static final double X = 140, Y = 110, RADIUS = 60;
	private static final float DISC = 200, GROUND = 40;

	static final Box BOX = new Box(X - RADIUS, Y - RADIUS, X + RADIUS, Y + RADIUS);

	private TestSlice() {}

	static Plane plane() {
		final float[] values = new float[WIDTH * HEIGHT];
		for (int i = 0; i < values.length; i++)
			values[i] = inside(i) ? DISC : GROUND;
		return new Plane(values, WIDTH, HEIGHT);
	}

	/** Whether a pixel belongs to the disc. */
	static boolean inside(final int index) {
		return Math.hypot(index % WIDTH + 0.5 - X, index / WIDTH + 0.5 - Y) <= RADIUS;
	}
}
