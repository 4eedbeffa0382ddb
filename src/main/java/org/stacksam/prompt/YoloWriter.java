package org.stacksam.prompt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.stacksam.InputException;
import org.stacksam.io.OutputFile;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Writes a folder of YOLO text files, one a slice ({@code NAME-slice013.txt}, counted from 0; empty for a slice without
 * boxes where the number of slices is known), with {@code classes.txt} and {@code data.yaml}.
 */
final class YoloWriter {

	private YoloWriter() {}

	/**
	 * Writes a folder; it must not exist, be empty, or hold nothing but such files and be allowed to be overwritten.
	 *
	 * @return what was dropped
	 */
	static List<String> write(final Path folder, final PromptSet set, final boolean overwrite) throws IOException {
		if (set.width() < 1 || set.height() < 1) throw new InputException("Cannot write " + folder +
			": YOLO boxes are shares of the image's size, which is not known. Give image_path.");
		final List<Path> old = check(folder, overwrite);
		final Dropped dropped = new Dropped();
		final Map<String, String> files = files(set, dropped);
		final Path temporary = Files.createTempDirectory(folder.toAbsolutePath().getParent(), ".stacksam-");
		try {
			for (final Map.Entry<String, String> file : files.entrySet())
				Files.writeString(temporary.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
			for (final Path file : old)
				Files.delete(file);
			Files.createDirectories(folder);
			for (final String name : files.keySet())
				OutputFile.moveInto(temporary.resolve(name), folder.resolve(name));
		}
		finally {
			for (final String name : files.keySet())
				Files.deleteIfExists(temporary.resolve(name));
			Files.deleteIfExists(temporary);
		}
		return dropped.notes("YOLO's boxes cannot hold them");
	}

	/** The files that are to be replaced. */
	private static List<Path> check(final Path folder, final boolean overwrite) throws IOException {
		final Path parent = folder.toAbsolutePath().getParent();
		if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent)) throw new InputException(
			"Cannot write the folder " + folder + ": " + parent +
				" does not exist or is read-only. Create it or choose another path.");
		if (!Files.exists(folder)) return List.of();
		if (!Files.isDirectory(folder)) throw new InputException("Cannot write " + folder +
			": it is a file. Give the path of a folder.");
		try (Stream<Path> entries = Files.list(folder)) {
			final List<Path> old = entries.toList();
			if (!old.isEmpty() && !overwrite) throw new InputException("Cannot write " + folder +
				": the folder is not empty. Choose another path, or say overwrite=true.");
			for (final Path file : old)
				if (!Files.isRegularFile(file) || !file.getFileName().toString().matches(".*-slice\\d+\\.txt|classes\\.txt|data\\.yaml"))
					throw new InputException("Cannot write " + folder + ": it holds " + file.getFileName() +
						", which is no part of a YOLO folder. Choose another path.");
			return old;
		}
	}

	private static Map<String, String> files(final PromptSet set, final Dropped dropped) {
		final Map<Integer, StringBuilder> slices = new TreeMap<>();
		for (int z = 0; z < set.depth(); z++)
			slices.put(z, new StringBuilder());
		for (final Prompt prompt : set.prompts())
			append(prompt, set, slices.computeIfAbsent(prompt.slice(), z -> new StringBuilder()), dropped);
		for (final LabelClass label : set.labels())
			dropped.countIf(label.color() >= 0 || label.heterogeneous(), "colours or marks of labels");
		final String stem = set.image().isEmpty() ? "image" : SliceOrder.stem(set.image());
		final Map<String, String> files = new LinkedHashMap<>();
		slices.forEach((z, text) -> files.put(stem + String.format(Locale.ROOT, "-slice%03d.txt", z), text.toString()));
		final List<String> names = set.labels().stream().map(LabelClass::name).toList();
		files.put("classes.txt", String.join("\n", names) + "\n");
		final Map<String, Object> data = new LinkedHashMap<>();
		data.put("nc", names.size());
		data.put("names", new ArrayList<>(names));
		data.put(YoloClasses.VALUES, new ArrayList<>(set.labels().stream().map(LabelClass::value).toList()));
		final DumperOptions style = new DumperOptions();
		style.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
		style.setAllowUnicode(true);
		files.put("data.yaml", new Yaml(style).dump(data));
		return files;
	}

	private static void append(final Prompt prompt, final PromptSet set, final StringBuilder text, final Dropped dropped) {
		dropped.countIf(prompt.absent(), "stop marks");
		if (prompt.absent()) return;
		dropped.countIf(prompt.object() > 0, "object numbers");
		dropped.countIf(!prompt.points().isEmpty(), "prompts' points");
		dropped.countIf(prompt.mask() != null, "masks");
		dropped.countIf(prompt.channel() >= 0 || prompt.frame() >= 0, "channels or frames");
		if (prompt.box() == null) return;
		final Box box = prompt.box().clip(set.width(), set.height());
		dropped.countIf(!box.equals(prompt.box()), "parts of boxes outside of the image");
		int id = 0;
		while (set.labels().get(id).value() != prompt.label())
			id++;
		text.append(id).append(' ').append(box.centerX() / set.width()).append(' ').append(box.centerY() / set.height())
			.append(' ').append(box.width() / set.width()).append(' ').append(box.height() / set.height()).append('\n');
	}
}
