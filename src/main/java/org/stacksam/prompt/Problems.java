package org.stacksam.prompt;

import java.util.ArrayList;
import java.util.List;

import org.stacksam.InputException;

/** What is wrong with one input, gathered so that the user sees all of it at once. */
final class Problems {

	/** More lines than this help nobody. */
	private static final int SHOWN = 50;

	private final List<String> shown = new ArrayList<>();
	private int count;

	void add(final String problem) {
		if (count++ < SHOWN) shown.add(problem);
	}

	boolean isEmpty() {
		return count == 0;
	}

	int count() {
		return count;
	}

	/**
	 * Throws what was gathered, if anything was.
	 *
	 * @param summary what could not be done, such as "Cannot read a.json"
	 */
	void throwIfAny(final String summary) {
		if (count == 0) return;
		final List<String> lines = new ArrayList<>(shown);
		if (count > SHOWN) lines.add("and " + (count - SHOWN) + " more");
		throw InputException.of(summary, lines);
	}
}
