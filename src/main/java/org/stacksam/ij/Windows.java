package org.stacksam.ij;

import org.stacksam.InputException;
import org.stacksam.sam.Window;

/** The intensity window that the key {@code window} names. */
public final class Windows {

	private Windows() {}

	/**
	 * Reads the key.
	 *
	 * @param text "auto" (or empty), "full" or {@code lo,hi} in the image's units
	 * @return null for auto: the engine chooses it from the prompts
	 * @throws InputException for anything else
	 */
	public static Window of(final String text, final StackSelection volume) {
		return "full".equals(text.strip()) ? Window.full(ImagePlusViews.view(volume)) : parse(text);
	}

	/** Checks the key where there is no image yet. */
	public static void check(final String text) {
		if (!"full".equals(text.strip())) parse(text);
	}

	private static Window parse(final String text) {
		final String trimmed = text.strip();
		if (trimmed.isEmpty() || "auto".equals(trimmed)) return null;
		final String[] parts = trimmed.split(",", -1);
		try {
			if (parts.length == 2) {
				final double lo = Double.parseDouble(parts[0].strip()), hi = Double.parseDouble(parts[1].strip());
				if (lo < hi && Double.isFinite(lo) && Double.isFinite(hi)) return new Window(lo, hi);
			}
		}
		catch (final NumberFormatException e) {
			// told below
		}
		throw new InputException("window=" + text +
			" is none of auto, full and lo,hi (two numbers in the image's units, the lower one first, such as -150,250).");
	}
}
