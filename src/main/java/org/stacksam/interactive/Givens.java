package org.stacksam.interactive;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;

/** A session's objects as a set of prompts, which is what segmenting a volume starts from. */
final class Givens {

	private Givens() {}

	/**
	 * What the user answers for: on each slice the mask that was accepted or drawn, else what was prompted, else nothing.
	 *
	 * @param objects numbers of those that are wanted
	 */
	static List<Prompt> of(final SessionState state, final Set<Integer> objects) {
		final List<Prompt> out = new ArrayList<>();
		for (final int number : new TreeSet<>(objects)) {
			final SessionObject object = state.objects().get(number);
			if (object == null) continue;
			final Set<Integer> slices = new TreeSet<>(object.prompts().keySet());
			slices.addAll(object.masks().keySet());
			for (final int z : slices) {
				if (object.given(z)) out.add(mask(object, z));
				else if (isUsable(object.prompts().get(z))) out.add(object.prompts().get(z));
			}
		}
		return out;
	}

	/**
	 * The objects that carrying takes: of those wanted the ones whose class is not locked.
	 *
	 * @param wanted numbers; empty = all
	 * @throws org.stacksam.InputException if there is no such object
	 */
	static Set<Integer> carried(final SessionState state, final Set<Integer> wanted) {
		final Set<Integer> carried = new TreeSet<>(wanted.isEmpty() ? state.objects().keySet() : wanted);
		carried.removeIf(number -> state.locked(state.object(number).label()));
		return carried;
	}

	/** All masks as they stand, carried ones too, and nothing else. */
	static List<Prompt> masks(final SessionState state) {
		final List<Prompt> out = new ArrayList<>();
		state.objects().values().forEach(o -> o.masks().keySet().forEach(z -> out.add(mask(o, z))));
		return out;
	}

	private static Prompt mask(final SessionObject object, final int z) {
		return new Prompt(object.number(), object.label(), z, -1, -1, null, List.of(), object.masks().get(z).mask(), false);
	}

	/** Background points alone say nothing that a model could start from. */
	private static boolean isUsable(final Prompt p) {
		return p != null && (p.absent() || p.box() != null || p.mask() != null || p.points().stream().anyMatch(
			PointPrompt::positive));
	}

	static PromptSet set(final SessionState state, final List<Prompt> prompts, final String imageName, final int width,
		final int height, final int depth)
	{
		return new PromptSet("", imageName, width, height, depth, state.labels(), prompts);
	}
}
