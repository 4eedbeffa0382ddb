package org.stacksam.command;

import ij.IJ;

import org.scijava.log.LogService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

import org.stacksam.Progress;

/**
 * An engine's progress as a SciJava task (Fiji's task monitor with its cancel button) and in ImageJ's status bar, where
 * Esc cancels.
 */
final class TaskProgress implements Progress, AutoCloseable {

	private final Task task;
	private final LogService log;

	private TaskProgress(final Task task, final LogService log) {
		this.task = task;
		this.log = log;
	}

	static TaskProgress start(final TaskService tasks, final String name, final LogService log) {
		final Task task = tasks.createTask(name);
		IJ.resetEscape();
		task.start();
		return new TaskProgress(task, log);
	}

	@Override
	public void report(final long done, final long total, final String message) {
		if (total > 0) {
			task.setProgressMaximum(total);
			task.setProgressValue(done);
			IJ.showProgress((double) done / total);
		}
		task.setStatusMessage(message);
		IJ.showStatus(message);
	}

	@Override
	public void log(final String line) {
		log.debug(line);
		IJ.log(line);
	}

	@Override
	public boolean isCanceled() {
		return task.isCanceled() || IJ.escapePressed();
	}

	@Override
	public void close() {
		task.finish();
		IJ.showProgress(1.0);
	}
}
