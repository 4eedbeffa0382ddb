package org.stacksam.ij.tool;

import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;

import org.stacksam.InputException;
import org.stacksam.ij.RoiPrompts;
import org.stacksam.ij.RoiSpace;
import org.stacksam.ij.StackSelection;
import org.stacksam.interactive.Action;
import org.stacksam.interactive.ObjectActions;
import org.stacksam.interactive.PromptActions;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;

/** What the mouse and selections mean as actions of a session. */
final class GestureActions {

	private GestureActions() {}

	/** Several actions as one step of undo. */
	static Action together(final String name, final List<Action> actions) {
		return new Action(name, true, edit -> actions.forEach(a -> a.body().run(edit)));
	}

	/** A click, of another object than the current one if asked for. */
	static Action click(final int slice, final CanvasGestures.Click click) {
		final Action add = PromptActions.addPoint(slice, click.point());
		return click.newObject() ? together("add object", List.of(ObjectActions.beginNew(), add)) : add;
	}

	/** A box that was drawn; Shift makes it another object's. */
	static Action box(final int slice, final CanvasGestures.Drag drag) {
		return drag.newObject() ? PromptActions.addBoxObject(slice, drag.box()) : PromptActions.setBox(slice, drag.box());
	}

	/** The selection or overlay ROI under the cursor as a prompt; where there is none, the label. */
	static Action take(final StackSelection volume, final double x, final double y) {
		final Roi roi = roiAt(volume.image(), x, y);
		return roi != null ? roi(volume, roi) : ObjectActions.takeLabel(volume.currentSlice(), (int) x, (int) y);
	}

	/**
	 * The image's selection as a prompt of the current object: a rectangle as a box, points as points, other shapes as the
	 * shape they are.
	 *
	 * @throws InputException if there is none
	 */
	static Action selection(final StackSelection volume) {
		final Roi roi = volume.image().getRoi();
		if (roi == null) throw new InputException(volume.image().getTitle() +
			" has no selection. Draw one with any of ImageJ's tools first.");
		return roi(volume, roi);
	}

	private static Action roi(final StackSelection volume, final Roi original) {
		final Roi roi = (Roi) original.clone();
		final boolean shape = roi.isArea() && (roi.getType() != Roi.RECTANGLE || roi.getCornerDiameter() > 0);
		// As the other commands read them: a shape named "mask" is taken as it stands.
		if (shape) roi.setName("mask");
		roi.setPosition(0);
		final int slice = volume.currentSlice();
		final List<Prompt> prompts = RoiPrompts.of(List.of(roi), RoiSpace.of(volume), slice).prompts().prompts();
		final List<Action> actions = new ArrayList<>();
		for (final Prompt p : prompts) {
			if (p.slice() != slice) continue;
			if (p.box() != null) actions.add(PromptActions.setBox(slice, p.box()));
			if (p.mask() != null) actions.add(PromptActions.setMask(slice, p.mask()));
			for (final PointPrompt point : p.points()) actions.add(PromptActions.addPoint(slice, point));
		}
		if (actions.isEmpty()) throw new InputException("The selection says nothing of slice " + (slice + 1) + ".");
		return together("use selection", actions);
	}

	private static Roi roiAt(final ImagePlus image, final double x, final double y) {
		final Roi roi = image.getRoi();
		if (roi != null && roi.isArea() && roi.containsPoint(x, y)) return roi;
		final Overlay overlay = image.getOverlay();
		if (overlay == null) return null;
		final int here = image.getCurrentSlice();
		for (final Roi r : overlay.toArray()) {
			final boolean shown = r.getPosition() == 0 && !r.hasHyperStackPosition() || r.getPosition() == here || r
				.hasHyperStackPosition() && (r.getZPosition() == 0 || r.getZPosition() == image.getZ());
			if (shown && r.isArea() && r.containsPoint(x, y)) return r;
		}
		return null;
	}
}
