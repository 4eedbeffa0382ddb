package org.stacksam.prompt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.stacksam.InputException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The classes of a YOLO folder: from {@code data.yaml} ({@code names:} as a list or a map from id) or
 * {@code classes.txt} (a name a line) in the folder or the one above. Class id n has the value n + 1, unless our own key
 * {@code stacksam_values} in data.yaml lists other values.
 */
final class YoloClasses {

	/** Key of data.yaml that keeps label values that are not 1, 2, 3 …; other programs pass over it. */
	static final String VALUES = "stacksam_values";

	private static final int MAX_BYTES = 1 << 20;

	private final Map<Integer, LabelClass> byId = new LinkedHashMap<>();
	private final boolean named;
	private final List<LabelClass> known;

	private YoloClasses(final Map<Integer, String> names, final List<Integer> values, final List<LabelClass> known) {
		this.known = known;
		named = !names.isEmpty();
		names.forEach((id, name) -> byId.put(id, new LabelClass(id < values.size() ? values.get(id) : id + 1, name)));
	}

	/**
	 * Looks for the classes of a folder.
	 *
	 * @param known classes that the caller knows; names of the folder are then looked up in them, ids without names by
	 *          value id + 1
	 * @throws InputException if a file of names cannot be used
	 */
	static YoloClasses of(final Path folder, final List<LabelClass> known) throws IOException {
		for (final Path place : Stream.of(folder, folder.toAbsolutePath().getParent()).filter(p -> p != null).toList()) {
			for (final String name : new String[] { "data.yaml", "data.yml" })
				if (Files.isRegularFile(place.resolve(name))) return ofYaml(place.resolve(name), known);
			final Path classes = place.resolve("classes.txt");
			if (Files.isRegularFile(classes)) return new YoloClasses(numbered(text(classes).lines().map(String::strip).filter(
				line -> !line.isEmpty()).toList()), List.of(), known);
		}
		return new YoloClasses(Map.of(), List.of(), known);
	}

	/** The class of an id, or null and a problem. */
	LabelClass get(final int id, final String place, final Problems problems) {
		if (known.isEmpty()) {
			if (!named) byId.computeIfAbsent(id, i -> new LabelClass(i + 1, "class " + i));
			if (!byId.containsKey(id)) problems.add(place + ": there is no class " + id + "; the names know 0 to " + (byId
				.size() - 1));
			return byId.get(id);
		}
		final LabelClass own = byId.get(id);
		final LabelClass label = known.stream().filter(l -> named ? own != null && l.name().equals(own.name()) : l
			.value() == id + 1).findFirst().orElse(null);
		if (label == null) problems.add(place + ": class " + id + (own == null ? "" : " (" + own.name() + ")") +
			" is not among the labels " + LabelNames.describe(known) + (named ? "" : " (class id = value − 1)"));
		return label;
	}

	/** All classes, in the order of their values. */
	List<LabelClass> labels() {
		return known.isEmpty() ? byId.values().stream().sorted(java.util.Comparator.comparingInt(LabelClass::value))
			.toList() : known;
	}

	private static YoloClasses ofYaml(final Path file, final List<LabelClass> known) throws IOException {
		final LoaderOptions bounds = new LoaderOptions();
		bounds.setMaxAliasesForCollections(0);
		bounds.setAllowDuplicateKeys(false);
		final Object root;
		try {
			root = new Yaml(new SafeConstructor(bounds)).load(text(file));
		}
		catch (final YAMLException e) {
			throw new InputException("Cannot read " + file + ": " + e.getMessage(), e);
		}
		final Object names = root instanceof Map<?, ?> map ? map.get("names") : null;
		final Object values = root instanceof Map<?, ?> map ? map.get(VALUES) : null;
		final Map<Integer, String> byId = new LinkedHashMap<>();
		if (names instanceof List<?> list) byId.putAll(numbered(list.stream().map(String::valueOf).toList()));
		else if (names instanceof Map<?, ?> map) {
			for (final Map.Entry<?, ?> entry : map.entrySet()) {
				if (!(entry.getKey() instanceof Integer id) || id < 0 || id >= LabelNames.MAX_VALUE) throw new InputException(
					"Cannot read " + file + ": names has the key " + entry.getKey() + ", which is no class id (0, 1, 2 …).");
				byId.put(id, String.valueOf(entry.getValue()));
			}
		}
		else throw new InputException("Cannot read " + file +
			": it has no names. Write names: [liver, spleen] or remove the file.");
		return checked(byId, values, file, known);
	}

	private static YoloClasses checked(final Map<Integer, String> names, final Object values, final Path file,
		final List<LabelClass> known)
	{
		final List<Integer> list = new ArrayList<>();
		if (values instanceof List<?> items) for (final Object item : items)
			if (item instanceof Integer value && value > 0 && value <= LabelNames.MAX_VALUE && !list.contains(value)) list
				.add(value);
		if (values != null && list.size() != names.size()) throw new InputException("Cannot read " + file + ": " + VALUES +
			" must list a different value of 1 to " + LabelNames.MAX_VALUE + " for each of the " + names.size() + " names.");
		if (names.values().stream().distinct().count() < names.size()) throw new InputException("Cannot read " + file +
			": a name is there twice.");
		return new YoloClasses(names, list, known);
	}

	private static Map<Integer, String> numbered(final List<String> names) {
		final Map<Integer, String> byId = new LinkedHashMap<>();
		names.forEach(name -> byId.put(byId.size(), name));
		return byId;
	}

	private static String text(final Path file) throws IOException {
		if (Files.size(file) > MAX_BYTES) throw new InputException("Cannot read " + file + ": more than " + MAX_BYTES +
			" bytes, too large for a list of classes.");
		return Files.readString(file, StandardCharsets.UTF_8);
	}
}
