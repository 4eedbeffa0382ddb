package org.stacksam.interactive;

import java.util.ArrayList;
import java.util.List;

import org.stacksam.InputException;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;

/** What a user says of the current object on a slice. Each begins a new object if there is none. */
public final class PromptActions {

	private PromptActions() {}

	/** Adds a click; pixel-edge coordinates. */
	public static Action addPoint(final int slice, final PointPrompt point) {
		return Action.of(point.positive() ? "add point" : "add background point", edit -> {
			final SessionObject object = edit.begun();
			final Prompt p = promptOn(object, slice);
			final List<PointPrompt> points = new ArrayList<>(p.points());
			points.add(point);
			edit.prompt(object, with(p, p.box(), points, p.mask()));
		});
	}

	/** Takes back the newest point; if there is none the box, if there is none the mask. Nothing happens without any. */
	public static Action removeLast(final int slice) {
		return Action.of("remove point", edit -> {
			final SessionObject object = edit.state().current().orElse(null);
			final Prompt p = object == null ? null : object.prompts().get(slice);
			if (p == null) return;
			final List<PointPrompt> points = new ArrayList<>(p.points());
			Box box = p.box();
			MaskPrompt mask = p.mask();
			if (!points.isEmpty()) points.remove(points.size() - 1);
			else if (box != null) box = null;
			else mask = null;
			final Prompt left = with(p, box, points, mask);
			if (box == null && mask == null && points.isEmpty()) edit.state(edit.state().withObject(object.withoutPrompt(
				slice)));
			else edit.prompt(object, left);
		});
	}

	/** Sets the box of the current object on a slice. */
	public static Action setBox(final int slice, final Box box) {
		return Action.of("draw box", edit -> {
			if (!(box.width() > 0 && box.height() > 0)) throw new InputException("The box is empty. Drag it over the object.");
			final SessionObject object = edit.begun();
			final Prompt p = promptOn(object, slice);
			edit.prompt(object, with(p, box, p.points(), p.mask()));
		});
	}

	/** Begins another object of the current class with a box. */
	public static Action addBoxObject(final int slice, final Box box) {
		return Action.of("draw box", edit -> {
			edit.state(edit.state().withCurrent(0, edit.state().currentClass()));
			setBox(slice, box).body().run(edit);
		});
	}

	/** Gives the current object's pixels on a slice as a shape, such as a freehand selection. */
	public static Action setMask(final int slice, final MaskPrompt mask) {
		return Action.of("add shape", edit -> {
			if (mask.pixels().isEmpty()) throw new InputException("The shape holds no pixel.");
			final SessionObject object = edit.begun();
			final Prompt p = promptOn(object, slice);
			edit.prompt(object, with(p, p.box(), p.points(), mask));
		});
	}

	/** Says that the current object is not on a slice; its mask there is removed. */
	public static Action markAbsent(final int slice) {
		return Action.of("stop mark", edit -> {
			final SessionObject object = edit.state().current().orElseThrow(() -> new InputException(
				"There is no current object. Choose the one that is absent here."));
			if (object.masks().containsKey(slice)) edit.paint(object.number(), slice, null);
			edit.prompt(edit.state().object(object.number()), Prompt.absent(object.number(), object.label(), slice));
		});
	}

	/** Removes all that was said of the current object on a slice, a stop mark too. */
	public static Action clear(final int slice) {
		return Action.of("remove prompts", edit -> edit.state().current().ifPresent(o -> edit.state(edit.state().withObject(o
			.withoutPrompt(slice)))));
	}

	/** What stands there, or nothing yet; a stop mark is replaced. */
	private static Prompt promptOn(final SessionObject object, final int slice) {
		final Prompt there = object.prompts().get(slice);
		return there == null || there.absent() ? Prompt.points(object.number(), object.label(), slice, List.of()) : there;
	}

	private static Prompt with(final Prompt p, final Box box, final List<PointPrompt> points, final MaskPrompt mask) {
		return new Prompt(p.object(), p.label(), p.slice(), p.channel(), p.frame(), box, points, mask, false);
	}
}
