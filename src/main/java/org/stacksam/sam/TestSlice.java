package org.stacksam.sam;

import java.util.List;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.PointPrompt;

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

	/** IoU of each mask with the disc, asked for by its box or, where the model takes none, by a point. */
	static double[] ious(final SamModel model) {
		final boolean box = model.manifest().decoder().prompts().contains(PromptKind.BOX);
		final SliceMasks masks = model.decode(model.encode(plane()), box ? SlicePrompt.of(BOX) : new SlicePrompt(null, List
			.of(new PointPrompt(X, Y, true)), null));
		final double[] ious = new double[masks.count()];
		for (int i = 0; i < ious.length; i++)
			ious[i] = iou(masks.sample(i));
		return ious;
	}

	private static double iou(final float[] logits) {
		int both = 0, either = 0;
		for (int i = 0; i < logits.length; i++) {
			final boolean found = logits[i] > 0, there = inside(i);
			if (found && there) both++;
			if (found || there) either++;
		}
		return both / (double) either;
	}

	/** Whether a pixel belongs to the disc. */
	static boolean inside(final int index) {
		return Math.hypot(index % WIDTH + 0.5 - X, index / WIDTH + 0.5 - Y) <= RADIUS;
	}
}
