package org.stacksam.volume.fill;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.stacksam.volume.SegmentedPrompt;

/**
 * Which prompts of an object to fill between: neighbours along the stack without a stop mark between them. Where an
 * object has several pieces on one of two slices, each piece goes with the one on the other slice that it shares most
 * with, so that objects split and merge; pieces that share nothing begin or end there. Objects that were numbered by
 * overlap (see {@link PromptLinking}) split off and merge into each other in the same way if half of their first or last
 * mask lies in the other's.
 */
public final class Gaps {

	/** Share of a mask that must lie in the mask that it splits off from. */
	private static final double SPLIT = 0.5;

	private Gaps() {}

	/**
	 * Two prompts and nothing between them.
	 *
	 * @param object that the slices between belong to
	 * @param from the lower slice
	 * @param to the upper one, at least two slices above
	 */
	public record Gap(int object, SegmentedPrompt from, SegmentedPrompt to) {}

	/**
	 * The gaps of all objects.
	 *
	 * @param given segmented prompts, in any order; those with an empty mask and no box are left out
	 * @param numbered objects whose numbers come from linking
	 * @param notes gets a line for each object that cannot be filled
	 */
	public static List<Gap> find(final List<SegmentedPrompt> given, final StopMarks stops, final Set<Integer> numbered,
		final List<String> notes)
	{
		final TreeMap<Integer, TreeMap<Integer, List<SegmentedPrompt>>> objects = new TreeMap<>();
		for (final SegmentedPrompt p : given)
			if (hasShape(p)) objects.computeIfAbsent(p.object(), k -> new TreeMap<>()).computeIfAbsent(p.slice(),
				k -> new ArrayList<>()).add(p);
		final Set<Gap> gaps = new LinkedHashSet<>();
		objects.forEach((object, slices) -> {
			final int before = gaps.size();
			List<SegmentedPrompt> lower = null;
			for (final List<SegmentedPrompt> upper : slices.values()) {
				if (lower != null) pair(object, lower, upper, stops, gaps);
				lower = upper;
			}
			if (numbered.contains(object)) branches(object, slices, objects, numbered, stops, gaps);
			if (slices.size() == 1 && gaps.size() == before) notes.add("Object " + object + ": prompted on slice " + (slices
				.firstKey() + 1) + " only; there is nothing between to fill");
		});
		return new ArrayList<>(gaps);
	}

	private static void pair(final int object, final List<SegmentedPrompt> lower, final List<SegmentedPrompt> upper,
		final StopMarks stops, final Set<Gap> gaps)
	{
		final SegmentedPrompt a = lower.get(0), b = upper.get(0);
		if (b.slice() - a.slice() < 2 || stops.between(object, a.label(), a.slice(), b.slice())) return;
		if (lower.size() == 1 && upper.size() == 1) {
			gaps.add(new Gap(object, a, b));
			return;
		}
		for (final SegmentedPrompt p : lower) {
			final SegmentedPrompt q = closest(p, upper);
			if (q != null) gaps.add(new Gap(object, p, q));
		}
		for (final SegmentedPrompt q : upper) {
			final SegmentedPrompt p = closest(q, lower);
			if (p != null) gaps.add(new Gap(object, p, q));
		}
	}

	private static SegmentedPrompt closest(final SegmentedPrompt p, final List<SegmentedPrompt> others) {
		SegmentedPrompt best = null;
		double most = 0;
		for (final SegmentedPrompt q : others) {
			final double shared = p.box().intersection(q.box());
			if (shared <= most) continue;
			most = shared;
			best = q;
		}
		return best;
	}

	/** Where an object begins or ends inside another of its label. */
	private static void branches(final int object, final TreeMap<Integer, List<SegmentedPrompt>> slices,
		final Map<Integer, TreeMap<Integer, List<SegmentedPrompt>>> objects, final Set<Integer> numbered,
		final StopMarks stops, final Set<Gap> gaps)
	{
		for (final boolean first : new boolean[] { true, false }) {
			for (final SegmentedPrompt p : (first ? slices.firstEntry() : slices.lastEntry()).getValue()) {
				final SegmentedPrompt q = root(p, first, objects, numbered);
				if (q == null || stops.between(object, p.label(), p.slice(), q.slice())) continue;
				gaps.add(first ? new Gap(object, q, p) : new Gap(object, p, q));
			}
		}
	}

	/** The prompt of another object, on the label's neighbouring prompted slice, that holds most of this one's mask. */
	private static SegmentedPrompt root(final SegmentedPrompt p, final boolean below,
		final Map<Integer, TreeMap<Integer, List<SegmentedPrompt>>> objects, final Set<Integer> numbered)
	{
		final TreeSet<Integer> prompted = new TreeSet<>();
		final List<SegmentedPrompt> others = new ArrayList<>();
		objects.forEach((object, slices) -> slices.values().forEach(here -> here.forEach(q -> {
			if (q.label() != p.label() || !numbered.contains(object)) return;
			prompted.add(q.slice());
			if (object != p.object()) others.add(q);
		})));
		final Integer slice = below ? prompted.lower(p.slice()) : prompted.higher(p.slice());
		if (slice == null || Math.abs(slice - p.slice()) < 2) return null;
		SegmentedPrompt best = null;
		double most = SPLIT;
		for (final SegmentedPrompt q : others) {
			if (q.slice() != slice) continue;
			final double share = shareInside(p, q);
			if (share < most) continue;
			most = share;
			best = q;
		}
		return best;
	}

	/** Share of a mask that lies in another's. */
	private static double shareInside(final SegmentedPrompt p, final SegmentedPrompt q) {
		final int all = area(p);
		int both = 0;
		for (int y = p.top(); y < bottom(p); y++)
			for (int x = p.left(); x < right(p); x++)
				if (p.logits().get(x, y) > 0 && q.logits().contains(x, y) && q.logits().get(x, y) > 0 && Masks.inside(q.box(), x,
					y)) both++;
		return all == 0 ? 0 : (double) both / all;
	}

	private static boolean hasShape(final SegmentedPrompt p) {
		return p.source().contains("box") || area(p) > 0;
	}

	private static int area(final SegmentedPrompt p) {
		int area = 0;
		for (int y = p.top(); y < bottom(p); y++)
			for (int x = p.left(); x < right(p); x++)
				if (p.logits().get(x, y) > 0) area++;
		return area;
	}

	private static int right(final SegmentedPrompt p) {
		return p.right(p.logits().x0() + p.logits().width());
	}

	private static int bottom(final SegmentedPrompt p) {
		return p.bottom(p.logits().y0() + p.logits().height());
	}
}
