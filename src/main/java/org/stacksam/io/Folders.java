package org.stacksam.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes folders and files that StackSAM itself has made. */
public final class Folders {

	/** What is older belongs to no process that still runs. */
	private static final Duration STALE = Duration.ofDays(1);

	private Folders() {}

	/**
	 * Deletes a folder with all that is in it; a symbolic link goes, not what it points to.
	 *
	 * @throws IOException if something cannot be deleted, or the folder does not exist
	 */
	public static void delete(final Path folder) throws IOException {
		final List<Path> all;
		try (Stream<Path> tree = Files.walk(folder)) {
			all = tree.sorted(Comparator.reverseOrder()).toList();
		}
		for (final Path path : all)
			Files.deleteIfExists(path);
	}

	/**
	 * Deletes what killed processes have left in a folder: what has not been changed for a day.
	 *
	 * @param prefix that their names begin with
	 */
	public static void deleteStale(final Path folder, final String prefix) throws IOException {
		final Instant limit = Instant.now().minus(STALE);
		final List<Path> stale = new ArrayList<>();
		try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, prefix + "*")) {
			for (final Path child : children)
				if (Files.getLastModifiedTime(child).toInstant().isBefore(limit)) stale.add(child);
		}
		for (final Path child : stale)
			delete(child);
	}
}
