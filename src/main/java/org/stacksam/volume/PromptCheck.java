package org.stacksam.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.stacksam.InputException;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.SamModel;

/** Whether prompts belong to an image, before any work is done with them. */
public final class PromptCheck {

	private PromptCheck() {}

	/**
	 * Checks prompts against the image's grid.
	 *
	 * @param zMin first slice that is wanted, 0-based
	 * @param zMax last slice that is wanted
	 * @param notes gets a line for each change
	 * @return the prompts on the wanted slices, boxes clipped to the image
	 * @throws InputException naming all prompts that cannot be used
	 */
	public static PromptSet check(final PromptSet set, final Geometry grid, final int zMin, final int zMax,
		final List<String> notes)
	{
		final List<String> problems = new ArrayList<>();
		size(set, grid, problems);
		final Set<Integer> labels = set.labels().stream().map(LabelClass::value).collect(Collectors.toSet());
		final List<Prompt> kept = new ArrayList<>();
		int outside = 0;
		for (final Prompt given : set.prompts()) {
			final Prompt p = stopMark(given, notes);
			final String problem = problem(p, grid, labels);
			if (problem != null) problems.add(name(p) + ": " + problem);
			else if (p.slice() < zMin || p.slice() > zMax) outside++;
			else kept.add(clipped(p, grid, notes));
		}
		if (!problems.isEmpty()) throw InputException.of("These prompts do not fit the image (" + grid.width() + " × " +
			grid.height() + " × " + grid.depth() + ")", problems);
		if (outside > 0) notes.add(outside + " prompts lie outside the slices " + (zMin + 1L) + " to " + (zMax + 1L) +
			" and are not used");
		if (kept.stream().allMatch(Prompt::absent)) throw new InputException(
			"There is no prompt to segment from. Draw a box or a point on at least one slice" + (outside > 0
				? ", or widen z_min and z_max." : "."));
		return set.withPrompts(kept);
	}

	/** Background points alone say that the object is not there. */
	private static Prompt stopMark(final Prompt p, final List<String> notes) {
		if (p.absent() || p.box() != null || p.mask() != null || p.points().isEmpty() || p.points().stream().anyMatch(
			PointPrompt::positive)) return p;
		notes.add(name(p) + ": background points alone, taken as a stop mark");
		return Prompt.absent(p.object(), p.label(), p.slice());
	}

	/**
	 * Refuses prompts of a kind that the model does not take.
	 *
	 * @param filled whether slices without prompts are filled, which the engine does with boxes of its own
	 * @throws InputException naming the model and the remedy
	 */
	static void kinds(final PromptSet set, final SamModel model, final boolean filled) {
		final List<Prompt> asked = set.prompts().stream().filter(p -> !p.absent() && p.mask() == null).toList();
		model.requirePrompts(asked.stream().anyMatch(p -> !p.points().isEmpty()), filled || asked.stream().anyMatch(p -> p
			.box() != null));
	}

	private static void size(final PromptSet set, final Geometry grid, final List<String> problems) {
		if (set.width() > 0 && set.width() != grid.width() || set.height() > 0 && set.height() != grid.height() || set
			.depth() > 0 && set.depth() != grid.depth()) problems.add("they were made for an image of " + set.width() + " × " +
				set.height() + " × " + set.depth() + (set.image().isEmpty() ? "" : " (" + set.image() + ")") +
				"; give the image they belong to");
	}

	/** What is wrong with a prompt, null if nothing. */
	private static String problem(final Prompt p, final Geometry grid, final Set<Integer> labels) {
		if (p.slice() < 0 || p.slice() >= grid.depth()) return "there is no such slice";
		if (!labels.contains(p.label())) return "label " + p.label() + " is not among the prompt set's labels";
		if (p.absent()) return null;
		final Box b = p.box();
		if (b == null && p.mask() == null && p.points().stream().noneMatch(PointPrompt::positive))
			return "it has neither a box, a mask nor a point";
		if (b != null && !(b.width() > 0 && b.height() > 0)) return text(b) + " is empty";
		if (b != null && !(b.clip(grid.width(), grid.height()).area() > 0)) return text(b) + " lies outside";
		for (final PointPrompt q : p.points())
			if (!(q.x() >= 0 && q.y() >= 0 && q.x() <= grid.width() && q.y() <= grid.height())) return String.format(
				Locale.ROOT, "point %.1f, %.1f lies outside", q.x(), q.y());
		if (p.mask() == null) return null;
		final Box m = p.mask().bounds();
		if (m == null) return "its mask is empty";
		return m.x0() < 0 || m.y0() < 0 || m.x1() > grid.width() || m.y1() > grid.height() ? "its mask reaches outside"
			: null;
	}

	private static Prompt clipped(final Prompt p, final Geometry grid, final List<String> notes) {
		if (p.absent() || p.box() == null) return p;
		final Box inside = p.box().clip(grid.width(), grid.height());
		if (inside.equals(p.box())) return p;
		notes.add(name(p) + ": " + text(p.box()) + " was clipped to the image");
		return p.withBox(inside);
	}

	private static String name(final Prompt p) {
		return "Label " + p.label() + ", object " + p.object() + ", slice " + (p.slice() + 1);
	}

	private static String text(final Box b) {
		return String.format(Locale.ROOT, "box %.1f, %.1f to %.1f, %.1f", b.x0(), b.y0(), b.x1(), b.y1());
	}
}
