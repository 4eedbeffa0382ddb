package org.stacksam.everything;

import java.util.EnumMap;
import java.util.Map;

/** Counts the points asked, the masks made, and those that each filter dropped. */
final class Tally {

	private final Map<Filter, Integer> dropped = new EnumMap<>(Filter.class);
	private int points, masks;

	void point() {
		points++;
	}

	void mask() {
		masks++;
	}

	void drop(final Filter filter) {
		drop(filter, 1);
	}

	void drop(final Filter filter, final int count) {
		if (count > 0) dropped.merge(filter, count, Integer::sum);
	}

	int points() {
		return points;
	}

	int masks() {
		return masks;
	}

	Map<Filter, Integer> dropped() {
		return dropped;
	}
}
