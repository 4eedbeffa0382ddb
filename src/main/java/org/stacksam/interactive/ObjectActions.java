package org.stacksam.interactive;

import java.util.BitSet;
import java.util.Optional;

import org.stacksam.InputException;
import org.stacksam.image.ConnectedComponents;
import org.stacksam.interactive.SliceMask.Origin;
import org.stacksam.prompt.MaskPrompt;

/** What a user does with objects and their masks. */
public final class ObjectActions {

	private ObjectActions() {}

	/** The next prompt begins a new object. */
	public static Action beginNew() {
		return Action.choice("new object", edit -> edit.state(edit.state().withCurrent(0, edit.state().currentClass())));
	}

	/** Makes an object, and its class, the current one. */
	public static Action choose(final int object) {
		return Action.choice("choose object", edit -> edit.state(edit.state().withCurrent(object, edit.state().object(object)
			.label())));
	}

	/**
	 * Writes the current object's mask on a slice into the label image.
	 *
	 * @param mask null if the preview found nothing, which is an error here
	 */
	public static Action accept(final int slice, final MaskPrompt mask) {
		return Action.of("accept", edit -> {
			final SessionObject object = edit.state().current().orElseThrow(() -> new InputException(
				"There is nothing to accept. Click on an object first."));
			if (mask == null || mask.pixels().isEmpty()) throw new InputException("There is no mask to accept on slice " +
				(slice + 1) + ". Add a point or a box, or mark the object as absent.");
			if (!edit.paint(object.number(), slice, new SliceMask(mask, Origin.ACCEPTED, 1))) throw new InputException(
				"All pixels of the mask belong to locked classes. Unlock them, or prompt elsewhere.");
		});
	}

	/** Answers for a carried mask: it counts as given from now on. */
	public static Action acceptCarried(final int object, final int slice) {
		return Action.of("accept", edit -> {
			final SessionObject there = edit.state().object(object);
			edit.requireUnlocked(there.label());
			edit.state(edit.state().withObject(there.withMask(slice, maskOf(there, slice).accepted())));
		});
	}

	/** Removes an object's mask from a slice; what was prompted there stays, to be corrected. */
	public static Action reject(final int object, final int slice) {
		return Action.of("reject", edit -> {
			maskOf(edit.state().object(object), slice);
			edit.paint(object, slice, null);
		});
	}

	/** Makes an object the current one and its mask on a slice a prompt there, to be changed by clicks; one step. */
	public static Action correct(final int object, final int slice) {
		return Action.of("correct", edit -> {
			final MaskPrompt mask = maskOf(edit.state().object(object), slice).mask();
			choose(object).body().run(edit);
			PromptActions.setMask(slice, mask).body().run(edit);
		});
	}

	private static SliceMask maskOf(final SessionObject object, final int slice) {
		return Optional.ofNullable(object.masks().get(slice)).orElseThrow(() -> new InputException("Object " + object
			.number() + " has no mask on slice " + (slice + 1) + "."));
	}

	/**
	 * Drops what is not accepted of the current object, and lets go of it: prompts on slices without a mask go, and the
	 * whole object if it has no mask and no stop mark at all.
	 */
	public static Action drop() {
		return Action.of("drop", edit -> edit.state().current().ifPresent(o -> {
			SessionObject left = o;
			for (final int slice : o.prompts().keySet())
				if (!o.masks().containsKey(slice) && !o.absent(slice)) left = left.withoutPrompt(slice);
			edit.state((left.masks().isEmpty() ? edit.state().withoutObject(o.number()) : edit.state().withObject(left))
				.withCurrent(0, edit.state().currentClass()));
		}));
	}

	/** Deletes an object with its prompts and masks. */
	public static Action delete(final int object) {
		return Action.of("delete object", edit -> {
			final SessionObject there = edit.state().object(object);
			edit.requireUnlocked(there.label());
			there.masks().keySet().forEach(z -> edit.paint(object, z, null));
			edit.state(edit.state().withoutObject(object));
		});
	}

	/**
	 * Takes what stands in the label image under the cursor as a prompt: an object's own pixels make it the current one;
	 * other labels (of an image that is continued) become the accepted mask of a new object, the connected piece of them.
	 *
	 * @param x column, 0-based
	 * @param y row, 0-based
	 */
	public static Action takeLabel(final int slice, final int x, final int y) {
		return Action.of("take label", edit -> {
			final LabelVolume labels = edit.labels();
			if (x < 0 || y < 0 || x >= labels.width() || y >= labels.height()) throw new InputException(
				"The cursor is outside the image.");
			final Optional<SessionObject> owner = edit.state().objectAt(x, y, slice);
			if (owner.isPresent()) {
				edit.state(edit.state().withCurrent(owner.get().number(), owner.get().label()));
				return;
			}
			final int at = y * labels.width() + x;
			final short[] plane = edit.plane(slice);
			final short label = plane[at];
			if (label == 0) throw new InputException("There is no label under the cursor.");
			final SessionState state = ClassActions.withClass(edit.state(), label & 0xffff);
			final SessionObject object = SessionObject.of(state.nextObject(), label & 0xffff);
			edit.state(state.withObject(object).withCurrent(object.number(), object.label()));
			edit.paint(object.number(), slice, new SliceMask(piece(plane, labels, at), Origin.ACCEPTED, 1));
		});
	}

	private static MaskPrompt piece(final short[] plane, final LabelVolume labels, final int at) {
		final boolean[] same = new boolean[plane.length];
		for (int i = 0; i < same.length; i++) same[i] = plane[i] == plane[at];
		final int[] pieces = ConnectedComponents.label(same, labels.width(), labels.height(), 1, true).labels();
		return Masks.where(labels.width(), labels.height(), i -> pieces[i] == pieces[at]);
	}

	/** Moves an object with all its pixels to another class. */
	public static Action reclassify(final int object, final int label) {
		return Action.of("change class", edit -> {
			final SessionObject there = edit.state().object(object);
			edit.state().classOf(label).orElseThrow(() -> new InputException("There is no class of the value " + label + "."));
			edit.requireUnlocked(there.label());
			edit.requireUnlocked(label);
			edit.state(edit.state().withObject(there.withLabel(label)));
			there.masks().forEach((z, mask) -> {
				final BitSet pixels = mask.mask().pixels();
				final short[] plane = edit.plane(z);
				for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i + 1))
					plane[Masks.index(mask.mask(), i, edit.labels().width())] = (short) label;
			});
			if (edit.state().currentObject() == object) edit.state(edit.state().withCurrent(object, label));
		});
	}
}
