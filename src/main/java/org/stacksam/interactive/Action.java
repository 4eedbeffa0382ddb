package org.stacksam.interactive;

/**
 * Something a user does to a session: made by {@link PromptActions}, {@link ObjectActions} and {@link ClassActions},
 * done by {@link Session#apply}.
 *
 * @param name for the menu, as in "Undo add point"
 * @param recorded whether undo takes it back; choosing an object or a class is not
 * @param body changes the working copy; may run twice, so it depends on nothing else
 */
public record Action(String name, boolean recorded, Body body) {

	/** What is done. */
	@FunctionalInterface
	public interface Body {

		/** @throws org.stacksam.InputException if it cannot be done; then nothing changes */
		void run(Edit edit);
	}

	static Action of(final String name, final Body body) {
		return new Action(name, true, body);
	}

	static Action choice(final String name, final Body body) {
		return new Action(name, false, body);
	}
}
