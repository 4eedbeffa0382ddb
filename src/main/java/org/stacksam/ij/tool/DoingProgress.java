package org.stacksam.ij.tool;

import java.util.concurrent.atomic.AtomicBoolean;

import org.stacksam.Progress;

/** Progress of background work in the window. */
final class DoingProgress implements Progress {

	private final Workbench bench;
	private final AtomicBoolean canceled = new AtomicBoolean();

	DoingProgress(final Workbench bench) {
		this.bench = bench;
	}

	@Override
	public void report(final long done, final long total, final String message) {
		bench.doing(message, total > 0 ? (double) done / total : -1);
	}

	@Override
	public void log(final String line) {
		// Not ImageJ's log, whose window would cover the image.
		bench.say(line);
	}

	@Override
	public boolean isCanceled() {
		return canceled.get();
	}

	void cancel() {
		canceled.set(true);
	}
}
