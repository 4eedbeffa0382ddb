package org.stacksam.prompt;

import java.util.List;

/**
 * One annotator's prompts for one image.
 *
 * @param annotator name, or "" if unknown
 * @param image file name of the image they belong to, or "" if unknown
 * @param width of the image in pixels, 0 if unknown
 * @param height of the image, 0 if unknown
 * @param depth slices of the image, 0 if unknown
 * @param labels the classes; every prompt's label is the value of one of them
 * @param prompts in any order
 */
public record PromptSet(String annotator, String image, int width, int height, int depth, List<LabelClass> labels,
	List<Prompt> prompts)
{

	public PromptSet {
		labels = List.copyOf(labels);
		prompts = List.copyOf(prompts);
	}

	public PromptSet withPrompts(final List<Prompt> newPrompts) {
		return new PromptSet(annotator, image, width, height, depth, labels, newPrompts);
	}

	public PromptSet withAnnotator(final String newAnnotator) {
		return new PromptSet(newAnnotator, image, width, height, depth, labels, prompts);
	}
}
