package org.stacksam.ij;

import java.io.UncheckedIOException;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;

import org.stacksam.InputException;

/** How a command's failure reaches the macro that called it. */
public final class MacroErrors {

	private MacroErrors() {}

	/**
	 * Stops the running macro with a message, as {@code IJ.error} does for ImageJ's own commands. Without this a macro
	 * goes on after a failed command: ImageJ's Executer logs exceptions and returns, in Fiji as well.
	 *
	 * @return whether a macro was running, and the message was therefore shown
	 */
	public static boolean stopMacro(final String message) {
		final Interpreter macro = Interpreter.getInstance();
		if (macro == null) return false;
		try {
			macro.abort(message);
		}
		catch (final RuntimeException e) {
			// The interpreter always ends so; the caller throws the exception that tells more.
			if (!Macro.MACRO_CANCELED.equals(e.getMessage())) throw e;
		}
		return true;
	}

	/** What to tell the user of a failure: the message alone if it was written for users. */
	public static String message(final Throwable failure) {
		if (failure instanceof OutOfMemoryError) return "Out of memory (" + failure.getMessage() + "): " + IJ.freeMemory() +
			". Give Java more memory by -Xmx, or in Fiji by Edit > Options > Memory & Threads.";
		if (failure instanceof InputException) return failure.getMessage();
		if (failure instanceof UncheckedIOException) return message(failure.getCause());
		final String text = failure.getMessage();
		return failure.getClass().getSimpleName() + (text == null ? "" : ": " + text);
	}
}
