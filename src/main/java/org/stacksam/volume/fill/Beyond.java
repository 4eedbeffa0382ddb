package org.stacksam.volume.fill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.stacksam.Progress;
import org.stacksam.sam.SamModel;
import org.stacksam.volume.SegmentedPrompt;
import org.stacksam.volume.learn.Features;

/**
 * Slices past an object's first and last prompt: slice by slice outward SAM is asked with the last slice's box and mask,
 * and a forest learnt from the slices done so far guards it. An object ends where its mask gets empty, where the forest
 * finds most of it unlike the object, at a stop mark, at the limits, or where it has merged with another of its label.
 * Letting objects of other labels take pixels that are likelier theirs on the way was tried: no difference (under .001).
 */
public final class Beyond {

	private Beyond() {}

	/**
	 * How far.
	 *
	 * @param zMin first slice that may be filled, 0-based
	 * @param zMax last slice, inclusive; may be larger than there are
	 * @param maxSlices most slices beyond an object's outermost given prompt
	 */
	public record Limits(int zMin, int zMax, int maxSlices) {}

	/**
	 * Fills outward: all objects up the stack in one sweep, then all down.
	 *
	 * @param known segmented prompts, given and between
	 * @param features of the volume's voxels
	 * @param seed of the forests
	 * @return the slices added, and a line for each object on how far it was followed
	 * @throws java.util.concurrent.CancellationException if the user asked to stop
	 */
	public static Filled fill(final List<SegmentedPrompt> known, final StopMarks stops, final SliceStack stack,
		final Features features, final SamModel model, final Limits limits, final long seed, final Progress progress)
	{
		return fill(known, stops, stack, features, model, limits, seed, progress, found -> {});
	}

	/** The same; {@code found} is told of each slice as soon as it is filled. */
	public static Filled fill(final List<SegmentedPrompt> known, final StopMarks stops, final SliceStack stack,
		final Features features, final SamModel model, final Limits limits, final long seed, final Progress progress,
		final Consumer<SegmentedPrompt> found)
	{
		final Map<Integer, List<SegmentedPrompt>> objects = known.stream().collect(Collectors.groupingBy(
			SegmentedPrompt::object, TreeMap::new, Collectors.toList()));
		final Map<Integer, List<Integer>> given = known.stream().filter(SegmentedPrompt::given).collect(Collectors
			.groupingBy(SegmentedPrompt::object, Collectors.mapping(SegmentedPrompt::slice, Collectors.toList())));
		final Sweep sweep = new Sweep(known, stops, stack, model, limits, progress, found);
		final Map<Integer, Guard> guards = new HashMap<>();
		for (final int object : objects.keySet()) guards.put(object, new Guard(features, stack.width(), stack.height(), seed +
			1000L * object));
		// Slice by slice, so that the features of each are computed once.
		known.stream().sorted(Comparator.comparingInt(SegmentedPrompt::slice)).forEach(p -> {
			progress.check();
			guards.get(p.object()).add(p.slice(), Region.of(p, stack.width(), stack.height()), sweep.unclear(p));
		});
		for (final int direction : new int[] { 1, -1 }) {
			final List<Front> fronts = new ArrayList<>();
			objects.forEach((object, prompts) -> fronts.addAll(fronts(prompts, direction, guards.get(object), stack)));
			sweep.run(fronts, given, direction);
		}
		final List<SegmentedPrompt> added = sweep.added().stream().sorted(Comparator.comparingInt(SegmentedPrompt::slice))
			.toList();
		return new Filled(added, notes(objects, added));
	}

	/** One for each piece of the object on its outermost slice; none if there is nothing to learn from. */
	private static List<Front> fronts(final List<SegmentedPrompt> prompts, final int direction, final Guard guard,
		final SliceStack stack)
	{
		if (!guard.ready()) return List.of();
		final int outermost = prompts.stream().mapToInt(p -> direction * p.slice()).max().getAsInt() * direction;
		return prompts.stream().filter(p -> p.slice() == outermost).map(p -> new Front(p.object(), p.label(), guard,
			outermost, Region.of(p, stack.width(), stack.height()))).toList();
	}

	private static List<String> notes(final Map<Integer, List<SegmentedPrompt>> objects,
		final List<SegmentedPrompt> added)
	{
		final List<String> notes = new ArrayList<>();
		final Map<Integer, IntSummaryStatistics> followed = added.stream().collect(Collectors.groupingBy(
			SegmentedPrompt::object, Collectors.summarizingInt(SegmentedPrompt::slice)));
		objects.forEach((object, prompts) -> {
			final var from = prompts.stream().mapToInt(SegmentedPrompt::slice).summaryStatistics();
			final var to = followed.getOrDefault(object, new IntSummaryStatistics());
			notes.add("Object " + object + ": prompted on slices " + (from.getMin() + 1) + " to " + (from.getMax() + 1) +
				", followed to slices " + (Math.min(from.getMin(), to.getMin()) + 1) + " and " + (Math.max(from.getMax(), to
					.getMax()) + 1));
		});
		return notes;
	}
}
