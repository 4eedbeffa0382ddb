package org.stacksam.command;

import java.io.IOException;
import java.util.List;

import org.stacksam.io.LabelImages;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.LabelNames;

/** The classes that the key {@code label_names} names. */
final class Classes {

	private Classes() {}

	/**
	 * Reads the names.
	 *
	 * @param labelNames {@code liver=5,spleen=1} or the path of a JSON file; empty: all values of the image
	 */
	static List<LabelClass> of(final String labelNames, final LabelImages.Labels labels) throws IOException {
		if (!labelNames.isBlank()) return LabelNames.parse(labelNames);
		return labels.values().stream().filter(value -> value > 0).mapToObj(value -> new LabelClass(value, "label " +
			value)).toList();
	}
}
