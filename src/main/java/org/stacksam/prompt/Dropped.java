package org.stacksam.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what one format holds and the other cannot, for the notes. */
final class Dropped {

	private final Map<String, Integer> counts = new LinkedHashMap<>();

	/** Counts one thing, named in the plural. */
	void count(final String what) {
		counts.merge(what, 1, Integer::sum);
	}

	void countIf(final boolean condition, final String what) {
		if (condition) count(what);
	}

	/** A line for each kind, such as "Dropped 3 stop marks: YOLO cannot hold them." */
	List<String> notes(final String reason) {
		final List<String> notes = new ArrayList<>();
		counts.forEach((what, count) -> notes.add("Dropped " + count + " " + what + ": " + reason + "."));
		return notes;
	}
}
