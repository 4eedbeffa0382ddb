package org.stacksam.crowd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.stacksam.InputException;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PromptSet;

/** Whether prompt sets of several annotators belong together, and what they have in common. */
final class SetsOfOneImage {

	private SetsOfOneImage() {}

	/**
	 * The labels of all sets.
	 *
	 * @throws InputException if a value has two names, or a name two values
	 */
	static List<LabelClass> labels(final List<PromptSet> sets) {
		final Map<Integer, LabelClass> byValue = new LinkedHashMap<>();
		final Map<String, Integer> byName = new LinkedHashMap<>();
		final List<String> problems = new ArrayList<>();
		for (final PromptSet set : sets) {
			for (final LabelClass label : set.labels()) {
				final LabelClass other = byValue.putIfAbsent(label.value(), label);
				if (other != null && !other.name().equals(label.name())) problems.add("label " + label.value() + " is " + label
					.name() + " for " + set.annotator() + ", but " + other.name() + " for someone before");
				final Integer value = byName.putIfAbsent(label.name(), label.value());
				if (value != null && value != label.value()) problems.add(label.name() + " is label " + label.value() + " for " +
					set.annotator() + ", but " + value + " for someone before");
			}
		}
		if (!problems.isEmpty()) throw InputException.of(
			"The annotators do not mean the same labels (give label_names, or correct the files)", problems);
		return List.copyOf(byValue.values());
	}

	/**
	 * The image they belong to, as a set without prompts.
	 *
	 * @throws InputException if there is no set, or two know different sizes
	 */
	static PromptSet size(final List<PromptSet> sets) {
		if (sets.isEmpty()) throw new InputException("There are no prompts to merge. Give those of at least one annotator.");
		PromptSet common = sets.get(0);
		for (final PromptSet set : sets) {
			if (differ(common.width(), set.width()) || differ(common.height(), set.height()) || differ(common.depth(), set
				.depth())) throw new InputException("The prompts of " + common.annotator() + " and " + set.annotator() +
					" belong to images of different sizes: " + shown(common) + " and " + shown(set) + ".");
			common = new PromptSet(common.annotator(), common.image().isEmpty() ? set.image() : common.image(), Math.max(common
				.width(), set.width()), Math.max(common.height(), set.height()), Math.max(common.depth(), set.depth()), List
					.of(), List.of());
		}
		return common;
	}

	private static boolean differ(final int a, final int b) {
		return a > 0 && b > 0 && a != b;
	}

	private static String shown(final PromptSet set) {
		return set.width() + " × " + set.height() + " × " + set.depth();
	}
}
