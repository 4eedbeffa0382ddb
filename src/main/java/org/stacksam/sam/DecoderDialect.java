package org.stacksam.sam;

import java.util.List;
import java.util.Map;

/** How a family of decoder exports wants its prompts: from a prompt to tensors. Pure, so it can be tested by itself. */
interface DecoderDialect {

	/** A tensor of float32 by value; values are not copied. */
	record Feed(float[] values, long... shape) {}

	/** Names of the inputs in the family's own export. */
	List<String> inputs();

	/**
	 * The tensors of one prompt, by the family's own names, apart from the embedding.
	 *
	 * @param fourMasks whether all four masks will be read, so that none is chosen inside the graph
	 */
	Map<String, Feed> feeds(Placement slice, SlicePrompt prompt, boolean fourMasks);

	/** Name of the input that takes the embedding. */
	String embeddingInput();
}
