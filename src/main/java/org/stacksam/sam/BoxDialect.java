package org.stacksam.sam;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Exports that take one box and nothing else, as those of MedSAM's family: {@code boxes} with x0, y0, x1, y1. */
final class BoxDialect implements DecoderDialect {

	@Override
	public Set<PromptKind> prompts() {
		return EnumSet.of(PromptKind.BOX);
	}

	@Override
	public List<String> required(final Set<PromptKind> prompts) {
		return List.of("boxes");
	}

	@Override
	public List<String> optional() {
		return MaskFeeds.NAMES;
	}

	@Override
	public Map<String, Feed> feeds(final Placement slice, final SlicePrompt prompt, final Export export) {
		final Map<String, Feed> feeds = new HashMap<>(MaskFeeds.of(prompt.maskInput(), export));
		feeds.put("boxes", new Feed(HuggingFaceDialect.corners(slice.toInput(prompt.box())), 1, 1, 4));
		return feeds;
	}
}
