package org.stacksam.prompt;

import java.util.List;

/**
 * Prompts from a file, and what the user should know of the reading.
 *
 * @param prompts what was read
 * @param notes what was dropped or changed, a line each; empty if nothing was
 */
public record ReadPrompts(PromptSet prompts, List<String> notes) {

	public ReadPrompts {
		notes = List.copyOf(notes);
	}
}
