package org.stacksam.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.stacksam.InputException;

/** Files in Java's temporary folder ({@code java.io.tmpdir}) that hold what is too large for the memory. */
final class TemporaryFiles {

	private static final String PREFIX = "stacksam-unpacked-";

	private TemporaryFiles() {}

	/**
	 * Makes a file.
	 *
	 * @param source what it is for, for messages
	 * @param bytes that will be written
	 * @throws InputException if there is no room for them
	 */
	static Path create(final Path source, final long bytes) throws IOException {
		final Path folder = Path.of(System.getProperty("java.io.tmpdir"));
		removeStale(folder);
		try {
			if (Files.getFileStore(folder).getUsableSpace() < bytes) throw new InputException(source + " needs " + bytes /
				1_000_000 + " MB unpacked, which the temporary folder " + folder +
				" does not have. Free space, name another folder by -Djava.io.tmpdir, or give Java more memory (-Xmx).");
			return Files.createTempFile(folder, PREFIX, ".raw");
		}
		catch (final IOException e) {
			throw new InputException(source + " is unpacked into the temporary folder " + folder +
				", which cannot be written (" + e + "). Name another one by -Djava.io.tmpdir.", e);
		}
	}

	/** Deletes a file; Windows keeps one that is mapped until the process has ended. */
	static void delete(final Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (final IOException stillMapped) {
			file.toFile().deleteOnExit();
		}
	}

	/** What a killed process, or Windows, left behind. */
	private static void removeStale(final Path folder) {
		try {
			Folders.deleteStale(folder, PREFIX);
		}
		catch (final IOException e) {
			// another process has it, or the folder cannot be listed: only room is lost
		}
	}
}
