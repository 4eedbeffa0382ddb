package org.stacksam.interactive;

import java.util.BitSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

import org.stacksam.InputException;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.Prompt;

/** Working copy of a session while an action runs: its state and the label planes that the action writes. */
public final class Edit {

	private final LabelVolume labels;
	private final NavigableMap<Integer, short[]> planes = new TreeMap<>();
	private SessionState state;

	Edit(final SessionState state, final LabelVolume labels) {
		this.state = state;
		this.labels = labels;
	}

	SessionState state() {
		return state;
	}

	void state(final SessionState changed) {
		state = changed;
	}

	LabelVolume labels() {
		return labels;
	}

	/** Slices whose labels were written. */
	Set<Integer> touched() {
		return planes.keySet();
	}

	/** The labels of a slice, to be changed. */
	short[] plane(final int z) {
		if (z < 0 || z >= labels.depth()) throw new InputException("There is no slice " + (z + 1) + ".");
		return planes.computeIfAbsent(z, labels::known);
	}

	/** The current object; begun if there is none. */
	SessionObject begun() {
		return state.current().orElseGet(() -> {
			if (state.classes().isEmpty()) throw new InputException("There is no class yet. Add one first.");
			final SessionObject object = SessionObject.of(state.nextObject(), state.currentClass());
			state = state.withObject(object).withCurrent(object.number(), object.label());
			return object;
		});
	}

	void prompt(final SessionObject object, final Prompt prompt) {
		state = state.withObject(object.withPrompt(prompt));
	}

	/**
	 * Gives an object new pixels on a slice, in place of those it has there. A user's mask takes pixels from others, but
	 * none from locked classes; a carried mask takes background only.
	 *
	 * @param mask null to remove the object from the slice
	 * @return whether any pixel is left
	 * @throws InputException if the object's class is locked
	 */
	boolean paint(final int number, final int slice, final SliceMask mask) {
		final SessionObject object = state.object(number);
		requireUnlocked(object.label());
		final short[] plane = plane(slice);
		final SliceMask old = object.masks().get(slice);
		if (old != null) fill(plane, old.mask(), (short) 0);
		final MaskPrompt kept = mask == null ? null : claim(plane, object.label(), mask);
		if (kept != null && mask.given()) takeFromOthers(number, slice, kept);
		state = state.withObject(state.object(number).withMask(slice, kept == null ? null : mask.withMask(kept)));
		return kept != null;
	}

	private MaskPrompt claim(final short[] plane, final int label, final SliceMask wanted) {
		final MaskPrompt mask = Masks.clipped(wanted.mask(), labels.width(), labels.height());
		if (mask == null) return null;
		final BitSet kept = new BitSet();
		final BitSet pixels = mask.pixels();
		for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i + 1)) {
			final int at = Masks.index(mask, i, labels.width()), there = plane[at] & 0xffff;
			if (wanted.given() ? there != label && state.locked(there) : there != 0) continue;
			plane[at] = (short) label;
			kept.set(i);
		}
		return kept.isEmpty() ? null : new MaskPrompt(mask.x(), mask.y(), mask.width(), mask.height(), kept);
	}

	private void takeFromOthers(final int number, final int slice, final MaskPrompt taken) {
		for (final SessionObject other : state.objects().values()) {
			final SliceMask mask = other.masks().get(slice);
			if (other.number() == number || mask == null || !Masks.overlap(mask.mask(), taken)) continue;
			final MaskPrompt left = Masks.minus(mask.mask(), taken);
			state = state.withObject(other.withMask(slice, left == null ? null : mask.withMask(left)));
		}
	}

	private void fill(final short[] plane, final MaskPrompt mask, final short value) {
		final BitSet pixels = mask.pixels();
		for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i + 1))
			plane[Masks.index(mask, i, labels.width())] = value;
	}

	/** @throws InputException if the class is locked */
	void requireUnlocked(final int label) {
		state.classOf(label).filter(SessionClass::locked).ifPresent(c -> {
			throw new InputException("The class " + c.name() + " is locked. Unlock it to change its objects.");
		});
	}
}
