package org.stacksam.ij.tool;

import java.awt.Component;
import java.awt.KeyEventDispatcher;
import java.awt.event.KeyEvent;
import java.util.function.Predicate;

import ij.IJ;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;

/**
 * The keys of the tool, caught before ImageJ sees them: only while the tool is chosen and an image has the focus, and
 * only those that mean something just then. All others remain ImageJ's.
 */
final class ToolKeys implements KeyEventDispatcher {

	/** What a key asks for. */
	enum Key {
		ACCEPT, DROP, REMOVE_LAST, UNDO, REDO, CLASS
	}

	/**
	 * A key.
	 *
	 * @param digit 1..9 of {@code CLASS}, else 0
	 */
	record Stroke(Key key, int digit) {}

	private final Predicate<Stroke> receiver;
	private boolean swallowTyped;

	/**
	 * @param receiver does it and says whether it meant anything; if not, ImageJ gets the key
	 */
	ToolKeys(final Predicate<Stroke> receiver) {
		this.receiver = receiver;
	}

	@Override
	public boolean dispatchKeyEvent(final KeyEvent e) {
		if (e.getID() == KeyEvent.KEY_TYPED) return swallowTyped;
		if (e.getID() != KeyEvent.KEY_PRESSED) {
			swallowTyped = false;
			return false;
		}
		swallowTyped = false;
		if (!CanvasGestures.isChosen() || !isOnImage(e.getComponent())) return false;
		final Stroke stroke = stroke(e);
		if (stroke == null) return false;
		swallowTyped = receiver.test(stroke);
		return swallowTyped;
	}

	private static boolean isOnImage(final Component component) {
		return component instanceof ImageCanvas || component instanceof ImageWindow;
	}

	private static Stroke stroke(final KeyEvent e) {
		final boolean command = IJ.isMacOSX() ? e.isMetaDown() : e.isControlDown();
		final int code = e.getKeyCode();
		if (command && !e.isAltDown()) {
			if (code == KeyEvent.VK_Z) return new Stroke(e.isShiftDown() ? Key.REDO : Key.UNDO, 0);
			if (code == KeyEvent.VK_Y && !e.isShiftDown()) return new Stroke(Key.REDO, 0);
			return null;
		}
		if (e.isControlDown() || e.isMetaDown() || e.isAltDown()) return null;
		if (code == KeyEvent.VK_ENTER) return new Stroke(Key.ACCEPT, 0);
		if (code == KeyEvent.VK_ESCAPE) return new Stroke(Key.DROP, 0);
		if (code == KeyEvent.VK_BACK_SPACE) return new Stroke(Key.REMOVE_LAST, 0);
		// Those of the number pad scroll through ImageJ's stacks.
		if (code >= KeyEvent.VK_1 && code <= KeyEvent.VK_9 && !e.isShiftDown()) return new Stroke(Key.CLASS, code -
			KeyEvent.VK_0);
		return null;
	}
}
