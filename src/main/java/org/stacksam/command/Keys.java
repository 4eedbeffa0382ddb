package org.stacksam.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.stacksam.InputException;
import org.stacksam.io.PathName;
import org.stacksam.sam.Device;
import org.stacksam.sam.ExecutionOptions;

/** Reads the values of macro keys; every message names the key. */
final class Keys {

	private static final Pattern RANGE = Pattern.compile("(\\d{1,7})(?:\\s*-\\s*(\\d{1,7}))?");

	private static final int MAX_THREADS = 1024;

	private Keys() {}

	/** A path that may be left out; empty text is none. */
	static Optional<Path> path(final String key, final String text) {
		if (text == null || text.isBlank()) return Optional.empty();
		return Optional.of(PathName.of(key, text.strip()));
	}

	/** A path that must be given; it need not exist. */
	static Path requiredPath(final String key, final String text) {
		return path(key, text).orElseThrow(() -> missing(key));
	}

	/** A file that must be given and exist. */
	static Path file(final String key, final String text) {
		final Path file = requiredPath(key, text);
		if (!Files.isRegularFile(file)) throw new InputException(key + "=" + file + ": " + (Files.exists(file)
			? "it is not a file" : "there is no such file") + ". Check the path.");
		return file;
	}

	/** A folder that must be given and exist. */
	static Path folder(final String key, final String text) {
		final Path folder = requiredPath(key, text);
		if (!Files.isDirectory(folder)) throw new InputException(key + "=" + folder + ": " + (Files.exists(folder)
			? "it is not a folder" : "there is no such folder") + ". Check the path.");
		return folder;
	}

	/** A folder that may be left out, but must exist if it is given. */
	static Optional<Path> optionalFolder(final String key, final String text) {
		return path(key, text).map(folder -> folder(key, folder.toString()));
	}

	/** A series, which counts from 1; 0 means the first. */
	static int series(final int series) {
		if (series < 0) throw new InputException("series=" + series + ": give 1 or more, or 0 for the first.");
		return series;
	}

	/** A text that must be given. */
	static String required(final String key, final String text) {
		if (text == null || text.isBlank()) throw missing(key);
		return text.strip();
	}

	/** One of an enum's constants, in lower case. */
	static <E extends Enum<E>> E choice(final String key, final String text, final Class<E> type) {
		for (final E constant : type.getEnumConstants())
			if (name(constant).equals(text.strip())) return constant;
		throw new InputException(key + "=" + text + " is none of the choices: " + Arrays.stream(type.getEnumConstants()).map(
			Keys::name).collect(Collectors.joining(", ")) + ".");
	}

	/**
	 * Where a model runs.
	 *
	 * @param device auto, cpu, cuda, …; refused here, before any work, if the installed ONNX Runtime does not know it
	 * @param threads 0 = as many as there are cores
	 */
	static ExecutionOptions execution(final String device, final int threads) {
		if (threads < 0 || threads > MAX_THREADS) throw new InputException("threads=" + threads + ": give 1 to " +
			MAX_THREADS + ", or 0 for as many as there are cores.");
		final Device chosen = choice("device", device, Device.class);
		chosen.requireOffered();
		return new ExecutionOptions(chosen, threads);
	}

	/** One of several words. */
	static String choice(final String key, final String text, final List<String> choices) {
		if (!choices.contains(text.strip())) throw new InputException(key + "=" + text + " is none of the choices: " + String
			.join(", ", choices) + ".");
		return text.strip();
	}

	/** A 1-based slice as 0-based; 0 means none given. */
	static int slice(final String key, final int oneBased, final int ifNone) {
		if (oneBased < 0) throw new InputException(key + "=" + oneBased + ": slices count from 1. Leave it out or give 0 for " +
			"no limit.");
		return oneBased == 0 ? ifNone : oneBased - 1;
	}

	/**
	 * Slices such as {@code 3,7-9}, counted from 1, as 0-based; null if none are named.
	 *
	 * @throws InputException for anything else
	 */
	static BitSet slices(final String key, final String text) {
		if (text == null || text.isBlank()) return null;
		final BitSet slices = new BitSet();
		for (final String part : text.split(",")) {
			final Matcher range = RANGE.matcher(part.strip());
			final int first = range.matches() ? Integer.parseInt(range.group(1)) : 0;
			final int last = range.matches() && range.group(2) != null ? Integer.parseInt(range.group(2)) : first;
			if (first < 1 || last < first) throw new InputException(key + "=" + text + ": \"" + part.strip() +
				"\" is no slice. Write slices, counted from 1, as 3,7-9.");
			slices.set(first - 1, last);
		}
		return slices;
	}

	private static String name(final Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	private static InputException missing(final String key) {
		return new InputException("The key \"" + key + "\" is missing. It has to be given.");
	}
}
