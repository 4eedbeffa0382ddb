package org.stacksam.prompt;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.stacksam.InputException;

/**
 * Reads a folder of YOLO text files, one a slice, a box a line: {@code class cx cy w h}, centre and size as shares of the
 * slice's width and height. A sixth number (a detector's confidence) is dropped; seven or more are a polygon
 * {@code class x y x y …} (YOLO segmentation), taken as a mask. An empty file is a slice without boxes. Classes as in
 * {@link YoloClasses}, slices as in {@link SliceOrder}; objects are not stated.
 */
final class YoloFolder {

	private static final long MAX_BYTES = 4 << 20;
	private static final int MAX_FILES = 100_000;
	/** Shares are written with so few digits that 1 may become 1.000001. */
	private static final double TOLERANCE = 1e-5;

	private final ReadOptions options;
	private final YoloClasses classes;
	private final Problems problems = new Problems();
	private final Dropped dropped = new Dropped();
	private final List<Prompt> prompts = new ArrayList<>();
	private int clipped;

	private YoloFolder(final ReadOptions options, final YoloClasses classes) {
		this.options = options;
		this.classes = classes;
	}

	/** Whether a folder holds such files, itself or in a folder "labels". */
	static boolean isOne(final Path folder) throws IOException {
		return !files(labelsFolder(folder)).isEmpty();
	}

	/** Reads a folder; the set is in the frame of the view that was drawn on. */
	static ReadPrompts read(final Path given, final ReadOptions options) throws IOException {
		if (options.width() < 1 || options.height() < 1) throw new InputException("Cannot read " + given +
			": YOLO boxes are shares of the image's size, which is not known. Give image_path.");
		final Path folder = labelsFolder(given);
		final Map<String, Path> files = files(folder);
		if (files.isEmpty()) throw new InputException("Cannot read " + given +
			": there are no .txt files in it. Give the folder with one YOLO file a slice.");
		final YoloFolder reader = new YoloFolder(options, YoloClasses.of(folder, options.labels()));
		final Map<String, Integer> slices = options.transform().sliceOrder().slices(files.keySet(), given.toString());
		for (final Map.Entry<String, Path> file : files.entrySet())
			reader.file(file.getValue(), slices.get(file.getKey()));
		reader.problems.throwIfAny("Cannot read the YOLO folder " + given);
		final List<String> notes = new ArrayList<>(reader.dropped.notes("StackSAM's prompts do not hold them"));
		if (reader.clipped > 0) notes.add(reader.clipped + " boxes reached beyond the image and were cut at its edge.");
		final PromptSet set = new PromptSet(given.toAbsolutePath().normalize().getFileName().toString(), "", options
			.sourceWidth(), options.sourceHeight(), options.depth(), reader.classes.labels(), reader.prompts);
		return new ReadPrompts(set, notes);
	}

	private static Path labelsFolder(final Path folder) throws IOException {
		final Path labels = folder.resolve("labels");
		return files(folder).isEmpty() && Files.isDirectory(labels) ? labels : folder;
	}

	/** The slices' files by name, sorted. */
	private static Map<String, Path> files(final Path folder) throws IOException {
		final Map<String, Path> files = new LinkedHashMap<>();
		try (Stream<Path> entries = Files.list(folder)) {
			entries.filter(Files::isRegularFile).filter(YoloFolder::isSlice).sorted().forEach(p -> files.put(p.getFileName()
				.toString(), p));
		}
		if (files.size() > MAX_FILES) throw new InputException("Cannot read " + folder + ": it has " + files.size() +
			" .txt files, more than the " + MAX_FILES + " slices that a stack may have.");
		return files;
	}

	private static boolean isSlice(final Path file) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return name.endsWith(".txt") && !name.equals("classes.txt") && !name.startsWith(".");
	}

	private void file(final Path file, final int slice) throws IOException {
		if (Files.size(file) > MAX_BYTES) throw new InputException("Cannot read " + file + ": more than " + MAX_BYTES +
			" bytes are no YOLO file of one slice.");
		final List<String> lines;
		try {
			lines = Files.readAllLines(file, StandardCharsets.UTF_8);
		}
		catch (final MalformedInputException e) {
			throw new InputException("Cannot read " + file + ": it is not text in UTF-8.", e);
		}
		for (int i = 0; i < lines.size(); i++)
			if (!lines.get(i).isBlank()) line(lines.get(i).strip().split("\\s+"), slice, file.getFileName() + ":" + (i + 1));
	}

	private void line(final String[] words, final int slice, final String place) {
		if (words.length < 5 || words.length > 6 && words.length % 2 == 0) {
			problems.add(place + ": expected class cx cy w h, not " + words.length + " values");
			return;
		}
		final double[] values = new double[words.length - 1];
		for (int i = 0; i < values.length; i++) {
			values[i] = number(words[i + 1], place);
			if (Double.isNaN(values[i])) return;
		}
		final LabelClass label = label(words[0], place);
		if (label == null) return;
		dropped.countIf(words.length == 6, "confidences of boxes");
		if (words.length > 6) polygon(values, label, slice, place);
		else prompts.add(Prompt.box(0, label.value(), slice, box(values)));
	}

	/** A share of 0 to 1, or NaN and a problem. */
	private double number(final String word, final String place) {
		try {
			final double value = Double.parseDouble(word);
			if (value >= -TOLERANCE && value <= 1 + TOLERANCE) return Math.max(0, Math.min(1, value));
			problems.add(place + ": " + word + " is not a share of 0 to 1 (are these pixels? YOLO divides by the image's size)");
		}
		catch (final NumberFormatException e) {
			problems.add(place + ": \"" + word + "\" is not a number");
		}
		return Double.NaN;
	}

	private LabelClass label(final String word, final String place) {
		if (word.matches("\\d{1,5}")) return classes.get(Integer.parseInt(word), place, problems);
		problems.add(place + ": \"" + word + "\" is not a class id");
		return null;
	}

	private Box box(final double[] v) {
		final int w = options.sourceWidth(), h = options.sourceHeight();
		final Box box = new Box(edge(v[0] - v[2] / 2, w), edge(v[1] - v[3] / 2, h), edge(v[0] + v[2] / 2, w), edge(v[1] +
			v[3] / 2, h));
		final Box inside = box.clip(w, h);
		// Rounding of the shares alone moves an edge by less than a hundredth of a pixel.
		if (box.width() - inside.width() > .01 || box.height() - inside.height() > .01) clipped++;
		return inside;
	}

	/** In pixels, rounded so that 0.55 of 200 is 110 and not 110.00000000000001. */
	private static double edge(final double share, final int side) {
		return Math.rint(share * side * 1e9) / 1e9;
	}

	private void polygon(final double[] shares, final LabelClass label, final int slice, final String place) {
		for (int i = 0; i < shares.length; i++)
			shares[i] *= i % 2 == 0 ? options.sourceWidth() : options.sourceHeight();
		final MaskPrompt mask = Polygons.mask(List.of(shares), options.sourceWidth(), options.sourceHeight());
		if (mask == null) problems.add(place + ": the polygon covers no pixel");
		else prompts.add(new Prompt(0, label.value(), slice, -1, -1, null, List.of(), mask, false));
	}
}
