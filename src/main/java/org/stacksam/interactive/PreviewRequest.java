package org.stacksam.interactive;

import org.stacksam.prompt.Prompt;

/**
 * What a preview is wanted of.
 *
 * @param planes slices of the volume as the model sees them
 * @param prompt box, points and mask on its slice, in pixels as stored
 * @param hover whether it is only the cursor that hovers: a request for a prompt goes before it
 */
public record PreviewRequest(ModelPlanes planes, Prompt prompt, boolean hover) {

	/** 0-based. */
	public int slice() {
		return prompt.slice();
	}
}
