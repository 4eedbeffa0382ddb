package org.stacksam.interactive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;

/**
 * Divides the pixels of a class on a slice among the objects of this class there: each pixel goes to the object whose own
 * mask holds it or, within the class, is nearest.
 */
final class ClassSplit {

	private ClassSplit() {}

	/**
	 * Divides.
	 *
	 * @param plane class values of the slice
	 * @param label of the class
	 * @param own masks of its objects before they were joined, at least one
	 * @return the pixels of each object; none for an object that has none
	 */
	static Map<Integer, MaskPrompt> split(final short[] plane, final int width, final int height, final int label,
		final Map<Integer, MaskPrompt> own)
	{
		final int[] owner = new int[plane.length];
		final Deque<Integer> front = new ArrayDeque<>();
		own.forEach((object, mask) -> mask.pixels().stream().forEach(bit -> {
			final int at = Masks.index(mask, bit, width);
			if ((plane[at] & 0xffff) != label || owner[at] != 0) return;
			owner[at] = object;
			front.add(at);
		}));
		while (!front.isEmpty()) {
			final int at = front.remove(), x = at % width;
			if (x > 0) grow(plane, owner, at, at - 1, front);
			if (x + 1 < width) grow(plane, owner, at, at + 1, front);
			if (at >= width) grow(plane, owner, at, at - width, front);
			if (at + width < plane.length) grow(plane, owner, at, at + width, front);
		}
		for (int i = 0; i < plane.length; i++)
			if ((plane[i] & 0xffff) == label && owner[i] == 0) owner[i] = nearest(i % width, i / width, own);
		final Map<Integer, MaskPrompt> out = new HashMap<>();
		for (final int object : own.keySet()) {
			final MaskPrompt mask = Masks.where(width, height, i -> owner[i] == object);
			if (mask != null) out.put(object, mask);
		}
		return out;
	}

	private static void grow(final short[] plane, final int[] owner, final int from, final int to,
		final Deque<Integer> front)
	{
		if (owner[to] != 0 || plane[to] != plane[from]) return;
		owner[to] = owner[from];
		front.add(to);
	}

	/** For pieces that touch no object's own mask. */
	private static int nearest(final int x, final int y, final Map<Integer, MaskPrompt> own) {
		int best = 0;
		double least = Double.POSITIVE_INFINITY;
		for (final Map.Entry<Integer, MaskPrompt> e : own.entrySet()) {
			final Box b = e.getValue().bounds();
			final double d = Math.hypot(Math.max(0, Math.max(b.x0() - x - 1, x - b.x1())), Math.max(0, Math.max(b.y0() - y - 1,
				y - b.y1())));
			if (d < least) {
				least = d;
				best = e.getKey();
			}
		}
		return best;
	}
}
