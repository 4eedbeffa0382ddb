package org.stacksam.sam;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a family of decoder exports wants its prompts: from a prompt to tensors. Pure, so it can be tested by itself. What
 * a file does not have among its inputs is dropped afterwards.
 */
interface DecoderDialect {

	/** A tensor by value, which is converted to the type that the file declares; values are not copied. */
	record Feed(float[] values, long... shape) {}

	/**
	 * What a dialect has to know of an export.
	 *
	 * @param severalMasks whether three or four masks will be read, so that none is chosen inside the graph
	 * @param maskSide of the mask input, in cells
	 * @param origImSize see {@link DecoderSpec#origImSize()}
	 */
	record Export(boolean severalMasks, int maskSide, int origImSize) {}

	/** Kinds of prompts that it has a way to say. */
	Set<PromptKind> prompts();

	/** Names, in the family's own export, of the inputs that a file must have to take these kinds of prompts. */
	List<String> required(Set<PromptKind> prompts);

	/** Names of inputs that a file may have. */
	List<String> optional();

	/** The tensors of one prompt, by the family's own names, apart from the embedding. */
	Map<String, Feed> feeds(Placement slice, SlicePrompt prompt, Export export);
}
