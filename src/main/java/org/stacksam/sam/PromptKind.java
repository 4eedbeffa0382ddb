package org.stacksam.sam;

import java.util.Locale;

/** Kinds of prompts that a decoder was trained for. */
public enum PromptKind {
	POINT, BOX;

	/** As manifests write it. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
