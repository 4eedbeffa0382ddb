package org.stacksam.nnunet;

import org.stacksam.Progress;

/** Stops and logs with its parent, but leaves the bar alone: a dataset counts cases, not the slices of each. */
record QuietProgress(Progress parent) implements Progress {

	@Override
	public void log(final String line) {
		parent.log(line);
	}

	@Override
	public boolean isCanceled() {
		return parent.isCanceled();
	}
}
