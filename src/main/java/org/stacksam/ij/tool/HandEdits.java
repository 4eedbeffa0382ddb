package org.stacksam.ij.tool;

import java.awt.AWTEvent;
import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;

import javax.swing.Timer;

/**
 * Notices when the user has painted on a label image: some time after the last change, and not while a mouse button is
 * down, so that a stroke is one step of undo.
 */
final class HandEdits {

	private static final int QUIET_MS = 250;

	private final ImageWork.Host host;
	private final Timer timer;
	private ImageWork work;
	private int slice;
	private boolean buttonDown;

	HandEdits(final ImageWork.Host host) {
		this.host = host;
		timer = new Timer(QUIET_MS, e -> look());
		timer.setRepeats(false);
		Toolkit.getDefaultToolkit().addAWTEventListener(e -> buttonDown = (((MouseEvent) e).getModifiersEx() &
			(InputEvent.BUTTON1_DOWN_MASK | InputEvent.BUTTON3_DOWN_MASK)) != 0, AWTEvent.MOUSE_EVENT_MASK);
	}

	/** A label image was drawn anew, perhaps because the user painted. */
	void updated(final ImageWork owner, final int at) {
		if (timer.isRunning() && (work != owner || slice != at)) look();
		work = owner;
		slice = at;
		timer.restart();
	}

	private void look() {
		if (buttonDown) {
			timer.restart();
			return;
		}
		final ImageWork edited = work;
		final int at = slice;
		if (!edited.isClosed()) host.work(() -> edited.session().noticeEdits(at));
	}
}
