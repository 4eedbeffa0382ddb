package org.stacksam.ij.tool;

import java.awt.event.InputEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.function.Consumer;

import javax.swing.SwingUtilities;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Toolbar;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.PointPrompt;

/**
 * Reads the mouse on one canvas while the tool is chosen. It listens to the canvas beside ImageJ, because ImageJ gives
 * right clicks to its popup menu and some Alt-clicks to its overlay before a tool hears of them. Panning by the space
 * bar, zooming and the wheel stay ImageJ's.
 */
final class CanvasGestures extends MouseAdapter {

	/** The hand trembles so many screen pixels in a click. */
	private static final int CLICK_REACH = 3;

	/** What the mouse says; coordinates are pixel edges of the image. */
	sealed interface Gesture {}

	/** A click. */
	record Click(PointPrompt point, boolean newObject) implements Gesture {}

	/** A box being drawn; {@code done} when the button is released. Null: given up. */
	record Drag(Box box, boolean newObject, boolean done) implements Gesture {}

	/** The selection or label there is wanted as a prompt. */
	record Take(double x, double y) implements Gesture {}

	/** The image's selection is wanted as a prompt. */
	record TakeSelection() implements Gesture {}

	/** The mouse rests there, or has left (NaN). */
	record Hover(double x, double y) implements Gesture {}

	private final ImagePlus image;
	private final ImageCanvas canvas;
	private final Consumer<Gesture> receiver;
	private MouseEvent pressed;
	private boolean dragging;

	private CanvasGestures(final ImagePlus image, final Consumer<Gesture> receiver) {
		this.image = image;
		this.canvas = image.getCanvas();
		this.receiver = receiver;
	}

	/** Listens to an image's canvas from now on. */
	static CanvasGestures on(final ImagePlus image, final Consumer<Gesture> receiver) {
		final CanvasGestures gestures = new CanvasGestures(image, receiver);
		gestures.canvas.addMouseListener(gestures);
		gestures.canvas.addMouseMotionListener(gestures);
		gestures.toolChanged();
		return gestures;
	}

	void remove() {
		canvas.removeMouseListener(this);
		canvas.removeMouseMotionListener(this);
		canvas.disablePopupMenu(false);
	}

	/** The popup menu is off while a right click means background. */
	void toolChanged() {
		canvas.disablePopupMenu(isChosen());
		if (!isChosen()) giveUp();
	}

	ImageCanvas canvas() {
		return canvas;
	}

	/** Whether the tool is the current one. */
	static boolean isChosen() {
		return Toolbar.getPlugInTool() instanceof SamPromptTool;
	}

	@Override
	public void mousePressed(final MouseEvent e) {
		if (!isChosen() || IJ.spaceBarDown() || image.getCanvas() != canvas) return;
		if (e.getButton() != MouseEvent.BUTTON1 && e.getButton() != MouseEvent.BUTTON3) return;
		pressed = e;
		dragging = false;
	}

	@Override
	public void mouseDragged(final MouseEvent e) {
		if (pressed == null || SwingUtilities.isRightMouseButton(pressed)) return;
		if (!dragging && Math.abs(e.getX() - pressed.getX()) <= CLICK_REACH && Math.abs(e.getY() - pressed
			.getY()) <= CLICK_REACH) return;
		dragging = true;
		receiver.accept(new Drag(box(e), pressed.isShiftDown(), false));
	}

	@Override
	public void mouseReleased(final MouseEvent e) {
		final MouseEvent start = pressed;
		pressed = null;
		if (start == null || e.getButton() != start.getButton()) return;
		final double x = canvas.offScreenXD(start.getX()), y = canvas.offScreenYD(start.getY());
		if (dragging) {
			pressed = start;
			final Box box = box(e);
			pressed = null;
			receiver.accept(new Drag(box.area() > 0 ? box : null, start.isShiftDown(), true));
		}
		else if (!isInside(x, y)) return;
		else if (isBackground(start)) receiver.accept(new Click(new PointPrompt(x, y, false), false));
		else if (takes(start)) receiver.accept(new Take(x, y));
		else receiver.accept(new Click(new PointPrompt(x, y, true), start.isShiftDown()));
		dragging = false;
	}

	@Override
	public void mouseMoved(final MouseEvent e) {
		if (!isChosen()) return;
		final double x = canvas.offScreenXD(e.getX()), y = canvas.offScreenYD(e.getY());
		receiver.accept(isInside(x, y) ? new Hover(x, y) : new Hover(Double.NaN, Double.NaN));
	}

	@Override
	public void mouseExited(final MouseEvent e) {
		receiver.accept(new Hover(Double.NaN, Double.NaN));
	}

	private void giveUp() {
		if (dragging) receiver.accept(new Drag(null, false, true));
		pressed = null;
		dragging = false;
	}

	/** A Mac's Ctrl-click is a right click. */
	private static boolean isBackground(final MouseEvent e) {
		return e.getButton() == MouseEvent.BUTTON3 || e.isAltDown() || IJ.isMacOSX() && e.isControlDown();
	}

	private static boolean takes(final MouseEvent e) {
		return (e.getModifiersEx() & (IJ.isMacOSX() ? InputEvent.META_DOWN_MASK : InputEvent.CTRL_DOWN_MASK)) != 0;
	}

	private Box box(final MouseEvent e) {
		return Box.ordered(canvas.offScreenXD(pressed.getX()), canvas.offScreenYD(pressed.getY()), canvas.offScreenXD(e
			.getX()), canvas.offScreenYD(e.getY())).clip(image.getWidth(), image.getHeight());
	}

	private boolean isInside(final double x, final double y) {
		return x >= 0 && y >= 0 && x < image.getWidth() && y < image.getHeight();
	}
}
