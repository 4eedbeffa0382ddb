package org.stacksam.volume.fill;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.stacksam.Progress;
import org.stacksam.prompt.Box;
import org.stacksam.sam.SamModel;
import org.stacksam.volume.SegmentedPrompt;

/**
 * Slices between an object's prompts: the boxes of its neighbours interpolated, their shapes (signed distances) mapped
 * box onto box and mixed, and SAM, which is asked with that box and shape; half and half.
 */
public final class Between {

	/** SAM's prompt and the clip are so many pixels wider than the interpolated box. */
	private static final double WIDER = 0.5;
	/** The level set is computed so far round its box; beyond, it is at its lower limit. */
	private static final int REACH = 12;

	private Between() {}

	/**
	 * Fills gaps.
	 *
	 * @param gaps as {@link Gaps#find} gives them; pieces of one object are filled each by itself
	 * @param stack the volume; asked for embeddings slice by slice in ascending order
	 * @return a prompt for each slice and gap, by slice; empty if there is no gap
	 * @throws java.util.concurrent.CancellationException if the user asked to stop
	 */
	public static List<SegmentedPrompt> fill(final List<Gaps.Gap> gaps, final SliceStack stack, final SamModel model,
		final Progress progress)
	{
		return fill(gaps, stack, model, progress, found -> {});
	}

	/** The same; {@code found} is told of each slice as soon as it is filled. */
	public static List<SegmentedPrompt> fill(final List<Gaps.Gap> gaps, final SliceStack stack, final SamModel model,
		final Progress progress, final Consumer<SegmentedPrompt> found)
	{
		final TreeMap<Integer, List<Gaps.Gap>> bySlice = new TreeMap<>();
		for (final Gaps.Gap gap : gaps)
			for (int z = gap.from().slice() + 1; z < gap.to().slice(); z++)
				bySlice.computeIfAbsent(z, k -> new ArrayList<>()).add(gap);
		final Map<SegmentedPrompt, Shape> shapes = new IdentityHashMap<>();
		final List<SegmentedPrompt> out = new ArrayList<>();
		int done = 0;
		for (final Map.Entry<Integer, List<Gaps.Gap>> e : bySlice.entrySet()) {
			final int z = e.getKey();
			progress.check();
			progress.report(done++, bySlice.size(), "Slices between prompts");
			// Only shapes that are still needed stay in memory.
			shapes.keySet().removeIf(p -> e.getValue().stream().noneMatch(g -> g.from() == p || g.to() == p));
			for (final Gaps.Gap gap : e.getValue()) {
				final SegmentedPrompt filled = slice(gap, z, shapes, stack, model);
				out.add(filled);
				found.accept(filled);
			}
		}
		return out;
	}

	private static SegmentedPrompt slice(final Gaps.Gap gap, final int z, final Map<SegmentedPrompt, Shape> shapes,
		final SliceStack stack, final SamModel model)
	{
		final int w = stack.width(), h = stack.height();
		final SegmentedPrompt from = gap.from(), to = gap.to();
		final Shape a = shapes.computeIfAbsent(from, p -> Shape.of(p, w, h)), b = shapes.computeIfAbsent(to, p -> Shape.of(
			p, w, h));
		final double t = (z - from.slice()) / (double) (to.slice() - from.slice());
		final Box box = a.box().lerp(b.box(), t);
		final int[] rectangle = Masks.rectangle(box, REACH, w, h);
		final float[] level = Shape.onSlice(a.toward(b, t, box, rectangle), rectangle, w, h);
		final Box wider = box.grow(WIDER);
		final Reprompt.Mixed mixed = Reprompt.ask(model, stack.embeddings().at(z, wider), wider, level);
		final double distance = Math.min(z - from.slice(), to.slice() - z) * stack.spacing()[2];
		return new SegmentedPrompt(gap.object(), from.label(), z, wider, mixed.logits(), false, false, mixed.predictedIou(),
			mixed.stability(), distance, "between", mixed.agreement());
	}
}
