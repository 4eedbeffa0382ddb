package org.stacksam.ij.tool;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;

import org.stacksam.ij.GlasbeyLut;
import org.stacksam.ij.PromptRois;
import org.stacksam.interactive.SessionClass;
import org.stacksam.interactive.SessionObject;
import org.stacksam.interactive.SessionState;
import org.stacksam.interactive.SliceMask;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;

/**
 * Draws masks and prompts over an image. They are given to the canvas only, as ImageJ's "Show All" does, so neither
 * pixels nor the user's overlay are touched and nothing of it is saved. What the ROI Manager shows there goes on being
 * shown.
 */
final class MaskOverlay {

	private static final int FILL = 0x60, CARRIED_FILL = 0x38, PREVIEW_FILL = 0x80;
	private static final BasicStroke DASHED = new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10,
		new float[] { 5, 4 }, 0);
	private static final int POINT_SIZE = 3;

	private final ImagePlus image;
	/** Outlines of the masks that were drawn last, since tracing them again for each click would cost time. */
	private Map<MaskPrompt, Roi> outlines = new IdentityHashMap<>();
	private Overlay ours, foreign;
	private Boolean labelsOfUser;

	MaskOverlay(final ImagePlus image) {
		this.image = image;
	}

	/**
	 * What is drawn.
	 *
	 * @param slice 0-based
	 * @param preview of the current object, or null
	 * @param dragged box that the mouse is drawing, or null
	 */
	record Scene(SessionState state, int slice, MaskPrompt preview, Box dragged, boolean masks) {}

	/** Draws a scene in place of the last one. */
	void draw(final Scene scene) {
		final ImageCanvas canvas = image.getCanvas();
		if (canvas == null) return;
		rebase(canvas);
		final Overlay next = new Overlay();
		if (foreign != null) for (final Roi roi : foreign.toArray()) next.add(roi);
		final Map<MaskPrompt, Roi> traced = new IdentityHashMap<>();
		if (scene.masks()) scene.state().objects().values().forEach(o -> addMask(next, scene, o, traced));
		final Color color = color(scene.state(), scene.state().currentClass());
		if (scene.preview() != null) {
			add(next, scene.preview(), color, PREVIEW_FILL, new BasicStroke(2), traced);
		}
		scene.state().currentPrompt(scene.slice()).ifPresent(p -> addPrompt(next, p, color));
		if (scene.dragged() != null) addBox(next, scene.dragged(), Color.white);
		outlines = traced;
		next.selectable(false);
		show(canvas, next);
	}

	/** Removes all that was drawn. */
	void clear() {
		final ImageCanvas canvas = image.getCanvas();
		if (canvas == null || ours == null) return;
		rebase(canvas);
		canvas.setShowAllList(foreign);
		ours = null;
		restoreUserLabels();
		canvas.repaint();
	}

	/** Whether the ROI Manager has exchanged what the canvas shows since. */
	boolean displaced() {
		return ours != null && image.getCanvas() != null && image.getCanvas().getShowAllList() != ours;
	}

	private void rebase(final ImageCanvas canvas) {
		final Overlay there = canvas.getShowAllList();
		if (there != ours) foreign = there;
	}

	private void show(final ImageCanvas canvas, final Overlay next) {
		if (next.size() == 0) {
			clear();
			return;
		}
		// While a canvas has such a list, ImageJ switches the labels of the user's overlay off.
		if (labelsOfUser == null && image.getOverlay() != null) labelsOfUser = image.getOverlay().getDrawLabels();
		ours = next;
		canvas.setShowAllList(next);
		canvas.repaint();
	}

	private void restoreUserLabels() {
		if (labelsOfUser != null && image.getOverlay() != null) image.getOverlay().drawLabels(labelsOfUser);
		labelsOfUser = null;
	}

	private void addMask(final Overlay overlay, final Scene scene, final SessionObject object,
		final Map<MaskPrompt, Roi> traced)
	{
		final SliceMask mask = object.masks().get(scene.slice());
		if (mask == null || !scene.state().classOf(object.label()).map(SessionClass::visible).orElse(true)) return;
		// The preview takes its place.
		if (scene.preview() != null && object.number() == scene.state().currentObject()) return;
		add(overlay, mask.mask(), color(scene.state(), object.label()), mask.given() ? FILL : CARRIED_FILL, mask.given()
			? new BasicStroke(1.5f) : DASHED, traced);
	}

	private void add(final Overlay overlay, final MaskPrompt mask, final Color color, final int alpha,
		final BasicStroke stroke, final Map<MaskPrompt, Roi> traced)
	{
		final Roi outline = traced.computeIfAbsent(mask, m -> outlines.containsKey(m) ? outlines.get(m) : PromptRois
			.outline(m));
		if (outline == null) return;
		final Roi fill = (Roi) outline.clone();
		fill.setFillColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha));
		overlay.add(fill);
		final Roi line = (Roi) outline.clone();
		line.setStrokeColor(color);
		line.setStroke(stroke);
		overlay.add(line);
	}

	private static void addPrompt(final Overlay overlay, final Prompt prompt, final Color color) {
		if (prompt.box() != null) addBox(overlay, prompt.box(), color);
		for (final PointPrompt p : prompt.points()) {
			final PointRoi roi = new PointRoi(p.x(), p.y());
			// Told apart by shape too, not by colour alone.
			roi.setPointType(p.positive() ? PointRoi.DOT : PointRoi.CROSSHAIR);
			roi.setStrokeColor(p.positive() ? Color.green : Color.red);
			roi.setSize(POINT_SIZE);
			overlay.add(roi);
		}
	}

	private static void addBox(final Overlay overlay, final Box box, final Color color) {
		final Roi roi = new Roi(box.x0(), box.y0(), box.width(), box.height());
		roi.setStrokeColor(color);
		roi.setStroke(DASHED);
		overlay.add(roi);
	}

	private static Color color(final SessionState state, final int label) {
		return state.classOf(label).map(c -> new Color(GlasbeyLut.color(c.label()))).orElse(Color.yellow);
	}

	/** What is drawn now, for tests and for looking. */
	List<Roi> drawn() {
		return ours == null ? List.of() : List.of(ours.toArray()).stream().filter(r -> foreign == null || !foreign.contains(
			r)).toList();
	}
}
