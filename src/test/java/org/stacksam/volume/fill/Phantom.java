package org.stacksam.volume.fill;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import org.stacksam.TestModel;
import org.stacksam.prompt.Box;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.Plane;
import org.stacksam.volume.LogitCrop;
import org.stacksam.volume.SegmentedPrompt;

/** Bright ellipses painted on dark slices: what a volume with known truth looks like, values 0..255. */
final class Phantom {

	/** An ellipse in pixel-edge coordinates. */
	record Ellipse(double x, double y, double rx, double ry) {

		boolean holds(final int column, final int row) {
			final double dx = (column + .5 - x) / rx, dy = (row + .5 - y) / ry;
			return dx * dx + dy * dy <= 1;
		}
	}

	private final int width, height, depth;
	private final IntFunction<List<Ellipse>> ellipses;
	private final Map<Integer, EncodedSlice> encoded = new HashMap<>();

	/** A volume whose slices hold the ellipses that a function gives. */
	Phantom(final int width, final int height, final int depth, final IntFunction<List<Ellipse>> ellipses) {
		this.width = width;
		this.height = height;
		this.depth = depth;
		this.ellipses = ellipses;
	}

	boolean inside(final int x, final int y, final int z) {
		return ellipses.apply(z).stream().anyMatch(e -> e.holds(x, y));
	}

	float[] intensities(final int z) {
		final float[] out = new float[width * height];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				out[y * width + x] = inside(x, y, z) ? 170 + (x * 3 + y * 5 + z) % 9 : 60 + (x * 7 + y * 13 + z * 5) % 11;
		return out;
	}

	/** With the real model's embeddings, each computed once. */
	SliceStack stack(final double sliceMm) {
		return new SliceStack(width, height, depth, new double[] { 1, 1, sliceMm }, this::intensities, (z, focus) -> encoded
			.computeIfAbsent(z, k -> TestModel.get().encode(new Plane(intensities(k), width, height))));
	}

	/** Ellipse i of a slice as a perfect mask with logits ±4, given by a box. */
	SegmentedPrompt prompt(final int object, final int z, final int i) {
		final Ellipse e = ellipses.apply(z).get(i);
		final boolean[] mask = new boolean[width * height];
		final float[] logits = new float[mask.length];
		for (int p = 0; p < mask.length; p++) {
			mask[p] = e.holds(p % width, p / width);
			logits[p] = mask[p] ? 4 : -4;
		}
		final Box box = Masks.bounds(mask, width, 0, 0);
		return new SegmentedPrompt(object, 1, z, box, LogitCrop.of(0, 0, width, height, logits), true, false, .95, .95, 0,
			"box");
	}

	/** Dice of prompts of one slice, clipped to their boxes, with the truth of that slice. */
	double dice(final List<SegmentedPrompt> prompts, final int z) {
		int both = 0, sum = 0;
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < width; x++) {
				final int column = x, row = y;
				final boolean found = prompts.stream().anyMatch(p -> p.slice() == z && Masks.inside(p.box(), column, row) && p
					.logits().get(column, row) > 0);
				final boolean truth = inside(x, y, z);
				if (found && truth) both++;
				sum += (found ? 1 : 0) + (truth ? 1 : 0);
			}
		}
		return sum == 0 ? 1 : 2.0 * both / sum;
	}
}
