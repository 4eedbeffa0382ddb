package org.stacksam.sam;

import java.util.Map;

/** The dialects that this version speaks. */
final class DecoderDialects {

	static final String OFFICIAL = "official", HUGGING_FACE = "huggingface", BOX = "box";

	static final Map<String, DecoderDialect> BY_NAME = Map.of(OFFICIAL, new OfficialDialect(), HUGGING_FACE,
		new HuggingFaceDialect(), BOX, new BoxDialect());

	/** The input of most exports that takes the embedding. */
	static final String EMBEDDING = "image_embeddings";

	private DecoderDialects() {}
}
