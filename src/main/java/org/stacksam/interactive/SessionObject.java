package org.stacksam.interactive;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.stacksam.prompt.Prompt;

/**
 * One object of a session: what the user said of it and what stands in the label image.
 *
 * @param number ≥ 1, unique in the session
 * @param label value of its class
 * @param prompts by slice, 0-based
 * @param masks by slice; disjoint from those of other objects
 */
public record SessionObject(int number, int label, NavigableMap<Integer, Prompt> prompts,
	NavigableMap<Integer, SliceMask> masks)
{

	public SessionObject {
		prompts = Collections.unmodifiableNavigableMap(new TreeMap<>(prompts));
		masks = Collections.unmodifiableNavigableMap(new TreeMap<>(masks));
	}

	/** An object of which nothing is known yet. */
	public static SessionObject of(final int number, final int label) {
		return new SessionObject(number, label, new TreeMap<>(), new TreeMap<>());
	}

	/** With another prompt on its slice, in place of the one there. */
	public SessionObject withPrompt(final Prompt prompt) {
		final NavigableMap<Integer, Prompt> changed = new TreeMap<>(prompts);
		changed.put(prompt.slice(), prompt);
		return new SessionObject(number, label, changed, masks);
	}

	/** Without a prompt on the slice. */
	public SessionObject withoutPrompt(final int slice) {
		final NavigableMap<Integer, Prompt> changed = new TreeMap<>(prompts);
		changed.remove(slice);
		return new SessionObject(number, label, changed, masks);
	}

	/** With another mask on the slice; null removes it. */
	SessionObject withMask(final int slice, final SliceMask mask) {
		final NavigableMap<Integer, SliceMask> changed = new TreeMap<>(masks);
		if (mask == null) changed.remove(slice);
		else changed.put(slice, mask);
		return new SessionObject(number, label, prompts, changed);
	}

	/** Of another class, the prompts too. */
	SessionObject withLabel(final int newLabel) {
		final NavigableMap<Integer, Prompt> changed = new TreeMap<>();
		prompts.forEach((z, p) -> changed.put(z, new Prompt(p.object(), newLabel, p.slice(), p.channel(), p.frame(), p.box(),
			p.points(), p.mask(), p.absent())));
		return new SessionObject(number, newLabel, changed, masks);
	}

	/** Whether the user answers for its mask on the slice. */
	public boolean given(final int slice) {
		final SliceMask mask = masks.get(slice);
		return mask != null && mask.given();
	}

	/** Whether it is said to be absent on the slice. */
	public boolean absent(final int slice) {
		final Prompt prompt = prompts.get(slice);
		return prompt != null && prompt.absent();
	}
}
