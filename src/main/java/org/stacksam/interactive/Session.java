package org.stacksam.interactive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a user does on one volume (one image, one frame): the state, the label image and the undo. Every change is an
 * {@link Action} that happens as a whole or, if it throws, not at all. Edits by hand on the label image are noticed before
 * anything else is written to their slice. Thread-safe; listeners are called on the thread that changes it.
 */
public final class Session {

	/** Undo keeps so much by default. */
	public static final long HISTORY_BYTES = 64L << 20;

	private final LabelVolume labels;
	private final History history;
	private final List<SessionChange.Listener> listeners = new CopyOnWriteArrayList<>();
	private SessionState state;

	/** A session with the usual bound of undo. */
	public Session(final SessionState state, final LabelVolume labels) {
		this(state, labels, HISTORY_BYTES);
	}

	/**
	 * A session.
	 *
	 * @param state to begin with; its masks stand in the labels already
	 * @param labels the label image
	 * @param historyBytes bound of what undo keeps; the last step is always kept
	 */
	public Session(final SessionState state, final LabelVolume labels, final long historyBytes) {
		this.state = state;
		this.labels = labels;
		history = new History(historyBytes);
	}

	/** The state now; immutable. */
	public synchronized SessionState state() {
		return state;
	}

	/** The label image; to be drawn into by the user's hand only. */
	public LabelVolume labels() {
		return labels;
	}

	public void addListener(final SessionChange.Listener listener) {
		listeners.add(listener);
	}

	public void removeListener(final SessionChange.Listener listener) {
		listeners.remove(listener);
	}

	/**
	 * Does something.
	 *
	 * @throws org.stacksam.InputException if it cannot be done; then nothing changed
	 */
	public void apply(final Action action) {
		apply(action, null);
	}

	/** {@link #apply(Action)} as a part of a group that is undone together, such as the slices of one propagation. */
	synchronized void apply(final Action action, final Object group) {
		Edit edit = run(action);
		// The action may write where the user has just drawn: what was drawn is a step before it.
		if (noticeEdits(edit.touched())) edit = run(action);
		commit(edit, action.name(), group, action.recorded());
	}

	/** {@link #noticeEdits(Collection)} of one slice: to be called when the user's brush is lifted. */
	public boolean noticeEdits(final int slice) {
		return noticeEdits(List.of(slice));
	}

	/**
	 * Compares slices of the label image with what the session wrote; what the user's hand changed becomes the state, as
	 * one step of undo. Pixels of locked classes are restored.
	 *
	 * @return whether anything was changed
	 */
	public synchronized boolean noticeEdits(final Collection<Integer> slices) {
		final List<Integer> edited = slices.stream().filter(labels::edited).sorted().toList();
		if (edited.isEmpty()) return false;
		final Edit edit = new Edit(state, labels);
		edited.forEach(z -> HandEdits.absorb(edit, z));
		commit(edit, "edit by hand", null, true);
		return true;
	}

	/** {@link #noticeEdits(int)} of all slices, each a step of its own; some milliseconds a slice. */
	public boolean noticeAllEdits() {
		boolean any = false;
		for (int z = 0; z < labels.depth(); z++) any |= noticeEdits(z);
		return any;
	}

	/** Takes back the last step. Whether there was one. */
	public synchronized boolean undo() {
		return undoOrRedo(true);
	}

	/** Does again what was taken back last. Whether there was anything. */
	public synchronized boolean redo() {
		return undoOrRedo(false);
	}

	private boolean undoOrRedo(final boolean undo) {
		// A stroke that nobody has noticed yet is the last step.
		noticeEdits(history.nextSlices(undo));
		final SessionState before = state;
		final List<History.Step> steps = undo ? history.undo() : history.redo();
		if (steps.isEmpty()) return false;
		final Set<Integer> slices = slices(steps);
		for (final int z : slices) {
			final short[] plane = labels.known(z);
			for (final History.Step step : steps)
				step.deltas().stream().filter(d -> d.slice() == z).forEach(d -> d.apply(plane, labels.width()));
			labels.write(z, plane);
		}
		final History.Step last = steps.get(steps.size() - 1);
		state = undo ? last.before() : last.after();
		tell((undo ? "undo " : "redo ") + last.name(), before, slices);
		return true;
	}

	/** What undo would take back. */
	public synchronized Optional<String> undoName() {
		return Optional.ofNullable(history.lastDone()).map(History.Step::name);
	}

	/** What redo would do again. */
	public synchronized Optional<String> redoName() {
		return Optional.ofNullable(history.lastUndone()).map(History.Step::name);
	}

	/** Bytes that undo holds, roughly. */
	public synchronized long historyBytes() {
		return history.bytes();
	}

	/**
	 * State and labels of one moment; immutable, so that they can be saved in the background.
	 *
	 * @param planes one a slice
	 */
	record Snapshot(SessionState state, List<PackedPlane> planes) {}

	synchronized Snapshot snapshot() {
		return new Snapshot(state, labels.snapshot());
	}

	private Edit run(final Action action) {
		final Edit edit = new Edit(state, labels);
		action.body().run(edit);
		return edit;
	}

	private void commit(final Edit edit, final String name, final Object group, final boolean recorded) {
		final List<PlaneDelta> deltas = new ArrayList<>();
		for (final int z : edit.touched()) {
			final PlaneDelta delta = PlaneDelta.between(z, labels.width(), labels.known(z), edit.plane(z));
			if (delta != null) deltas.add(delta);
			// Writes also where only the user's hand was undone: a stroke over a locked class.
			if (delta != null || labels.edited(z)) labels.write(z, edit.plane(z));
		}
		final SessionState before = state;
		if (deltas.isEmpty() && before.equals(edit.state())) return;
		state = edit.state();
		if (recorded) history.add(new History.Step(name, group, before, state, List.copyOf(deltas)));
		else history.amend(state);
		tell(name, before, slices(List.of(new History.Step(name, group, before, state, deltas))));
	}

	private static Set<Integer> slices(final List<History.Step> steps) {
		final Set<Integer> slices = new TreeSet<>();
		for (final History.Step step : steps) step.deltas().forEach(d -> slices.add(d.slice()));
		return Collections.unmodifiableSet(slices);
	}

	private void tell(final String name, final SessionState before, final Set<Integer> slices) {
		final SessionChange change = new SessionChange(name, before, state, slices);
		listeners.forEach(l -> l.changed(change));
	}
}
