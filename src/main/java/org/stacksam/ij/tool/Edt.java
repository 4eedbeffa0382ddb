package org.stacksam.ij.tool;

import javax.swing.SwingUtilities;

/** The event thread. */
final class Edt {

	private Edt() {}

	/** Runs there: at once if this is it, else later. */
	static void run(final Runnable task) {
		if (SwingUtilities.isEventDispatchThread()) task.run();
		else SwingUtilities.invokeLater(task);
	}

	/** Runs there after what is waiting. */
	static void later(final Runnable task) {
		SwingUtilities.invokeLater(task);
	}
}
