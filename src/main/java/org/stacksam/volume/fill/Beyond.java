package org.stacksam.volume.fill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.stacksam.Progress;
import org.stacksam.prompt.Box;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.SamModel;
import org.stacksam.volume.SegmentedPrompt;
import org.stacksam.volume.learn.Features;

/**
 * Slices past an object's first and last prompt: slice by slice outward SAM is asked with the last slice's box and mask,
 * and a forest learnt from the slices done so far guards it. An object ends where its mask gets empty, where the forest
 * finds most of it unlike the object, at a stop mark, at the limits, or where it has merged with another of its label.
 */
public final class Beyond {

	/** Share of a mask inside another object of the label from which on they are one. */
	private static final double MERGED = 0.7;

	private Beyond() {}

	/**
	 * How far.
	 *
	 * @param zMin first slice that may be filled, 0-based
	 * @param zMax last slice, inclusive
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
		final Map<Integer, List<SegmentedPrompt>> bySlice = known.stream().collect(Collectors.groupingBy(
			SegmentedPrompt::slice, HashMap::new, Collectors.toCollection(ArrayList::new)));
		final Map<Integer, Guard> guards = new HashMap<>();
		objects.forEach((object, prompts) -> guards.put(object, guard(object, prompts, bySlice, features, stack, seed)));
		final Sweep sweep = new Sweep(bySlice, stops, stack, model, limits, progress, found);
		for (final int direction : new int[] { 1, -1 }) {
			final List<Front> fronts = new ArrayList<>();
			objects.forEach((object, prompts) -> fronts.addAll(fronts(prompts, direction, guards.get(object), stack)));
			sweep.run(fronts, objects, direction);
		}
		return new Filled(sweep.added.stream().sorted(Comparator.comparingInt(SegmentedPrompt::slice)).toList(), notes(
			objects, sweep.added));
	}

	private static Guard guard(final int object, final List<SegmentedPrompt> prompts,
		final Map<Integer, List<SegmentedPrompt>> bySlice, final Features features, final SliceStack stack, final long seed)
	{
		final Guard guard = new Guard(features, stack.width(), stack.height(), seed + 1000L * object);
		prompts.stream().sorted(Comparator.comparingInt(SegmentedPrompt::slice)).forEach(p -> guard.add(p.slice(), Region
			.of(p, stack.width(), stack.height()), unclear(p, bySlice.get(p.slice()))));
		return guard;
	}

	/** Other masks of the label are no examples of what is outside. */
	private static Guard.Unclear unclear(final SegmentedPrompt p, final List<SegmentedPrompt> here) {
		final List<SegmentedPrompt> others = here.stream().filter(q -> q != p && q.label() == p.label()).toList();
		return (x, y) -> others.stream().anyMatch(q -> Masks.inside(q.box(), x, y));
	}

	/** One for each piece of the object on its outermost slice. */
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
		objects.forEach((object, prompts) -> {
			final int first = prompts.stream().mapToInt(SegmentedPrompt::slice).min().getAsInt(), last = prompts.stream()
				.mapToInt(SegmentedPrompt::slice).max().getAsInt();
			final int low = added.stream().filter(p -> p.object() == object).mapToInt(SegmentedPrompt::slice).min().orElse(
				first), high = added.stream().filter(p -> p.object() == object).mapToInt(SegmentedPrompt::slice).max().orElse(
					last);
			notes.add("Object " + object + ": prompted on slices " + (first + 1) + " to " + (last + 1) + ", followed to " +
				"slices " + (Math.min(first, low) + 1) + " and " + (Math.max(last, high) + 1));
		});
		return notes;
	}

	/** What both sweeps share. */
	private record Sweep(Map<Integer, List<SegmentedPrompt>> bySlice, StopMarks stops, SliceStack stack, SamModel model,
		Limits limits, Progress progress, Consumer<SegmentedPrompt> told, List<SegmentedPrompt> added)
	{

		Sweep(final Map<Integer, List<SegmentedPrompt>> bySlice, final StopMarks stops, final SliceStack stack,
			final SamModel model, final Limits limits, final Progress progress, final Consumer<SegmentedPrompt> told)
		{
			this(bySlice, stops, stack, model, limits, progress, told, new ArrayList<>());
		}

		void run(final List<Front> fronts, final Map<Integer, List<SegmentedPrompt>> objects, final int direction) {
			final List<Front> open = new ArrayList<>(fronts);
			final int end = direction > 0 ? Math.min(limits.zMax, stack.depth() - 1) : Math.max(limits.zMin, 0);
			int z = open.stream().mapToInt(f -> direction * f.slice()).min().orElse(direction * end) * direction + direction;
			for (; direction * z <= direction * end && !open.isEmpty(); z += direction) {
				progress.check();
				progress.report(Math.abs(z), stack.depth(), "Slices beyond prompts");
				final int at = z;
				final List<Front> here = open.stream().filter(f -> f.slice() == at - direction).toList();
				EncodedSlice encoded = null;
				for (final Front front : here) {
					final List<Integer> given = objects.get(front.object()).stream().filter(SegmentedPrompt::given).map(
						SegmentedPrompt::slice).toList();
					final int distance = given.stream().mapToInt(g -> Math.abs(g - at)).min().orElse(0);
					if (distance > limits.maxSlices || stops.at(front.object(), front.label(), z)) open.remove(front);
					else {
						if (encoded == null) encoded = stack.embeddings().apply(z);
						if (!step(front, z, encoded, distance)) open.remove(front);
					}
				}
			}
		}

		/** Follows one object to a slice; false if it has ended. */
		private boolean step(final Front front, final int z, final EncodedSlice encoded, final int distance) {
			final Front.Step step = front.look(z, encoded, model);
			if (step == null) return false;
			final List<SegmentedPrompt> here = bySlice.computeIfAbsent(z, k -> new ArrayList<>());
			for (final SegmentedPrompt p : here)
				if (p.label() == front.label() && p.object() != front.object() && step.mask().shareInside(Region.of(p, stack
					.width(), stack.height())) > MERGED) return false;
			final Region mask = step.mask();
			final Box box = mask.bounds().grow(1);
			final SegmentedPrompt found = new SegmentedPrompt(front.object(), front.label(), z, box, Masks.crop(mask
				.rectangle(), mask.logits()), false, false, step.predictedIou(), step.stability(), distance * stack
					.spacing()[2], "beyond", step.agreement());
			front.guard().add(z, mask, unclear(found, here));
			front.move(z, mask);
			here.add(found);
			added.add(found);
			told.accept(found);
			return true;
		}
	}
}
