package org.stacksam.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.stacksam.InputException;

/**
 * Writes files so that nothing half-written ever has the final name: into a temporary file beside it, then moved.
 */
public final class OutputFile {

	private OutputFile() {}

	/** What writes the content to the path it is given. */
	@FunctionalInterface
	public interface Writer {

		void write(Path temporary) throws IOException;
	}

	/**
	 * Checks before any work that a file could be written: its folder exists and is writable, and nothing is there
	 * already unless it may be overwritten.
	 *
	 * @throws InputException naming the path and the remedy
	 */
	public static void check(final Path target, final boolean overwrite) {
		final Path folder = target.toAbsolutePath().getParent();
		if (folder == null || !Files.isDirectory(folder)) throw new InputException("Cannot write " + target +
			": the folder " + folder + " does not exist. Create it or choose another path.");
		if (!Files.isWritable(folder)) throw new InputException("Cannot write " + target + ": the folder " + folder +
			" is read-only. Choose another path.");
		if (Files.isDirectory(target)) throw new InputException("Cannot write " + target +
			": it is a folder. Give the path of a file.");
		if (!overwrite && Files.exists(target)) throw new InputException("Cannot write " + target +
			": the file exists. Choose another path, or say overwrite=true.");
	}

	/**
	 * Writes a file through a temporary one of the same ending in the same folder; if writing fails, the temporary file
	 * is removed and an existing target stays as it was.
	 *
	 * @throws IOException if writing or moving fails
	 */
	public static void write(final Path target, final boolean overwrite, final Writer writer) throws IOException {
		check(target, overwrite);
		final String name = target.getFileName().toString();
		final Path temporary = Files.createTempFile(target.toAbsolutePath().getParent(), ".stacksam-", "-" + name);
		try {
			writer.write(temporary);
			moveInto(temporary, target);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	/** Moves a finished file or folder to its final name, atomically where the file system can. */
	public static void moveInto(final Path finished, final Path target) throws IOException {
		try {
			Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (final java.nio.file.AtomicMoveNotSupportedException e) {
			Files.move(finished, target, StandardCopyOption.REPLACE_EXISTING);
		}
	}
}
