package org.stacksam.command;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import org.stacksam.io.LabelImages;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.LabelNames;
import org.stacksam.prompt.PromptSet;

/** The classes that the key {@code label_names} names. */
final class Classes {

	private Classes() {}

	/** Those that are named, or if none is, all values of the image. */
	static List<LabelClass> of(final String labelNames, final LabelImages.Labels labels) throws IOException {
		return labelNames.isBlank() ? in(labels) : named(labelNames);
	}

	/** Reads {@code liver=5,spleen=1}, or the path of a JSON file. */
	static List<LabelClass> named(final String labelNames) throws IOException {
		return LabelNames.parse(labelNames);
	}

	/** All values of an image, without names of their own. */
	static List<LabelClass> in(final LabelImages.Labels labels) {
		return labels.values().stream().filter(value -> value > 0).mapToObj(value -> new LabelClass(value, "label " +
			value)).toList();
	}

	/**
	 * Marks classes as hollow or mixed, beside those that the prompts mark themselves.
	 *
	 * @param names of classes with commas between; may be empty
	 */
	static PromptSet heterogeneous(final PromptSet prompts, final String names) {
		if (names.isBlank()) return prompts;
		final List<LabelClass> marked = Arrays.stream(names.split(",")).map(name -> LabelNames.byName(prompts.labels(), name
			.strip())).toList();
		final List<LabelClass> labels = prompts.labels().stream().map(c -> marked.contains(c) ? new LabelClass(c.value(), c
			.name(), c.color(), true) : c).toList();
		return new PromptSet(prompts.annotator(), prompts.image(), prompts.width(), prompts.height(), prompts.depth(), labels,
			prompts.prompts());
	}
}
