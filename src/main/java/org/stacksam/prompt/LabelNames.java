package org.stacksam.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.stacksam.InputException;
import org.stacksam.io.JsonFile;

/** Reads the value of the key {@code label_names}: {@code liver=5,spleen=1}, or the path of a JSON object of the same. */
public final class LabelNames {

	/** Largest value of a label: label images have 16 bits. */
	public static final int MAX_VALUE = 65_535;

	private static final String REMEDY = ". Write them as liver=5,spleen=1 or give the path of a JSON file {\"liver\": 5, \"spleen\": 1}";

	private final Map<String, Integer> byName = new HashMap<>();
	private final Map<Integer, String> byValue = new HashMap<>();
	private final List<LabelClass> classes = new ArrayList<>();
	private final Problems problems = new Problems();

	private LabelNames() {}

	/**
	 * Parses names.
	 *
	 * @param text pairs name=value with commas between, or the path of a JSON file of one object {name: value}
	 * @return in the order given, at least one; values 1..65535, each name and value once
	 * @throws InputException listing every problem
	 */
	public static List<LabelClass> parse(final String text) throws IOException {
		final String trimmed = text.strip();
		if (trimmed.isEmpty()) throw new InputException("label_names is empty" + REMEDY + ".");
		final LabelNames names = new LabelNames();
		if (isFile(trimmed)) {
			final JsonNode root = JsonNode.root(JsonFile.read(Path.of(trimmed)), names.problems);
			if (!root.isObject()) root.problem("must be one object {\"liver\": 5, …}");
			final Map<String, Integer> values = new LinkedHashMap<>();
			for (final String name : root.keys())
				values.put(name, root.get(name).integer(1, MAX_VALUE));
			if (names.problems.isEmpty()) values.forEach(names::add);
		}
		else for (final String pair : trimmed.split(",", -1))
			names.addPair(pair);
		if (names.classes.isEmpty() && names.problems.isEmpty()) names.problems.add("there is no name");
		names.problems.throwIfAny("Cannot use label_names=" + trimmed + REMEDY);
		return List.copyOf(names.classes);
	}

	/** Whether the value is a path: one that ends so, or one that exists. */
	private static boolean isFile(final String text) {
		try {
			return text.toLowerCase(Locale.ROOT).endsWith(".json") || Files.isRegularFile(Path.of(text));
		}
		catch (final InvalidPathException e) {
			return false;
		}
	}

	private void addPair(final String pair) {
		final int equals = pair.lastIndexOf('=');
		if (equals < 0) {
			problems.add("\"" + pair.strip() + "\" is not a pair name=value");
			return;
		}
		final String value = pair.substring(equals + 1).strip();
		try {
			add(pair.substring(0, equals).strip(), Integer.parseInt(value));
		}
		catch (final NumberFormatException e) {
			problems.add("\"" + pair.strip() + "\": \"" + value + "\" is not a whole number");
		}
	}

	private void add(final String name, final int value) {
		if (name.isBlank()) problems.add("the name of value " + value + " is empty");
		if (value < 1 || value > MAX_VALUE) problems.add(name + "=" + value + ": a value must be 1 to " + MAX_VALUE +
			" (0 is the background)");
		if (byName.putIfAbsent(name, value) != null) problems.add("the name " + name + " is there twice");
		final String other = byValue.putIfAbsent(value, name);
		if (other != null && !other.equals(name)) problems.add("the value " + value + " is there twice, for " + other +
			" and " + name);
		classes.add(new LabelClass(value, name));
	}

	/**
	 * The class of a name.
	 *
	 * @throws InputException if there is none, with those there are
	 */
	public static LabelClass byName(final List<LabelClass> labels, final String name) {
		return labels.stream().filter(label -> label.name().equals(name)).findFirst().orElseThrow(() -> new InputException(
			"There is no label named \"" + name + "\". The labels are: " + describe(labels) + "."));
	}

	/**
	 * Whether the values are 1, 2, 3 … without a gap, as nnU-Net wants them.
	 *
	 * @return null if they are, else the sentence that says what is missing
	 */
	public static String consecutiveProblem(final List<LabelClass> labels) {
		final int[] values = labels.stream().mapToInt(LabelClass::value).sorted().toArray();
		for (int i = 0; i < values.length; i++)
			if (values[i] != i + 1) return "the values " + describe(labels) + " are not consecutive: there is no " + (i + 1);
		return null;
	}

	/** As the key is written: {@code liver=5,spleen=1}. */
	public static String describe(final List<LabelClass> labels) {
		return labels.stream().map(label -> label.name() + "=" + label.value()).collect(Collectors.joining(
			","));
	}
}
