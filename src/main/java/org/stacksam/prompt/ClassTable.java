package org.stacksam.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The classes of a file of another program, by name, with their values in the label image. */
final class ClassTable {

	private final Map<String, LabelClass> byName = new LinkedHashMap<>();
	private final boolean fixed;

	/**
	 * @param known the classes there are; if empty, {@link #declare} makes them
	 */
	ClassTable(final List<LabelClass> known) {
		fixed = !known.isEmpty();
		known.forEach(label -> byName.put(label.name(), label));
	}

	/** Adds a class of the file, unless the classes are known already. */
	void declare(final LabelClass label, final Problems problems) {
		if (fixed) return;
		if (label.value() > LabelNames.MAX_VALUE) problems.add("class " + label.name() + " has the value " + label.value() +
			", above " + LabelNames.MAX_VALUE);
		if (byName.putIfAbsent(label.name(), label) != null) problems.add("the class " + label.name() + " is there twice");
	}

	/** Adds a class with the next free value, unless the classes are known already. */
	void declareNext(final String name, final int color) {
		if (!fixed && !byName.containsKey(name)) byName.put(name, new LabelClass(1 + byName.values().stream().mapToInt(
			LabelClass::value).max().orElse(0), name, color, false));
	}

	/** Value of a class, or 0 and a problem if there is none of that name. */
	int value(final String name, final String place, final Problems problems) {
		final LabelClass label = byName.get(name);
		if (label != null) return label.value();
		problems.add(place + ": the class \"" + name + "\" is not among " + byName.keySet());
		return 0;
	}

	List<LabelClass> labels() {
		return new ArrayList<>(byName.values());
	}
}
