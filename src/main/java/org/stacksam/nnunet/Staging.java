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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

import org.stacksam.InputException;
import org.stacksam.io.OutputFile;

/**
 * The hidden folder in nnUNet_raw in which a dataset grows: nnU-Net looks only at folders called Dataset…, so a
 * dataset that was not finished is never taken for one. It remembers which cases are complete, so that the same export
 * started again goes on.
 */
final class Staging implements AutoCloseable {

	private static final String LOG = "stacksam_export.jsonl";

	private static final Gson GSON = new Gson();

	private final Path folder;
	private final Path target;
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
		folder = raw.resolve(".stacksam-" + name);
		target = raw.resolve(name);
		lockFile = raw.resolve(".stacksam-" + name + ".lock");
		lockChannel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		try {
			lock();
			restoreOld();
			if (Files.isDirectory(folder) && !readLog(settings)) delete(folder);
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
			lock = lockChannel.tryLock();
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
		Files.writeString(folder.resolve(LOG), GSON.toJson(finished) + "\n", StandardCharsets.UTF_8,
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
			delete(old());
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
		if (Files.exists(target)) delete(old());
		else OutputFile.moveInto(old(), target);
	}

	// The last line may be cut off by a kill: that case counts as not written.
	private boolean readLog(final String settings) throws IOException {
		final Path log = folder.resolve(LOG);
		if (!Files.exists(log)) return false;
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
		OutputFile.write(folder.resolve(LOG), true, temporary -> Files.write(temporary, lines, StandardCharsets.UTF_8));
	}

	private static void delete(final Path folder) throws IOException {
		final List<Path> all;
		try (Stream<Path> walk = Files.walk(folder)) {
			all = walk.sorted(Comparator.reverseOrder()).toList();
		}
		for (final Path path : all)
			Files.delete(path);
	}

	@Override
	public void close() throws IOException {
		lockChannel.close();
		Files.deleteIfExists(lockFile);
	}
}
