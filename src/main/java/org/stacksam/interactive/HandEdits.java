package org.stacksam.interactive;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.stacksam.image.ConnectedComponents;
import org.stacksam.image.ConnectedComponents.Components;
import org.stacksam.interactive.SliceMask.Origin;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.Prompt;

/**
 * Finds to which objects the pixels belong that a user drew or erased on a slice of the label image. A piece that was
 * drawn belongs to the object of its class that it touches; else to the current object of that class or the one nearest
 * along the stack; else it is a new object. An object erased from a slice altogether is marked as absent there.
 */
final class HandEdits {

	private HandEdits() {}

	/** Takes the slice as the user's hand left it over into the working copy. */
	static void absorb(final Edit edit, final int z) {
		final LabelVolume labels = edit.labels();
		final int w = labels.width(), h = labels.height();
		final short[] plane = edit.plane(z), drawn = labels.plane(z).clone();
		for (int i = 0; i < plane.length; i++) {
			// A locked class neither loses nor gains pixels.
			if (plane[i] != drawn[i] && (edit.state().locked(plane[i] & 0xffff) || edit.state().locked(drawn[i] & 0xffff)))
				drawn[i] = plane[i];
		}
		final boolean[] changed = new boolean[plane.length];
		final int[] owner = new int[plane.length];
		edit.state().objects().values().stream().filter(o -> o.masks().containsKey(z)).forEach(o -> {
			final MaskPrompt mask = o.masks().get(z).mask();
			mask.pixels().stream().forEach(i -> owner[Masks.index(mask, i, w)] = o.number());
		});
		for (int i = 0; i < plane.length; i++) {
			changed[i] = plane[i] != drawn[i];
			if (changed[i]) owner[i] = 0;
		}
		final boolean[] done = new boolean[plane.length];
		for (int i = 0; i < plane.length; i++) {
			if (!changed[i] || done[i] || drawn[i] == 0) continue;
			attribute(edit, z, drawn, changed, owner, done, i);
		}
		System.arraycopy(drawn, 0, plane, 0, plane.length);
		remask(edit, z, owner, changed, w, h);
	}

	/** Gives all drawn pixels of the label at a place to objects. */
	private static void attribute(final Edit edit, final int z, final short[] drawn, final boolean[] changed,
		final int[] owner, final boolean[] done, final int at)
	{
		final int w = edit.labels().width(), h = edit.labels().height(), label = drawn[at] & 0xffff;
		final boolean[] same = new boolean[drawn.length];
		for (int i = 0; i < same.length; i++) same[i] = drawn[i] == drawn[at];
		final Components pieces = ConnectedComponents.label(same, w, h, 1, true);
		final int[] best = new int[pieces.count() + 1], most = new int[pieces.count() + 1];
		final Map<Long, Integer> counts = new HashMap<>();
		for (int i = 0; i < same.length; i++) {
			if (!same[i] || owner[i] == 0) continue;
			final int piece = pieces.labels()[i], n = counts.merge((long) piece << 32 | owner[i], 1, Integer::sum);
			if (n > most[piece]) {
				most[piece] = n;
				best[piece] = owner[i];
			}
		}
		for (int i = 0; i < same.length; i++) {
			if (!same[i] || !changed[i]) continue;
			final int piece = pieces.labels()[i];
			if (best[piece] == 0) best[piece] = alone(edit, z, label);
			owner[i] = best[piece];
			done[i] = true;
		}
	}

	/** The object that a piece belongs to which touches none of its class. */
	private static int alone(final Edit edit, final int z, final int label) {
		final SessionState state = edit.state();
		final Optional<SessionObject> current = state.current().filter(o -> o.label() == label);
		if (current.isPresent()) return current.get().number();
		final Optional<SessionObject> near = state.objects().values().stream().filter(o -> o.label() == label && !o.masks()
			.isEmpty()).min(Comparator.comparingInt(o -> distance(o, z)));
		if (near.isPresent()) return near.get().number();
		final SessionState known = ClassActions.withClass(state, label);
		final SessionObject object = SessionObject.of(known.nextObject(), label);
		edit.state(known.withObject(object));
		return object.number();
	}

	private static int distance(final SessionObject object, final int z) {
		final Integer below = object.masks().floorKey(z), above = object.masks().ceilingKey(z);
		return Math.min(below == null ? Integer.MAX_VALUE : z - below, above == null ? Integer.MAX_VALUE : above - z);
	}

	/** Brings the masks of all objects on the slice in line with who owns the pixels. */
	private static void remask(final Edit edit, final int z, final int[] owner, final boolean[] changed, final int w,
		final int h)
	{
		for (final SessionObject object : edit.state().objects().values()) {
			final SliceMask old = object.masks().get(z);
			final MaskPrompt now = Masks.where(w, h, i -> owner[i] == object.number());
			if (old == null && now == null || old != null && now != null && same(old.mask(), now, w)) continue;
			SessionObject left = object.withMask(z, now == null ? null : new SliceMask(now, Origin.EDITED, 1));
			if (now == null) left = left.withPrompt(Prompt.absent(object.number(), object.label(), z));
			else if (object.absent(z)) left = left.withoutPrompt(z);
			edit.state(edit.state().withObject(left));
		}
	}

	private static boolean same(final MaskPrompt a, final MaskPrompt b, final int w) {
		if (a.pixels().cardinality() != b.pixels().cardinality()) return false;
		return a.pixels().stream().allMatch(i -> b.contains(a.x() + i % a.width(), a.y() + i / a.width()));
	}
}
