package org.stacksam.sam;

import java.util.Map;

/** The dialects that this version speaks. */
final class DecoderDialects {

	static final Map<String, DecoderDialect> BY_NAME = Map.of("official", new OfficialDialect());

	private DecoderDialects() {}
}
