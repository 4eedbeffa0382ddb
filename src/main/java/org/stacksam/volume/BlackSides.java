package org.stacksam.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.stacksam.image.ConnectedComponents;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.Prompt;

/**
 * Whether a window's lower edge cuts into the objects. Drawn boxes are tight: under a good edge the largest visible piece
 * inside a box reaches all its sides. At A − σ 4 to 7 % of the sides are black on a CT and a sharp phantom and none on an
 * MR; 42 % are on a phantom blurred by .7 pixels, whose rims against fat go black (every 5th slice prompted, Dice .92;
 * with the edge chosen here .954). Hasty boxes (±10 %) have black sides whatever the edge, so these do not count.
 */
final class BlackSides {

	/** Share of sides, and their number, from which the edge counts as too high. */
	private static final double MANY = 0.15;
	private static final int AT_LEAST = 3;
	/** Share that is left when it is low enough. */
	private static final double FEW = 0.05;
	/** Sigmas below the darkest class: where the search ends, and its steps. */
	private static final double LOWEST = 6, STEP = 0.5;
	/** Boxes narrower than this say nothing. */
	private static final int NARROW = 3;
	private static final int MOST_BOXES = 500;

	private BlackSides() {}

	/**
	 * A − σ, or the highest edge below at which few sides are black that would not be so at A − 6σ.
	 *
	 * @param prompts as shown; only boxes are looked at
	 * @param a median of the darkest class
	 * @param sigma median of the classes' spreads
	 */
	static double visibleEdge(final SliceReader slices, final List<Prompt> prompts, final double a, final double sigma) {
		final List<Prompt> boxes = prompts.stream().filter(p -> !p.absent() && p.mask() == null && p.box() != null).toList();
		final int step = Math.max(1, boxes.size() / MOST_BOXES);
		final Map<Integer, List<Box>> bySlice = new TreeMap<>();
		for (int i = 0; i < boxes.size(); i += step)
			bySlice.computeIfAbsent(boxes.get(i).slice(), z -> new ArrayList<>()).add(boxes.get(i).box());
		final Count first = count(slices, bySlice, a - sigma), last = count(slices, bySlice, a - LOWEST * sigma);
		if (first.black - last.black < AT_LEAST || first.share() - last.share() <= MANY) return a - sigma;
		for (double k = 1 + STEP; k < LOWEST; k += STEP)
			if (count(slices, bySlice, a - k * sigma).share() - last.share() <= FEW) return a - k * sigma;
		return a - LOWEST * sigma;
	}

	private record Count(int black, int sides) {

		double share() {
			return sides == 0 ? 0 : (double) black / sides;
		}
	}

	private static Count count(final SliceReader slices, final Map<Integer, List<Box>> bySlice, final double edge) {
		int black = 0, sides = 0;
		for (final Map.Entry<Integer, List<Box>> e : bySlice.entrySet()) {
			final float[] plane = slices.read(e.getKey());
			for (final Box box : e.getValue()) {
				final int here = black(plane, slices.width(), slices.height(), box, edge);
				if (here < 0) continue;
				black += here;
				sides += 4;
			}
		}
		return new Count(black, sides);
	}

	/** Sides that the largest visible piece does not reach; −1 if the box is narrow or all of it is black. */
	private static int black(final float[] plane, final int width, final int height, final Box box, final double edge) {
		final int x0 = (int) Math.max(0, Math.round(box.x0())), y0 = (int) Math.max(0, Math.round(box.y0()));
		final int w = (int) Math.min(width, Math.round(box.x1())) - x0, h = (int) Math.min(height, Math.round(box.y1())) -
			y0;
		if (w < NARROW || h < NARROW) return -1;
		final boolean[] visible = new boolean[w * h];
		for (int i = 0; i < visible.length; i++) visible[i] = plane[(y0 + i / w) * width + x0 + i % w] >= edge;
		final ConnectedComponents.Components pieces = ConnectedComponents.label(visible, w, h, 1, true);
		if (pieces.count() == 0) return -1;
		boolean left = false, right = false, top = false, bottom = false;
		for (int i = 0; i < visible.length; i++) {
			if (pieces.labels()[i] != pieces.largest()) continue;
			left |= i % w == 0;
			right |= i % w == w - 1;
			top |= i < w;
			bottom |= i >= w * (h - 1);
		}
		return (left ? 0 : 1) + (right ? 0 : 1) + (top ? 0 : 1) + (bottom ? 0 : 1);
	}
}
