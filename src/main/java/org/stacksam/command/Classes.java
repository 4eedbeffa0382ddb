package org.stacksam.command;

import java.io.IOException;
import java.util.List;

import org.stacksam.io.LabelImages;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.LabelNames;

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
}
