package org.stacksam.ij;

import java.nio.file.Path;
import java.util.function.Supplier;

import org.stacksam.InputException;

import ij.ImagePlus;

/** Calls ImageJ's own readers, which trust what they read: damaged files show as any exception. */
final class ImageJReader {

	private ImageJReader() {}

	/**
	 * Opens a file.
	 *
	 * @return null if ImageJ says so
	 * @throws InputException if ImageJ fails, or has not enough memory
	 */
	static ImagePlus open(final Path file, final Supplier<ImagePlus> reader) {
		try {
			return reader.get();
		}
		catch (final RuntimeException e) {
			throw new InputException("ImageJ cannot open " + file + ", which may be damaged (" + e + "). Copy it or save it again.",
				e);
		}
		catch (final OutOfMemoryError e) {
			throw new InputException("ImageJ cannot open " + file +
				": it needs more memory than Java may use, or is damaged. Give Java more (-Xmx), or crop the image.", e);
		}
	}
}
