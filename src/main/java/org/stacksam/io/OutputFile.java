package org.stacksam.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.stacksam.InputException;

/**
 * Writes files so that nothing half-written ever has the final name: into a temporary file beside it, then moved.
 */
public final class OutputFile {

	private static final String PREFIX = ".stacksam-";

	/** Older temporary files belong to no process that still writes. */
	private static final Duration STALE = Duration.ofDays(1);

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
	 * @throws InputException if the target must not or cannot be written
	 * @throws IOException if writing or moving fails
	 */
	public static void write(final Path target, final boolean overwrite, final Writer writer) throws IOException {
		check(target, overwrite);
		final Path folder = target.toAbsolutePath().getParent();
		final String name = target.getFileName().toString();
		removeStale(folder, name);
		final Path temporary = createTemporary(folder, name);
		try {
			writer.write(temporary);
			moveInto(temporary, target);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	/** Writes a text as UTF-8, as {@link #write} does. */
	public static void writeText(final Path target, final boolean overwrite, final CharSequence text)
		throws IOException
	{
		write(target, overwrite, temporary -> Files.writeString(temporary, text, StandardCharsets.UTF_8));
	}

	// Files.createTempFile would make it readable by its owner only; the result should have normal permissions.
	private static Path createTemporary(final Path folder, final String name) throws IOException {
		final Path temporary = folder.resolve(PREFIX + UUID.randomUUID().toString().substring(0, 8) + "-" + tail(name));
		try {
			return Files.createFile(temporary);
		}
		catch (final FileSystemException e) {
			throw new InputException("Cannot write into the folder " + folder + " (" + e.getClass().getSimpleName() + ": " + e
				.getReason() + "). Check its permissions and free space, or choose another path.", e);
		}
	}

	// A killed process leaves its temporary file behind; the next one that writes the same file clears it up.
	private static void removeStale(final Path folder, final String name) throws IOException {
		final Instant limit = Instant.now().minus(STALE), future = Instant.now().plus(STALE);
		final List<Path> stale = new ArrayList<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> {
			final String other = file.getFileName().toString();
			return other.startsWith(PREFIX) && other.endsWith("-" + tail(name));
		})) {
			for (final Path file : files)
				if (isOutside(Files.getLastModifiedTime(file).toInstant(), limit, future)) stale.add(file);
		}
		catch (final NoSuchFileException e) {
			return; // another process has just finished with its own
		}
		for (final Path file : stale)
			Files.deleteIfExists(file);
	}

	// A time to come was noted before the clock was set back.
	private static boolean isOutside(final Instant time, final Instant from, final Instant to) {
		return time.isBefore(from) || time.isAfter(to);
	}

	// Keeps the ending, and keeps the temporary name within the 255 bytes of most file systems.
	private static String tail(final String name) {
		final int start = name.offsetByCodePoints(name.length(), -Math.min(50, name.codePointCount(0, name.length())));
		return name.substring(start);
	}

	/** Moves a finished file or folder to its final name, atomically where the file system can. */
	public static void moveInto(final Path finished, final Path target) throws IOException {
		try {
			Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (final AtomicMoveNotSupportedException e) {
			Files.move(finished, target, StandardCopyOption.REPLACE_EXISTING);
		}
	}
}
