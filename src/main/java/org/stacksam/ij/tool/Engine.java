package org.stacksam.ij.tool;

import org.stacksam.Progress;
import org.stacksam.ij.SciJava;
import org.stacksam.interactive.EmbeddingQueue;
import org.stacksam.interactive.Preview;
import org.stacksam.sam.EmbeddingCache;
import org.stacksam.sam.SamModel;

/**
 * The model with what makes embeddings and previews by it; one for all images.
 *
 * @param model open
 * @param embeddings shared with the commands
 * @param queue of embeddings made ahead
 * @param preview decoder of prompts
 */
record Engine(SamModel model, EmbeddingCache embeddings, EmbeddingQueue queue, Preview preview) {

	/** Opens the default model; takes seconds, or minutes where it has to be downloaded first. */
	static Engine open(final Progress progress) {
		final ModelAccess access = SciJava.context().getService(ModelAccess.class);
		final SamModel model = access.open("", progress);
		final EmbeddingQueue queue = EmbeddingQueue.of(model, access.embeddings(), progress);
		return new Engine(model, access.embeddings(), queue, new Preview(queue, model));
	}
}
