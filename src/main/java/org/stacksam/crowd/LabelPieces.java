package org.stacksam.crowd;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;

import org.stacksam.Progress;
import org.stacksam.image.ConnectedComponents;
import org.stacksam.image.ConnectedComponents.Components;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.MaskPrompt;

/** The objects of a label image as pieces, slice by slice: what someone who draws sees of them. */
public final class LabelPieces {

	private LabelPieces() {}

	/**
	 * Finds the 8-connected pieces of some labels and links them along the stack: a piece continues the object of its
	 * label in the slice before with whose box it shares the largest area, larger objects choosing first; what is left
	 * over begins an object.
	 *
	 * @param reference [x, y, z]
	 * @param labels which values, in the order in which pieces of a slice are listed
	 * @param minPixels smaller pieces are left out
	 * @return by slice, then label, then first pixel (row by row); objects numbered from 1; empty if no label occurs
	 */
	public static List<LabelPiece> find(final RandomAccessibleInterval<? extends IntegerType<?>> reference,
		final List<LabelClass> labels, final int minPixels, final Progress progress)
	{
		final int[] size = LabelPlanes.size(reference);
		final int[] plane = new int[size[0] * size[1]];
		final List<LabelPiece> all = new ArrayList<>();
		Map<Integer, List<LabelPiece>> before = Map.of();
		int objects = 0;
		for (int z = 0; z < size[2]; z++) {
			progress.check();
			progress.report(z, size[2], "Looking for objects");
			LabelPlanes.read(reference, z, plane);
			final Map<Integer, List<LabelPiece>> here = new HashMap<>();
			for (final LabelClass label : labels) {
				final List<LabelPiece> pieces = ofSlice(plane, size[0], size[1], z, label.value(), minPixels);
				objects = link(before.getOrDefault(label.value(), List.of()), pieces, objects);
				here.put(label.value(), pieces);
				all.addAll(pieces);
			}
			before = here;
		}
		return all;
	}

	/**
	 * Every n-th slice of each object, counted from its first, and its last.
	 *
	 * @param n ≥ 1
	 * @return in the order given
	 */
	public static List<LabelPiece> everyNth(final List<LabelPiece> pieces, final int n) {
		final Map<Integer, Integer> first = pieces.stream().collect(Collectors.toMap(LabelPiece::object, LabelPiece::slice,
			Math::min));
		final Map<Integer, Integer> last = pieces.stream().collect(Collectors.toMap(LabelPiece::object, LabelPiece::slice,
			Math::max));
		return pieces.stream().filter(p -> (p.slice() - first.get(p.object())) % n == 0 || p.slice() == last.get(p
			.object())).toList();
	}

	private static List<LabelPiece> ofSlice(final int[] plane, final int width, final int height, final int z,
		final int label, final int minPixels)
	{
		final List<LabelPiece> pieces = new ArrayList<>();
		final boolean[] mask = new boolean[plane.length];
		boolean any = false;
		for (int i = 0; i < plane.length; i++)
			any |= mask[i] = plane[i] == label;
		if (!any) return pieces;
		final Components parts = ConnectedComponents.label(mask, width, height, 1, true);
		for (final int[] bounds : bounds(parts, width))
			if (parts.sizes()[bounds[4]] >= minPixels) pieces.add(new LabelPiece(0, label, z, cut(parts, width, bounds)));
		return pieces;
	}

	/** {x0, y0, x1, y1, component} of each component, corners inclusive. */
	private static List<int[]> bounds(final Components parts, final int width) {
		final List<int[]> bounds = new ArrayList<>();
		for (int c = 1; c <= parts.count(); c++)
			bounds.add(new int[] { Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1, c });
		for (int i = 0; i < parts.labels().length; i++) {
			if (parts.labels()[i] == 0) continue;
			final int[] b = bounds.get(parts.labels()[i] - 1);
			b[0] = Math.min(b[0], i % width);
			b[1] = Math.min(b[1], i / width);
			b[2] = Math.max(b[2], i % width);
			b[3] = Math.max(b[3], i / width);
		}
		return bounds;
	}

	private static MaskPrompt cut(final Components parts, final int width, final int[] b) {
		final int w = b[2] - b[0] + 1, h = b[3] - b[1] + 1;
		final BitSet pixels = new BitSet(w * h);
		for (int i = 0; i < w * h; i++)
			if (parts.labels()[(b[1] + i / w) * width + b[0] + i % w] == b[4]) pixels.set(i);
		return new MaskPrompt(b[0], b[1], w, h, pixels);
	}

	/** Gives the pieces of a slice their objects; returns how many objects there are by then. */
	private static int link(final List<LabelPiece> before, final List<LabelPiece> here, final int objects) {
		int count = objects;
		for (final LabelPiece old : before.stream().sorted(Comparator.comparingInt(LabelPiece::area).reversed()).toList()) {
			int best = -1;
			double most = 0;
			for (int i = 0; i < here.size(); i++) {
				final double shared = old.box().intersection(here.get(i).box());
				if (here.get(i).object() == 0 && shared > most) {
					most = shared;
					best = i;
				}
			}
			if (best >= 0) here.set(best, here.get(best).withObject(old.object()));
		}
		for (int i = 0; i < here.size(); i++)
			if (here.get(i).object() == 0) here.set(i, here.get(i).withObject(++count));
		return count;
	}
}
