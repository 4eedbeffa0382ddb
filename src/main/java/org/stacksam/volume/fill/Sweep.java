package org.stacksam.volume.fill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.stacksam.Progress;
import org.stacksam.prompt.Box;
import org.stacksam.sam.SamModel;
import org.stacksam.volume.SegmentedPrompt;

/** Follows objects through the stack, all of a slice before those of the next. */
final class Sweep {

	/** Share of a mask inside another object of the label from which on they are one. */
	private static final double MERGED = 0.7;

	private final Map<Integer, List<SegmentedPrompt>> bySlice = new HashMap<>();
	private final StopMarks stops;
	private final SliceStack stack;
	private final SamModel model;
	private final Beyond.Limits limits;
	private final Progress progress;
	private final Consumer<SegmentedPrompt> told;
	private final List<SegmentedPrompt> added = new ArrayList<>();

	Sweep(final List<SegmentedPrompt> known, final StopMarks stops, final SliceStack stack, final SamModel model,
		final Beyond.Limits limits, final Progress progress, final Consumer<SegmentedPrompt> told)
	{
		for (final SegmentedPrompt p : known) on(p.slice()).add(p);
		this.stops = stops;
		this.stack = stack;
		this.model = model;
		this.limits = limits;
		this.progress = progress;
		this.told = told;
	}

	/** All that was found so far. */
	List<SegmentedPrompt> added() {
		return added;
	}

	/** What is known of a slice. */
	List<SegmentedPrompt> on(final int z) {
		return bySlice.computeIfAbsent(z, k -> new ArrayList<>());
	}

	/** Other masks of the label are no examples of what is outside of one. */
	Guard.Unclear unclear(final SegmentedPrompt p) {
		final Box reach = p.box().grow(Guard.RING + 1);
		final List<SegmentedPrompt> others = on(p.slice()).stream().filter(q -> q != p && q.label() == p.label() && reach
			.intersection(q.box()) > 0).toList();
		return (x, y) -> others.stream().anyMatch(q -> Masks.inside(q.box(), x, y));
	}

	/**
	 * Goes on until every object has ended.
	 *
	 * @param fronts where each begins
	 * @param given prompted slices by object
	 * @param direction 1 = up the stack, −1 = down
	 */
	void run(final List<Front> fronts, final Map<Integer, List<Integer>> given, final int direction) {
		final List<Front> open = new ArrayList<>(fronts);
		final int end = direction > 0 ? Math.min(limits.zMax(), stack.depth() - 1) : Math.max(limits.zMin(), 0);
		final int first = direction * open.stream().mapToInt(f -> direction * f.slice()).min().orElse(direction * end);
		for (int z = first + direction; direction * z <= direction * end && !open.isEmpty(); z += direction) {
			progress.check();
			progress.report(Math.abs(z - first), Math.abs(end - first), "Following objects beyond their prompts");
			final int at = z;
			open.removeIf(f -> f.slice() == at - direction && (distance(f, at, given) > limits.maxSlices() || stops.at(f
				.object(), f.label(), at)));
			final List<Front> here = open.stream().filter(f -> f.slice() == at - direction).toList();
			if (!here.isEmpty()) open.removeAll(ended(here, z, given));
		}
	}

	private static int distance(final Front front, final int z, final Map<Integer, List<Integer>> given) {
		return given.getOrDefault(front.object(), List.of()).stream().mapToInt(g -> Math.abs(g - z)).min().orElse(0);
	}

	/** Moves objects to a slice; gives those that are not there. */
	private List<Front> ended(final List<Front> here, final int z, final Map<Integer, List<Integer>> given) {
		final List<Front> ended = new ArrayList<>();
		for (final Front f : here) {
			final Front.Look look = f.look(z, stack, model);
			final Region mask = look == null ? null : look.accepted();
			if (mask == null || merged(f, mask, z)) ended.add(f);
			else move(f, mask, look, z, distance(f, z, given));
		}
		return ended;
	}

	private boolean merged(final Front front, final Region mask, final int z) {
		final Box bounds = mask.bounds();
		return on(z).stream().anyMatch(p -> p.label() == front.label() && p.object() != front.object() && p.box()
			.intersection(bounds) > 0 && mask.shareInside(Region.of(p, stack.width(), stack.height())) > MERGED);
	}

	private void move(final Front front, final Region mask, final Front.Look look, final int z, final int distance) {
		final Box box = mask.bounds().grow(1);
		final SegmentedPrompt found = new SegmentedPrompt(front.object(), front.label(), z, box, Masks.crop(mask
			.rectangle(), mask.logits()), false, false, look.predictedIou(), look.stability(), distance * stack.spacing()[2],
			"beyond", look.agreement());
		front.guard().add(z, mask, unclear(found));
		front.move(z, mask);
		on(z).add(found);
		added.add(found);
		told.accept(found);
	}
}
