package org.stacksam.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks prompts against the image they are meant for, all at once and before any work. */
public final class PromptChecks {

	private final PromptSet set;
	private final int width;
	private final int height;
	private final int depth;
	private final Problems problems = new Problems();
	private final List<String> notes = new ArrayList<>();

	private PromptChecks(final PromptSet set, final int width, final int height, final int depth) {
		this.set = set;
		this.width = width;
		this.height = height;
		this.depth = depth;
	}

	/**
	 * Checks a set.
	 *
	 * @param width of the image in pixels
	 * @param height of the image
	 * @param depth slices of the image
	 * @return the set with boxes that reach beyond the image cut at its edge, each with a note
	 * @throws org.stacksam.InputException if there is no prompt, the set was drawn on an image of another size, or a
	 *           prompt lies outside the image, on a slice that does not exist, or has a box without area, listing all
	 */
	public static ReadPrompts check(final PromptSet set, final int width, final int height, final int depth) {
		return new PromptChecks(set, width, height, depth).run();
	}

	private ReadPrompts run() {
		if (set.prompts().isEmpty()) problems.add(
			"there is no prompt. Draw a box or points on at least one slice, or give prompts_path");
		differs("width", set.width(), width);
		differs("height", set.height(), height);
		differs("number of slices", set.depth(), depth);
		final List<Prompt> checked = set.prompts().stream().map(this::prompt).toList();
		problems.throwIfAny("The prompts " + (set.annotator().isEmpty() ? "" : "of " + set.annotator() + " ") +
			"do not fit the image of " + width + " × " + height + " pixels and " + depth + " slices");
		return new ReadPrompts(set.withPrompts(checked), notes);
	}

	private void differs(final String what, final int drawn, final int given) {
		if (drawn > 0 && drawn != given) problems.add("they were drawn on an image whose " + what + " is " + drawn +
			", not " + given + ". Choose the image they belong to");
	}

	private Prompt prompt(final Prompt prompt) {
		final String name = (prompt.object() > 0 ? "object " + prompt.object() + ", " : "") + "label " + prompt.label() +
			", slice " + (prompt.slice() + 1);
		if (prompt.slice() < 0 || prompt.slice() >= depth) problems.add(name + ": the image has slices 1 to " + depth);
		if (prompt.absent()) return prompt;
		if (prompt.box() == null && prompt.points().isEmpty() && prompt.mask() == null) problems.add(name +
			": neither box nor points nor mask");
		for (final PointPrompt p : prompt.points())
			if (!(p.x() >= 0 && p.x() <= width && p.y() >= 0 && p.y() <= height)) problems.add(String.format(Locale.ROOT,
				"%s: the point (%.1f, %.1f) lies outside the image", name, p.x(), p.y()));
		final Box bounds = prompt.mask() == null ? null : prompt.mask().bounds();
		if (bounds != null && (bounds.x0() < 0 || bounds.y0() < 0 || bounds.x1() > width || bounds.y1() > height)) problems
			.add(name + ": the mask reaches outside the image, " + shown(bounds));
		return prompt.box() == null ? prompt : prompt.withBox(box(prompt.box(), name));
	}

	private Box box(final Box box, final String name) {
		final Box inside = box.clip(width, height);
		if (!(box.width() > 0 && box.height() > 0)) problems.add(name + ": the box has no area, " + shown(box));
		else if (!(inside.area() > 0)) problems.add(name + ": the box lies outside the image, " + shown(box));
		else if (!inside.equals(box)) notes.add(name + ": the box " + shown(box) +
			" reached beyond the image and was cut at its edge.");
		return inside;
	}

	private static String shown(final Box box) {
		return String.format(Locale.ROOT, "x %.1f to %.1f, y %.1f to %.1f", box.x0(), box.x1(), box.y0(), box.y1());
	}
}
