package org.stacksam.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.input.BOMInputStream;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.ij.CaseImages;
import org.stacksam.ij.RoiFiles;
import org.stacksam.nnunet.CaseFiles;
import org.stacksam.prompt.PromptFiles;

/**
 * The images and prompts of a run over many cases, from two folders or a list. Prompts make a case; an image without
 * them is left out.
 *
 * @param cases ascending by name, or in the order of the list
 * @param withoutPrompts names of images that have no prompts
 */
record PromptedCases(List<Case> cases, List<String> withoutPrompts) {

	private static final List<String> COLUMNS = List.of("image", "prompts", "name", "labels", "confidence", "report",
		"picture");

	/** What the names of outputs may end in. */
	private static final Map<String, List<String>> ENDINGS = Map.of("labels", List.of(".nii.gz", ".nii", ".tif"),
		"confidence", List.of(".nii.gz", ".nii", ".tif"), "report", List.of(".csv", ".json"), "picture", List.of(".png"));

	/**
	 * One case.
	 *
	 * @param image null if there is none of that name
	 * @param outputs labels, confidence, report, picture; null where the layout of the output folder gives the place
	 */
	record Case(String name, Path image, Path prompts, List<Path> outputs) {

		Case {
			outputs = java.util.Collections.unmodifiableList(new ArrayList<>(outputs));
		}
	}

	/**
	 * Pairs files of one name without ending: {@code liver1.nii.gz} or a DICOM folder {@code liver1} with {@code
	 * liver1.json}, {@code .xml}, {@code .zip}, {@code .roi} or a YOLO folder {@code liver1}.
	 *
	 * @param channel of images whose channels are files of their own, 1-based, 0 = the first
	 * @throws InputException if a name is there twice, or nothing is paired
	 */
	static PromptedCases ofFolders(final Path images, final Path prompts, final int series, final int channel,
		final Progress progress) throws IOException
	{
		final CaseFiles.Listing listing = CaseFiles.pair(images, null, new CaseImages(series, false));
		final List<String> problems = new ArrayList<>(listing.problems());
		final SortedMap<String, Path> promptsOf = prompts(prompts, problems, progress);
		final SortedMap<String, Path> imageOf = new TreeMap<>();
		for (final CaseFiles files : listing.cases()) {
			final List<Path> channels = files.channels();
			imageOf.put(files.id(), channels.get(Math.min(channels.size(), Math.max(1, channel)) - 1));
		}
		if (!problems.isEmpty()) throw InputException.of("The cases cannot be told apart", problems);
		if (promptsOf.keySet().stream().noneMatch(imageOf::containsKey)) throw new InputException("No image in " + images +
			" and prompts in " + prompts + " have the same name without ending (" + imageOf.size() + " images, " + promptsOf
				.size() + " prompts). Name the prompts of liver1.nii.gz liver1.json.");
		final Set<String> bare = new TreeSet<>(imageOf.keySet());
		bare.removeAll(promptsOf.keySet());
		return new PromptedCases(promptsOf.entrySet().stream().map(e -> new Case(e.getKey(), imageOf.get(e.getKey()), e
			.getValue(), Arrays.asList(null, null, null, null))).toList(), List.copyOf(bare));
	}

	private static SortedMap<String, Path> prompts(final Path folder, final List<String> problems,
		final Progress progress) throws IOException
	{
		final SortedMap<String, Path> byName = new TreeMap<>();
		final List<Path> entries;
		try (Stream<Path> list = Files.list(folder)) {
			entries = list.filter(entry -> !entry.getFileName().toString().startsWith(".")).sorted().toList();
		}
		for (final Path entry : entries) {
			if (!PromptFiles.isReadable(entry) && !(RoiFiles.isRoiFile(entry) && Files.isRegularFile(entry))) {
				// in a folder that holds the images too they are no news
				if (!Files.isDirectory(entry) && CaseFiles.caseName(entry).equals(entry.getFileName().toString())) progress.log(
					"Left out, no prompts: " + entry);
				continue;
			}
			final Path before = byName.put(name(entry), entry);
			if (before != null) problems.add("both " + before + " and " + entry + " are the prompts of " + name(entry) +
				"; keep one, or merge annotators by SAM Merge Annotators");
		}
		return byName;
	}

	/** Name of a prompt file or folder without its ending. */
	private static String name(final Path prompts) {
		final String name = prompts.getFileName().toString();
		final int dot = Files.isDirectory(prompts) ? -1 : name.lastIndexOf('.');
		return dot > 0 ? name.substring(0, dot) : name;
	}

	/**
	 * Reads a list: a CSV file (UTF-8) with the columns image and prompts, and if wanted name, labels, confidence, report
	 * and picture. Relative paths are meant from the list's folder.
	 *
	 * @throws InputException naming the line of each problem
	 */
	static PromptedCases ofList(final Path list) throws IOException {
		final List<Case> cases = new ArrayList<>();
		final List<String> problems = new ArrayList<>();
		final Set<String> names = new TreeSet<>();
		final Set<Path> outputs = new TreeSet<>();
		try (Reader reader = new java.io.InputStreamReader(BOMInputStream.builder().setPath(list).get(),
			StandardCharsets.UTF_8); CSVParser csv = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true)
				.setTrim(true).setIgnoreEmptyLines(true).get().parse(reader))
		{
			if (!csv.getHeaderNames().containsAll(List.of("image", "prompts")) || !COLUMNS.containsAll(csv.getHeaderNames()))
				throw new InputException("cases=" + list + " has the columns " + String.join(", ", csv.getHeaderNames()) +
					". It needs image and prompts, and may have " + String.join(", ", COLUMNS.subList(2, COLUMNS.size())) + ".");
			for (final CSVRecord row : csv) {
				final String line = "line " + (row.getRecordNumber() + 1) + ": ";
				final Case found = ofRow(list.toAbsolutePath().getParent(), row, line, problems);
				if (found == null) continue;
				if (!names.add(found.name)) problems.add(line + "the case " + found.name +
					" is there twice; give names of their own in a column name");
				for (final Path output : found.outputs)
					if (output != null && !outputs.add(output)) problems.add(line + output + " is an output of two cases");
				cases.add(found);
			}
		}
		catch (final IllegalArgumentException | java.io.UncheckedIOException e) {
			if (e instanceof InputException known) throw known;
			throw new InputException("cases=" + list + " is no CSV table: " + e.getMessage() + ".", e);
		}
		if (cases.isEmpty() && problems.isEmpty()) problems.add("it lists no case");
		if (!problems.isEmpty()) throw InputException.of("cases=" + list + " cannot be used", problems);
		return new PromptedCases(cases, List.of());
	}

	private static Case ofRow(final Path folder, final CSVRecord row, final String line, final List<String> problems) {
		final List<Path> paths = new ArrayList<>();
		for (final String column : COLUMNS) {
			final String text = row.isSet(column) ? row.get(column) : "";
			try {
				paths.add(text.isEmpty() || "name".equals(column) ? null : folder.resolve(text).normalize());
				final List<String> endings = ENDINGS.get(column);
				if (endings != null && !text.isEmpty() && !Outputs.hasEnding(paths.get(paths.size() - 1), endings)) problems.add(
					line + column + "=" + text + ": the name must end in " + String.join(" or ", endings));
			}
			catch (final java.nio.file.InvalidPathException e) {
				problems.add(line + column + "=" + text + " is no path: " + e.getReason());
				return null;
			}
		}
		if (paths.get(0) == null || paths.get(1) == null) {
			problems.add(line + (paths.get(0) == null ? "image" : "prompts") + " is empty");
			return null;
		}
		final String given = row.isSet("name") ? row.get("name") : "";
		final String name = given.isEmpty() ? CaseFiles.caseName(paths.get(0)) : given;
		if (name.startsWith(".") || name.matches(".*[/\\\\:*?\"<>|\\p{Cntrl}].*")) {
			problems.add(line + "name=" + name + " is no name for a file");
			return null;
		}
		return new Case(name, paths.get(0), paths.get(1), paths.subList(3, COLUMNS.size()));
	}
}
