package org.stacksam.ij.tool;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Background threads that do not keep ImageJ from quitting. */
final class Threads {

	private Threads() {}

	/** One thread that does tasks in their order. */
	static ExecutorService single(final String name) {
		return Executors.newSingleThreadExecutor(task -> {
			final Thread made = new Thread(task, name);
			made.setDaemon(true);
			return made;
		});
	}
}
