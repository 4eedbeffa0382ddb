package org.stacksam.nnunet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

import org.stacksam.InputException;
import org.stacksam.io.Folders;
import org.stacksam.io.OutputFile;

/**
 * The hidden folder in nnUNet_raw in which a dataset grows: nnU-Net looks only at folders called Dataset…, so a
 * dataset that was not finished is never taken for one. It remembers which cases are complete, so that the same export
 * started again goes on.
 */
final class Staging implements AutoCloseable {

	/** Of what is complete: one for the whole export, one for each part that has been written by itself. */
	private static final String LOG = "stacksam_export", LOG_ENDING = ".jsonl";

	private static final Gson GSON = new Gson();

	private final Path folder;
	private final Path target;
	private final int part;
	private final Path lockFile;
	private final FileChannel lockChannel;
	private final Map<String, Done> done = new HashMap<>();

	/** A case that is complete: what it was made from, and what was counted. */
	record Done(String id, String stamp, SetAside setAside) {}

	private record Settings(String settings) {}

	/**
	 * Opens or begins a dataset.
	 *
	 * @param settings of the export; a folder left by an export with other settings is begun anew
	 * @throws InputException if another process writes the same dataset
	 */
	Staging(final Path raw, final String name, final String settings) throws IOException {
		this(raw, name, settings, 0);
	}

	/**
	 * Opens or begins a dataset for a part of its cases, while other processes write other parts.
	 *
	 * @param part 1-based; 0 = the whole, and no other process at a time
	 * @throws InputException if another process writes the whole or this part, or a part was begun with other settings
	 */
	Staging(final Path raw, final String name, final String settings, final int part) throws IOException {
		this.part = part;
		folder = raw.resolve(".stacksam-" + name);
		target = raw.resolve(name);
		lockFile = raw.resolve(".stacksam-" + name + ".lock");
		lockChannel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		try {
			lock();
			if (part == 0) restoreOld();
			if (Files.isDirectory(folder) && !readLogs(settings)) {
				if (part > 0) throw new InputException(folder + " holds an unfinished export with other settings. Finish or repeat " +
					"that, or remove the folder.");
				Folders.delete(folder);
			}
			Files.createDirectories(folder);
			writeLog(settings);
		}
		catch (final IOException | RuntimeException e) {
			lockChannel.close();
			throw e;
		}
	}

	private void lock() throws IOException {
		FileLock lock = null;
		try {
			// parts lock a byte each, the whole locks all
			lock = part == 0 ? lockChannel.tryLock() : lockChannel.tryLock(part, 1, false);
		}
		catch (final OverlappingFileLockException e) {
			// held by this very process; said below
		}
		if (lock == null) throw new InputException(target + " is being written by another run (" + lockFile +
			"). Wait until it has finished.");
	}

	/** The case as it was completed before, or null if it must be written. */
	Done done(final String id, final String stamp, final List<String> files) {
		final Done before = done.get(id);
		final boolean complete = before != null && before.stamp.equals(stamp) && files.stream().allMatch(f -> Files.exists(
			folder.resolve(f)));
		return complete ? before : null;
	}

	/** A file of the dataset, by its path in it; makes its folder. */
	Path file(final String path) throws IOException {
		final Path file = folder.resolve(path);
		Files.createDirectories(file.getParent());
		return file;
	}

	/** Notes that all files of a case are there. */
	void complete(final Done finished) throws IOException {
		done.put(finished.id, finished);
		Files.writeString(log(), GSON.toJson(finished) + "\n", StandardCharsets.UTF_8,
			StandardOpenOption.APPEND);
	}

	/**
	 * Gives the folder its final name, replacing a dataset of that name.
	 *
	 * @param files all that belong to the dataset; others, left by a process that was killed, are removed
	 */
	Path finish(final List<String> files) throws IOException {
		final Set<Path> keep = files.stream().map(folder::resolve).collect(Collectors.toSet());
		final List<Path> present;
		try (Stream<Path> walk = Files.walk(folder)) {
			present = walk.filter(Files::isRegularFile).toList();
		}
		for (final Path file : present)
			if (!keep.contains(file)) Files.delete(file);
		if (Files.exists(target)) {
			OutputFile.moveInto(target, old());
			OutputFile.moveInto(folder, target);
			Folders.delete(old());
		}
		else OutputFile.moveInto(folder, target);
		return target;
	}

	private Path old() {
		return target.resolveSibling(".stacksam-old-" + target.getFileName());
	}

	// A process killed between the two moves of finish() has left the old dataset under its aside name.
	private void restoreOld() throws IOException {
		if (!Files.exists(old())) return;
		if (Files.exists(target)) Folders.delete(old());
		else OutputFile.moveInto(old(), target);
	}

	private Path log() {
		return folder.resolve(LOG + (part == 0 ? "" : "-" + part) + LOG_ENDING);
	}

	/** Whether the folder is of an export with these settings, whose complete cases are known then. */
	private boolean readLogs(final String settings) throws IOException {
		final List<Path> logs;
		try (Stream<Path> files = Files.list(folder)) {
			logs = files.filter(f -> f.getFileName().toString().startsWith(LOG) && f.toString().endsWith(LOG_ENDING)).toList();
		}
		for (final Path log : logs)
			if (!readLog(log, settings)) return false;
		return !logs.isEmpty();
	}

	// The last line may be cut off by a kill: that case counts as not written.
	private boolean readLog(final Path log, final String settings) throws IOException {
		// a character may be cut off too, so the bytes are not read strictly
		final List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
		try {
			if (lines.isEmpty() || !new Settings(settings).equals(GSON.fromJson(lines.get(0), Settings.class))) return false;
			for (final String line : lines.subList(1, lines.size())) {
				final Done one = GSON.fromJson(line, Done.class);
				if (one != null && one.id != null) done.put(one.id, one);
			}
		}
		catch (final JsonParseException e) {
			return !done.isEmpty(); // what was read before the damaged line holds
		}
		return true;
	}

	private void writeLog(final String settings) throws IOException {
		final List<String> lines = new ArrayList<>(List.of(GSON.toJson(new Settings(settings))));
		done.values().forEach(one -> lines.add(GSON.toJson(one)));
		OutputFile.write(log(), true, temporary -> Files.write(temporary, lines, StandardCharsets.UTF_8));
	}

	@Override
	public void close() throws IOException {
		lockChannel.close();
		// other parts may hold theirs
		if (part == 0) Files.deleteIfExists(lockFile);
	}
}
