package org.stacksam.ij;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.stacksam.InputException;
import org.stacksam.prompt.LabelClass;

import ij.gui.Roi;

/**
 * The classes of a list of ROIs. The group is the class (1..255). Without a group, ROIs of one name that a person gave
 * are one class, and any other ROI is a class of its own; these get the values after the highest group, in order.
 */
final class RoiClasses {

	private static final int MAX_VALUE = 65_535;

	private final Map<Integer, String> names = new TreeMap<>();
	private final Map<String, Integer> byName = new LinkedHashMap<>();

	/** @param rois every ROI that may bring a class of its own; stop marks bring none */
	RoiClasses(final List<Roi> rois) {
		final Map<Integer, Set<String>> told = new TreeMap<>();
		for (final Roi roi : rois)
			if (value(roi) > 0) told.computeIfAbsent(value(roi), v -> new HashSet<>()).add(RoiNames.className(roi));
		final Set<String> used = new HashSet<>();
		told.forEach((value, set) -> names.put(value, unique(groupName(value, set), value, used)));
		names.forEach((value, name) -> byName.putIfAbsent(name, value));
	}

	/** Value of a ROI's class, a new one if it has neither group nor known name. */
	int classOf(final Roi roi) {
		if (value(roi) > 0) return value(roi);
		final String name = RoiNames.className(roi);
		if (!name.isEmpty() && byName.containsKey(name)) return byName.get(name);
		final int value = names.keySet().stream().mapToInt(v -> v).max().orElse(0) + 1;
		if (value > MAX_VALUE) throw new InputException(RoiNames.describe(roi) + " would be class " + value +
			", label images hold at most " + MAX_VALUE + ". Give ROIs of one class the same group.");
		final String own = name.isEmpty() ? unique("object " + value, value, new HashSet<>(names.values())) : name;
		names.put(value, own);
		byName.put(own, value);
		return value;
	}

	/** Value of the class that a stop mark means, which must be known by now. */
	int classOfAbsent(final Roi roi) {
		if (value(roi) > 0) return classOf(roi);
		final String name = RoiNames.className(roi);
		if (byName.containsKey(name)) return byName.get(name);
		if (name.isEmpty() && names.size() == 1) return names.keySet().iterator().next();
		throw new InputException(RoiNames.describe(roi) +
			" says that something is absent, but not what. Give it the group of its class, or name it \"CLASS absent\".");
	}

	/** All classes, by value. */
	List<LabelClass> labels() {
		final List<LabelClass> labels = new ArrayList<>();
		names.forEach((value, name) -> labels.add(new LabelClass(value, name)));
		return labels;
	}

	/** Whether the ROI says of which of the classes it is. */
	boolean knows(final Roi roi) {
		return value(roi) > 0 || byName.containsKey(RoiNames.className(roi));
	}

	/** Value that group or property give; 0 if none. */
	private static int value(final Roi roi) {
		return roi.getGroup() > 0 ? roi.getGroup() : Math.min(MAX_VALUE, RoiProperties.number(roi, RoiProperties.LABEL));
	}

	/** ImageJ's own name of the group, else the one name that all its ROIs carry. */
	private static String groupName(final int value, final Set<String> told) {
		final String group = value <= 255 ? Roi.getGroupName(value) : null;
		if (group != null && !group.isBlank()) return group.trim();
		final List<String> given = told.stream().filter(n -> !n.isEmpty()).toList();
		return given.size() == 1 ? given.get(0) : "class " + value;
	}

	private static String unique(final String name, final int value, final Set<String> used) {
		if (used.add(name)) return name;
		final String other = name + " (" + value + ")";
		used.add(other);
		return other;
	}
}
