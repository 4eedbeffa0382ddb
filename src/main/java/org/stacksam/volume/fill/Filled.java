package org.stacksam.volume.fill;

import java.util.List;

import org.stacksam.volume.SegmentedPrompt;

/**
 * What a filling adds.
 *
 * @param prompts new ones only, by slice; never of an object and slice that was given
 * @param notes for the user, slices counted from 1
 */
public record Filled(List<SegmentedPrompt> prompts, List<String> notes) {

	public Filled {
		prompts = List.copyOf(prompts);
		notes = List.copyOf(notes);
	}
}
