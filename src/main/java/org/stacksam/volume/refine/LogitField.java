package org.stacksam.volume.refine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.stacksam.volume.SegmentedPrompt;

/**
 * All masks of a volume by class and slice, and their logits smoothed across slices, computed on demand: only the
 * masks' crops are kept.
 */
final class LogitField {

	private final int width, height, depth;
	private final float clip, side;
	private final boolean smoothed;
	private final List<Map<Integer, List<SegmentedPrompt>>> byClass = new ArrayList<>();

	/**
	 * Of masks.
	 *
	 * @param labels of the classes, in the order of their numbers 0, 1, …
	 * @param smoothed whether the logits are smooth across slices already
	 */
	LogitField(final List<SegmentedPrompt> masks, final int[] labels, final int width, final int height,
		final int depth, final RefineParameters.Smoothing smoothing, final boolean smoothed)
	{
		this.width = width;
		this.height = height;
		this.depth = depth;
		clip = (float) smoothing.clip();
		side = (float) smoothing.side();
		this.smoothed = smoothed;
		final Map<Integer, Integer> index = new HashMap<>();
		for (final int label : labels) {
			index.put(label, byClass.size());
			byClass.add(new HashMap<>());
		}
		for (final SegmentedPrompt p : masks)
			byClass.get(index.get(p.label())).computeIfAbsent(p.slice(), z -> new ArrayList<>()).add(p);
	}

	int classes() {
		return byClass.size();
	}

	int width() {
		return width;
	}

	int height() {
		return height;
	}

	int depth() {
		return depth;
	}

	/** The masks of a class on a slice; may be empty. */
	List<SegmentedPrompt> masks(final int k, final int z) {
		return byClass.get(k).getOrDefault(z, List.of());
	}

	/** All slices on which a class has masks, in no order. */
	Iterable<Integer> slices(final int k) {
		return Collections.unmodifiableSet(byClass.get(k).keySet());
	}

	/** Pixels that the rectangle round a class's boxes on a slice holds, 0 without any. */
	long rectangleArea(final int k, final int z) {
		final int[] r = rectangle(masks(k, z), 0);
		return (long) (r[2] - r[0]) * (r[3] - r[1]);
	}

	/** Clipped logits without smoothing, −clip outside the boxes; null if the class has no box there. */
	ClassPlane raw(final int k, final int z) {
		final List<SegmentedPrompt> here = masks(k, z);
		if (here.isEmpty()) return null;
		final ClassPlane plane = empty(here, 0);
		for (final SegmentedPrompt p : here) paint(p, plane.x0(), plane.y0(), plane.width(), plane.height(), plane
			.logits());
		return plane;
	}

	/**
	 * Clipped logits, each slice averaged with its neighbours where an overlapping box of the class lies there.
	 *
	 * @param grow pixels beside the boxes
	 * @return null if the class has no box there
	 */
	ClassPlane smoothed(final int k, final int z, final int grow) {
		final List<SegmentedPrompt> here = masks(k, z);
		if (here.isEmpty()) return null;
		final ClassPlane plane = empty(here, grow);
		for (final SegmentedPrompt p : here) {
			final int[] r = rectangle(List.of(p), grow);
			final int w = r[2] - r[0], h = r[3] - r[1];
			if (w <= 0 || h <= 0) continue;
			final float[] mean = painted(overlapping(here, p), r[0], r[1], w, h);
			if (!smoothed) average(mean, overlapping(masks(k, z - 1), p), overlapping(masks(k, z + 1), p), r[0], r[1], w, h);
			for (int y = 0; y < h; y++) {
				int from = y * w, to = (r[1] + y - plane.y0()) * plane.width() + r[0] - plane.x0();
				for (int x = 0; x < w; x++, from++, to++)
					plane.logits()[to] = Math.max(plane.logits()[to], mean[from]);
			}
		}
		return plane;
	}

	private void average(final float[] mean, final List<SegmentedPrompt> below, final List<SegmentedPrompt> above,
		final int x0, final int y0, final int w, final int h)
	{
		float sum = 1 - 2 * side;
		for (int i = 0; i < mean.length; i++) mean[i] *= sum;
		for (final List<SegmentedPrompt> near : List.of(below, above)) {
			if (near.isEmpty()) continue;
			final float[] other = painted(near, x0, y0, w, h);
			for (int i = 0; i < mean.length; i++) mean[i] += side * other[i];
			sum += side;
		}
		for (int i = 0; i < mean.length; i++) mean[i] /= sum;
	}

	private static List<SegmentedPrompt> overlapping(final List<SegmentedPrompt> others, final SegmentedPrompt p) {
		return others.stream().filter(q -> q == p || q.box().intersection(p.box()) > 0).toList();
	}

	/** Left, top, right, bottom (exclusive) of the pixels in the boxes, grown. */
	private int[] rectangle(final List<SegmentedPrompt> masks, final int grow) {
		int x0 = width, y0 = height, x1 = 0, y1 = 0;
		for (final SegmentedPrompt p : masks) {
			x0 = Math.min(x0, p.left());
			y0 = Math.min(y0, p.top());
			x1 = Math.max(x1, p.right(width));
			y1 = Math.max(y1, p.bottom(height));
		}
		if (x1 <= x0 || y1 <= y0) return new int[4];
		return new int[] { Math.max(0, x0 - grow), Math.max(0, y0 - grow), Math.min(width, x1 + grow), Math.min(height, y1 +
			grow) };
	}

	private ClassPlane empty(final List<SegmentedPrompt> here, final int grow) {
		final int[] r = rectangle(here, grow);
		final int w = r[2] - r[0], h = r[3] - r[1];
		final float[] logits = new float[w * h];
		Arrays.fill(logits, -clip);
		final boolean[] boxed = new boolean[w * h];
		for (final SegmentedPrompt p : here) {
			final int x1 = p.right(width), y1 = p.bottom(height);
			for (int y = p.top(); y < y1; y++)
				for (int x = p.left(); x < x1; x++) boxed[(y - r[1]) * w + x - r[0]] = true;
		}
		return new ClassPlane(r[0], r[1], w, h, logits, boxed);
	}

	private float[] painted(final List<SegmentedPrompt> masks, final int x0, final int y0, final int w, final int h) {
		final float[] out = new float[w * h];
		Arrays.fill(out, -clip);
		for (final SegmentedPrompt p : masks) paint(p, x0, y0, w, h, out);
		return out;
	}

	/** Maximum with the clipped logits of a mask inside its box. */
	private void paint(final SegmentedPrompt p, final int x0, final int y0, final int w, final int h,
		final float[] out)
	{
		final int xa = Math.max(x0, p.left()), xb = Math.min(x0 + w, p.right(width));
		final int ya = Math.max(y0, p.top()), yb = Math.min(y0 + h, p.bottom(height));
		for (int y = ya; y < yb; y++) {
			for (int x = xa; x < xb; x++) {
				final int i = (y - y0) * w + x - x0;
				out[i] = Math.max(out[i], Math.max(-clip, Math.min(clip, p.logits().get(x, y))));
			}
		}
	}
}
