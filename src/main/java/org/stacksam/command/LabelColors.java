package org.stacksam.command;

import java.util.ArrayList;
import java.util.List;

import org.stacksam.InputException;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.LabelNames;

/** The key {@code label_colors}: {@code liver=#aa5500,spleen=#2040ff}. */
final class LabelColors {

	private LabelColors() {}

	/** The labels with the colours that are named; the others keep theirs. */
	static List<LabelClass> of(final String text, final List<LabelClass> labels) {
		final List<LabelClass> colored = new ArrayList<>(labels);
		if (text.isBlank()) return colored;
		for (final String pair : text.split(",", -1)) {
			final int equals = pair.lastIndexOf('=');
			final String color = pair.substring(equals + 1).strip();
			if (equals < 1 || !color.matches("#[0-9a-fA-F]{6}")) throw new InputException("label_colors: \"" + pair.strip() +
				"\" is not a pair name=#rrggbb. Write colors as liver=#aa5500,spleen=#2040ff.");
			final LabelClass label = LabelNames.byName(labels, pair.substring(0, equals).strip());
			colored.set(labels.indexOf(label), new LabelClass(label.value(), label.name(), Integer.parseInt(color.substring(1),
				16), label.heterogeneous()));
		}
		return colored;
	}
}
