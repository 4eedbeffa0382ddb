package org.stacksam.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;

import org.stacksam.InputException;
import org.stacksam.io.OutputFile;

/**
 * Remembers what is finished, one small file a case: settings, inputs, and the checksum of every output. An entry is
 * written before the outputs are moved to their places, so that an output is always known as ours; the case is finished
 * when all of them have the checksums of the entry.
 */
final class CaseJournal {

	private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().setObjectToNumberStrategy(
		ToNumberPolicy.LONG_OR_DOUBLE).create();

	private final Path folder;
	private final String settings;

	/**
	 * An output.
	 *
	 * @param file its path as seen from the journal's folder, so that a study can be moved
	 * @param sha256 of the content
	 * @param replaced checksum of the file that it takes the place of; null if there was none
	 */
	record Written(String file, String sha256, String replaced) {}

	/** What is kept of a case. */
	record Entry(String name, String settings, List<String> inputs, List<Written> outputs, double seconds,
		Map<String, Object> cells, List<String> notes)
	{

		/** Of a damaged file some parts are missing. */
		boolean isWhole() {
			return name != null && settings != null && inputs != null && inputs.stream().allMatch(Objects::nonNull) &&
				outputs != null && outputs.stream().allMatch(o -> o != null && o.file != null && o.sha256 != null) &&
				cells != null && notes != null;
		}
	}

	/** Whether a case is finished: its entry then, else null and why it is to be done. */
	record Found(Entry finished, String reason) {}

	CaseJournal(final Path folder, final String settings) {
		this.folder = folder;
		this.settings = settings;
	}

	/**
	 * Looks a case up.
	 *
	 * @return reason "" if it was never done
	 * @throws InputException if outputs are there that may not be replaced
	 */
	Found find(final BatchCase c, final boolean overwrite) throws IOException {
		final Entry entry = read(c.name());
		if (entry != null && matches(entry, c.outputs())) {
			if (!entry.settings.equals(settings)) return new Found(null, "the settings changed");
			final List<String> now = stamps(c);
			if (now.equals(entry.inputs)) return new Found(entry, "");
			for (int i = 0; i < now.size(); i++)
				if (i >= entry.inputs.size() || !now.get(i).equals(entry.inputs.get(i))) return new Found(null, c.inputs().get(i) +
					" changed");
			return new Found(null, "its inputs changed");
		}
		replaced(c, entry, overwrite);
		return new Found(null, entry == null ? "" : "its outputs are not all there");
	}

	private boolean matches(final Entry entry, final List<Path> outputs) throws IOException {
		if (entry.outputs.size() != outputs.size()) return false;
		for (int i = 0; i < outputs.size(); i++) {
			final Written written = entry.outputs.get(i);
			final Path file = outputs.get(i);
			if (!written.file.equals(fromHere(file)) || !Files.isRegularFile(file) || !Stamps.sha256(file).equals(
				written.sha256)) return false;
		}
		return true;
	}

	/**
	 * Checksums of the files that the outputs take the place of, null where there is none.
	 *
	 * @throws InputException if one is there that no such run wrote, unless it may be overwritten
	 */
	private List<String> replaced(final BatchCase c, final Entry entry, final boolean overwrite) throws IOException {
		final List<String> replaced = new ArrayList<>();
		for (final Path file : c.outputs()) {
			final String there = Files.exists(file) ? Stamps.sha256(file) : null;
			if (there != null && !overwrite && !isOurs(entry, file, there)) throw new InputException(file + (entry == null
				? " exists, and no such run has written it" : " is not as it was written: it was changed or damaged since") +
				". Move it away, or say overwrite=true.");
			replaced.add(there);
		}
		return replaced;
	}

	private boolean isOurs(final Entry entry, final Path file, final String sha256) {
		return entry != null && entry.outputs.stream().anyMatch(written -> written.file.equals(fromHere(file)) && (sha256
			.equals(written.sha256) || sha256.equals(written.replaced)));
	}

	private String fromHere(final Path file) {
		final Path target = file.toAbsolutePath().normalize();
		try {
			return folder.toAbsolutePath().normalize().relativize(target).toString().replace('\\', '/');
		}
		catch (final IllegalArgumentException e) {
			return target.toString(); // on another drive
		}
	}

	/** What the inputs are like now. */
	static List<String> stamps(final BatchCase c) throws IOException {
		final List<String> stamps = new ArrayList<>();
		for (final Path input : c.inputs())
			stamps.add(Stamps.of(input));
		return stamps;
	}

	/** The folder in which a case writes before it is whole, empty. */
	Path staging(final BatchCase c) throws IOException {
		final Path staging = folder.resolve(c.name() + ".part");
		clear(staging);
		return Files.createDirectories(staging);
	}

	/** Removes what a case wrote and did not finish. */
	void clear(final Path staging) throws IOException {
		if (!Files.isDirectory(staging)) return;
		final List<Path> left;
		try (var files = Files.list(staging)) {
			left = files.toList();
		}
		for (final Path file : left)
			Files.delete(file);
		Files.delete(staging);
	}

	/**
	 * Notes a case and moves its outputs to their places.
	 *
	 * @param inputs as they were before the work
	 * @param staged the outputs, whole
	 */
	void finish(final BatchCase c, final List<String> inputs, final List<Path> staged, final double seconds,
		final Map<String, Object> cells, final List<String> notes, final boolean overwrite) throws IOException
	{
		final List<Path> outputs = c.outputs();
		for (final Path output : outputs)
			Files.createDirectories(Objects.requireNonNull(output.toAbsolutePath().getParent()));
		final List<String> replaced = replaced(c, read(c.name()), overwrite);
		final List<Written> written = new ArrayList<>();
		for (int i = 0; i < outputs.size(); i++)
			written.add(new Written(fromHere(outputs.get(i)), Stamps.sha256(staged.get(i)), replaced.get(i)));
		OutputFile.writeText(file(c.name()), true, GSON.toJson(new Entry(c.name(), settings, inputs, written, seconds, cells,
			notes)) + "\n");
		for (int i = 0; i < outputs.size(); i++)
			OutputFile.moveInto(staged.get(i), outputs.get(i));
	}

	private Path file(final String name) {
		return folder.resolve(name + ".json");
	}

	/** Null if there is none, or a damaged one, which counts as none. */
	private Entry read(final String name) throws IOException {
		if (!Files.isRegularFile(file(name))) return null;
		try {
			final Entry entry = GSON.fromJson(Files.readString(file(name), StandardCharsets.UTF_8), Entry.class);
			return entry != null && entry.isWhole() ? entry : null;
		}
		catch (final JsonParseException | java.nio.charset.CharacterCodingException e) {
			return null;
		}
	}
}
