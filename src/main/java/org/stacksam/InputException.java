package org.stacksam;

import java.util.List;

/**
 * Input that cannot be worked with: the message names the thing (file, key, value) and the remedy, and is meant for
 * the user as it stands. Thrown before any work is done.
 */
public class InputException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	public InputException(final String message) {
		super(message);
	}

	public InputException(final String message, final Throwable cause) {
		super(message, cause);
	}

	/**
	 * All problems in one message, a line each.
	 *
	 * @param summary what could not be done, such as "Dataset not written"
	 * @param problems at least one
	 */
	public static InputException of(final String summary, final List<String> problems) {
		if (problems.size() == 1) return new InputException(summary + ": " + problems.get(0));
		return new InputException(summary + ", " + problems.size() + " problems:\n- " + String.join("\n- ", problems));
	}
}
