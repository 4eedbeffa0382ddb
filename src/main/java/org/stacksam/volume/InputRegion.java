package org.stacksam.volume;

import org.stacksam.prompt.Box;

/**
 * The part of a slice that is shown to the model, in pixels of the slice. Slices larger than the model's input are shown
 * in parts, so that their detail is not lost.
 *
 * @param x left column, 0-based
 * @param y upper row
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record InputRegion(int x, int y, int width, int height) {

	/** Context beside a prompt, as a share of its size on both sides together. */
	private static final double CONTEXT = 0.5;
	/** Regions lie on a grid of so many steps a side, so that neighbouring prompts share an embedding. */
	private static final int STEPS = 4;

	/** All of a slice. */
	public static InputRegion whole(final int width, final int height) {
		return new InputRegion(0, 0, width, height);
	}

	/**
	 * The region for a prompt: the whole slice if it fits the model's input, else a square of the input's size (or twice,
	 * four times, … of it for a large prompt) about the prompt, clipped to the slice.
	 *
	 * @param focus bounds of the prompts, or of the visible part of the slice
	 * @param inputSize side of the model's input
	 */
	public static InputRegion around(final Box focus, final int width, final int height, final int inputSize) {
		return square(focus.centerX(), focus.centerY(), side(focus, inputSize), width, height);
	}

	private static long side(final Box focus, final int inputSize) {
		final double needed = (1 + CONTEXT) * Math.max(focus.width(), focus.height());
		long side = inputSize;
		while (side < needed) side *= 2;
		return side;
	}

	/** Whether prompts with these bounds are seen here as well as {@link #around} them: as large, with context beside. */
	boolean suits(final Box focus, final int sliceWidth, final int sliceHeight, final int inputSize) {
		if (Math.max(width, height) > side(focus, inputSize)) return false;
		final double beside = CONTEXT / 2 * Math.max(focus.width(), focus.height());
		return !cuts(new Box(focus.x0() - beside, focus.y0() - beside, focus.x1() + beside, focus.y1() + beside),
			sliceWidth, sliceHeight);
	}

	/** The region of twice this size about the same place. */
	public InputRegion larger(final int sliceWidth, final int sliceHeight) {
		return square(x + width / 2.0, y + height / 2.0, 2L * Math.max(width, height), sliceWidth, sliceHeight);
	}

	private static InputRegion square(final double cx, final double cy, final long side, final int width, final int height) {
		if (side >= Math.max(width, height)) return whole(width, height);
		final int s = (int) side, step = Math.max(1, s / STEPS);
		return new InputRegion(start(cx, s, step, width), start(cy, s, step, height), Math.min(s, width), Math.min(s, height));
	}

	private static int start(final double center, final int side, final int step, final int length) {
		final long start = Math.round((center - side / 2.0) / step) * step;
		return (int) Math.max(0, Math.min(length - Math.min(side, length), start));
	}

	/** Whether a place lies in it, pixel edges. */
	public boolean holds(final double px, final double py) {
		return px >= x && py >= y && px <= x + width && py <= y + height;
	}

	/** Whether a box reaches an edge of the region behind which the slice goes on. */
	public boolean cuts(final Box box, final int sliceWidth, final int sliceHeight) {
		return x > 0 && box.x0() <= x || y > 0 && box.y0() <= y || x + width < sliceWidth && box.x1() >= x + width || y +
			height < sliceHeight && box.y1() >= y + height;
	}
}
