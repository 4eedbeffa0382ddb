package org.stacksam.interactive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What can be undone and redone, bounded by bytes: the oldest steps go first. Not thread-safe: {@link Session} guards it. */
final class History {

	/**
	 * One step.
	 *
	 * @param group steps of one group that follow each other are undone together; null = a group of its own
	 */
	record Step(String name, Object group, SessionState before, SessionState after, List<PlaneDelta> deltas) {

		Step withAfter(final SessionState state) {
			return new Step(name, group, before, state, deltas);
		}

		/** Bytes that only this step holds, roughly: what differs between before and after. */
		long bytes() {
			long sum = 256 + 48L * (before.objects().size() + after.objects().size());
			for (final PlaneDelta delta : deltas) sum += delta.bytes();
			for (final SessionObject object : after.objects().values()) sum += changed(object, before);
			for (final SessionObject object : before.objects().values()) sum += changed(object, after);
			return sum;
		}

		private static long changed(final SessionObject object, final SessionState other) {
			final SessionObject same = other.objects().get(object.number());
			if (same == object) return 0;
			long sum = 64L * (object.masks().size() + object.prompts().size());
			for (final var e : object.masks().entrySet())
				if (same == null || same.masks().get(e.getKey()) != e.getValue()) sum += Masks.bytes(e.getValue().mask());
			return sum;
		}
	}

	private final long maxBytes;
	private final Deque<Step> done = new ArrayDeque<>(), undone = new ArrayDeque<>();
	private final Deque<Long> sizes = new ArrayDeque<>();
	private long bytes;

	History(final long maxBytes) {
		this.maxBytes = maxBytes;
	}

	/** A new step; nothing can be redone after it. */
	void add(final Step step) {
		undone.clear();
		push(step);
	}

	/** A choice that is no step of its own: the last step ends with it. */
	void amend(final SessionState state) {
		if (done.isEmpty() || !undone.isEmpty()) return;
		done.push(done.pop().withAfter(state));
	}

	private void push(final Step step) {
		done.push(step);
		final long size = step.bytes();
		sizes.push(size);
		bytes += size;
		while (bytes > maxBytes && done.size() > 1) {
			done.removeLast();
			bytes -= sizes.removeLast();
		}
	}

	/** The steps to take back next, the newest first; empty if there are none. */
	List<Step> undo() {
		final List<Step> steps = new ArrayList<>();
		do {
			if (done.isEmpty()) break;
			steps.add(done.pop());
			bytes -= sizes.pop();
		}
		while (sameGroup(steps.get(0), done.peek()));
		steps.forEach(undone::push);
		return steps;
	}

	/** The steps to do again next, in their order; empty if there are none. */
	List<Step> redo() {
		final List<Step> steps = new ArrayList<>();
		do {
			if (undone.isEmpty()) break;
			final Step step = undone.pop();
			steps.add(step);
			push(step);
		}
		while (sameGroup(steps.get(0), undone.peek()));
		return steps;
	}

	private static boolean sameGroup(final Step a, final Step b) {
		return b != null && a.group() != null && a.group().equals(b.group());
	}

	/** Slices that {@link #undo} (or else {@link #redo}) would change next. */
	Set<Integer> nextSlices(final boolean undo) {
		final Set<Integer> slices = new TreeSet<>();
		Step first = null;
		for (final Step step : undo ? done : undone) {
			if (first != null && !sameGroup(first, step)) break;
			if (first == null) first = step;
			step.deltas().forEach(d -> slices.add(d.slice()));
		}
		return slices;
	}

	/** What undo would take back, or null. */
	Step lastDone() {
		return done.peek();
	}

	/** What redo would do again, or null. */
	Step lastUndone() {
		return undone.peek();
	}

	/** Bytes held by what can be undone, roughly. */
	long bytes() {
		return bytes;
	}
}
