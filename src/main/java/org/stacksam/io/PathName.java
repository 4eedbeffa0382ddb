package org.stacksam.io;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.stacksam.InputException;

/** Paths from texts that people wrote. */
public final class PathName {

	private PathName() {}

	/**
	 * A path.
	 *
	 * @param what the key or property that holds it, for the message
	 * @throws InputException if this system has no such path, or Java cannot name it: in the POSIX locale it knows only
	 *           ASCII, and would look for another name
	 */
	public static Path of(final String what, final String text) {
		try {
			return Path.of(text);
		}
		catch (final InvalidPathException e) {
			throw new InputException(what + "=" + text + " is no path on this system: " + e.getReason() + ". Where other letters than " + System
				.getProperty("sun.jnu.encoding") + " has are the reason, start Java with -Dsun.jnu.encoding=UTF-8, or in a UTF-8 locale such as LC_ALL=C.UTF-8.",
				e);
		}
	}
}
