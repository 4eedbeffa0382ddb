package org.stacksam.volume;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.volume.VolumeOptions.Detail;
import org.stacksam.volume.fill.PromptCleaning.Place;

/** Segments all slices that have prompts, one after the other. */
final class PromptedSlices {

	/** Mean predicted IoU of boxes below which the window hides the objects (measured on nine windows of CT and MR). */
	private static final double BAD_WINDOW = 0.85;

	private PromptedSlices() {}

	/**
	 * Segments.
	 *
	 * @param shown prompts with objects; stop marks are passed over
	 * @param interpolated where the box is not the user's
	 */
	static List<SegmentedPrompt> segment(final VolumeContext context, final PromptSet shown,
		final Set<Place> interpolated)
	{
		final SlicePrompter prompter = new SlicePrompter(context.slices(), context.model(), context.embeddings(), context
			.options().detail() == Detail.HIGH, context.prompting(), context.notes());
		final Map<Integer, List<Prompt>> bySlice = shown.prompts().stream().filter(p -> !p.absent()).collect(Collectors
			.groupingBy(Prompt::slice, TreeMap::new, Collectors.toList()));
		final List<SegmentedPrompt> masks = new ArrayList<>();
		int done = 0;
		for (final Map.Entry<Integer, List<Prompt>> slice : bySlice.entrySet()) {
			context.progress().check();
			context.progress().report(done++, bySlice.size(), "Segmenting slice " + (slice.getKey() + 1));
			final List<SegmentedPrompt> found = prompter.segment(slice.getKey(), slice.getValue());
			masks.addAll(found);
			found.forEach(context.found());
		}
		if (prompter.meanPredictedIou() < BAD_WINDOW) context.notes().add(String.format(Locale.ROOT,
			"The model expects its masks to be poor (mean predicted IoU %.2f, good windows reach %.2f): try another window " +
				"than %.4g,%.4g", prompter.meanPredictedIou(), BAD_WINDOW, context.window().window().lo(), context.window()
					.window().hi()));
		return interpolated.isEmpty() ? masks : marked(masks, interpolated, context.slices().spacing()[2]);
	}

	/** Says which masks come from interpolated boxes, and how far the object's nearest prompt is. */
	private static List<SegmentedPrompt> marked(final List<SegmentedPrompt> masks, final Set<Place> interpolated,
		final double dz)
	{
		final Map<Integer, TreeSet<Integer>> given = new HashMap<>();
		for (final SegmentedPrompt p : masks)
			if (!interpolated.contains(new Place(p.object(), p.slice()))) given.computeIfAbsent(p.object(),
				o -> new TreeSet<>()).add(p.slice());
		return masks.stream().map(p -> {
			if (!interpolated.contains(new Place(p.object(), p.slice()))) return p;
			final Integer below = given.get(p.object()).floor(p.slice()), above = given.get(p.object()).ceiling(p.slice());
			final int near = Math.min(below == null ? Integer.MAX_VALUE : p.slice() - below, above == null ? Integer.MAX_VALUE
				: above - p.slice());
			return new SegmentedPrompt(p.object(), p.label(), p.slice(), p.box(), p.logits(), false, false, p
				.predictedIou(), p.stability(), near * dz, "interpolated box");
		}).toList();
	}
}
