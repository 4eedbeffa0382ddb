package org.stacksam;

import java.util.concurrent.CancellationException;

/**
 * What an engine tells its caller while it works, and how the caller stops it. The engines know only this
 * interface; the commands map it to SciJava tasks, the tests to nothing. Implementations must be thread-safe.
 */
public interface Progress {

	/** Ignores every report and never cancels. */
	Progress NONE = new Progress() {};

	/**
	 * Reports how far the work is.
	 *
	 * @param done units done so far, 0..total
	 * @param total units in all; 0 if unknown
	 * @param message what is being done, for a status bar
	 */
	default void report(final long done, final long total, final String message) {}

	/** A line for the log that the user should be able to find later, such as a warning. */
	default void log(final String line) {}

	/** Whether the user asked to stop. */
	default boolean isCanceled() {
		return false;
	}

	/** Throws {@link CancellationException} if the user asked to stop; call it once a slice or object. */
	default void check() {
		if (isCanceled()) throw new CancellationException("Canceled by the user.");
	}
}
