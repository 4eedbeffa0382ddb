package org.stacksam.ij;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;

/** Runs a macro without a display. */
final class HeadlessImageJ {

	private HeadlessImageJ() {}

	/** Runs the macro; returns the exit status. */
	static int run(final Path macro, final String argument) {
		try {
			final String text = Files.readString(macro, StandardCharsets.UTF_8);
			PlainImageJ.install();
			return run(text, argument);
		}
		catch (final IOException e) {
			System.err.println("Cannot read the macro " + macro + " (" + e + "). Give the path of a text file in UTF-8.");
			return 1;
		}
	}

	private static int run(final String text, final String argument) {
		final Interpreter interpreter = new Interpreter();
		IJ.getErrorMessage(); // forgets one from before
		try {
			interpreter.run(text, argument);
		}
		catch (final RuntimeException e) {
			// Macro.MACRO_CANCELED is how exit() ends, and how errors end that the interpreter has already printed.
			if (!Macro.MACRO_CANCELED.equals(e.getMessage())) {
				System.err.println(MacroErrors.message(e) + " in line " + interpreter.getLineNumber());
				return 1;
			}
		}
		if (interpreter.getErrorMessage() != null) return 1;
		final String missed = IJ.getErrorMessage();
		if (missed == null) return 0;
		System.err.println("An ImageJ command failed: " + missed);
		return 1;
	}
}
