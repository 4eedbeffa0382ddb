package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.evaluation.CasePairing;
import org.stacksam.prompt.PromptFiles;
import org.stacksam.prompt.PromptSet;
import org.stacksam.prompt.ReadPrompts;

/**
 * What the annotators of one image made: a label image or a prompt file each, or a folder each that holds one.
 *
 * @param files one a source, in the order of their names
 * @param areLabels whether they are label images, else prompts
 */
record AnnotatorFiles(List<Source> files, boolean areLabels) {

	private static final List<String> LABELS = List.of(".nii.gz", ".nii", ".tif", ".tiff");
	private static final List<String> PROMPTS = List.of(".json", ".xml", ".zip", ".roi");

	/**
	 * A file, or a folder of YOLO files.
	 *
	 * @param annotator name of the file without ending, or of the annotator's folder
	 */
	record Source(String annotator, Path path) {

		boolean isLabels() {
			return Outputs.hasEnding(path, LABELS);
		}
	}

	/**
	 * Lists the sources.
	 *
	 * @param path a folder of files or folders, or one file with several annotators (Label Studio)
	 * @throws InputException if there is none, or both label images and prompts
	 */
	static AnnotatorFiles list(final Path path, final Progress progress) throws IOException {
		final List<Source> sources = new ArrayList<>();
		if (Files.isRegularFile(path)) sources.add(new Source(stem(path), path));
		else if (PromptFiles.isReadable(path)) throw new InputException("annotations_dir=" + path +
			" holds the boxes of one annotator. Give the folder above, which holds a file or a folder for each annotator.");
		else for (final Path entry : entries(path)) {
			final Path file = Files.isDirectory(entry) && !PromptFiles.isReadable(entry) ? only(entry) : entry;
			if (file != null && isKnown(file)) sources.add(new Source(Files.isDirectory(entry) ? entry.getFileName().toString()
				: stem(entry), file));
			else progress.log("Left out, it is neither a label image nor a prompt file: " + entry);
		}
		if (sources.isEmpty()) throw new InputException("annotations_dir=" + path +
			" holds no annotations: label images (.nii.gz, .nii, .tif) or prompts (.json, .xml, .zip, .roi, a YOLO folder).");
		return of("annotations_dir=" + path, sources);
	}

	/**
	 * Lists the sources of many images: a folder an annotator, which holds a label image, a prompt file or a YOLO folder a
	 * case, named as the case.
	 *
	 * @param problems gets a line for each name that is there twice
	 * @return by case, the sources in the order of the annotators' names; label images and prompts may be mixed, which
	 *         {@link #of} refuses
	 * @throws InputException if nothing is found
	 */
	static SortedMap<String, List<Source>> byCase(final Path folder, final List<String> problems,
		final Progress progress) throws IOException
	{
		final SortedMap<String, List<Source>> byCase = new TreeMap<>();
		for (final Path annotator : entries(folder)) {
			if (!Files.isDirectory(annotator)) {
				progress.log("Left out, it is no folder of an annotator: " + annotator);
				continue;
			}
			final String name = annotator.getFileName().toString();
			final Set<String> own = new HashSet<>();
			for (final Path entry : entries(annotator)) {
				final boolean known = Files.isDirectory(entry) ? PromptFiles.isReadable(entry) : isKnown(entry);
				final String of = Files.isDirectory(entry) ? entry.getFileName().toString() : stem(entry);
				if (!known) progress.log("Left out, it is neither a label image nor a prompt file: " + entry);
				else if (!own.add(of)) problems.add("the annotator's folder " + annotator + " holds the case " + of +
					" twice; keep one");
				else byCase.computeIfAbsent(of, c -> new ArrayList<>()).add(new Source(name, entry));
			}
		}
		if (byCase.isEmpty()) throw new InputException("annotations_dir=" + folder +
			" holds no folders of annotators with a file a case. With output_dir it is a folder for each annotator.");
		return byCase;
	}

	/**
	 * The sources of one image.
	 *
	 * @throws InputException if there are both label images and prompts
	 */
	static AnnotatorFiles of(final String where, final List<Source> sources) {
		final List<Source> labels = sources.stream().filter(Source::isLabels).toList();
		if (!labels.isEmpty() && labels.size() < sources.size()) throw new InputException(where +
			" holds both label images, such as " + labels.get(0).path.getFileName() + ", and prompts, such as " + sources
				.stream().filter(s -> !s.isLabels()).findFirst().orElseThrow().path.getFileName() +
			". Put them into folders of their own.");
		return new AnnotatorFiles(List.copyOf(sources), !labels.isEmpty());
	}

	/** Reads the prompts of all annotators; what was dropped or changed goes to the log. */
	List<PromptSet> prompts(final PromptSources reader, final Progress progress) throws IOException {
		final List<PromptSet> sets = new ArrayList<>();
		for (final Source source : files)
			for (final ReadPrompts read : reader.read(source.path)) {
				final PromptSet own = PromptSources.named(read.prompts(), source.annotator);
				// Two files may say the same name: then the files' names tell them apart.
				final PromptSet set = sets.stream().anyMatch(other -> other.annotator().equals(own.annotator())) ? own.withAnnotator(
					source.annotator) : own;
				read.notes().forEach(note -> progress.log(set.annotator() + ": " + note));
				sets.add(set);
			}
		return sets;
	}

	/** The one file of an annotator's folder that can be read; null if there is none. */
	private static Path only(final Path folder) throws IOException {
		final List<Path> known = entries(folder).stream().filter(Files::isRegularFile).filter(AnnotatorFiles::isKnown)
			.toList();
		if (known.size() > 1) throw new InputException("The annotator's folder " + folder + " holds " + known.size() +
			" files, such as " + known.get(0).getFileName() + " and " + known.get(1).getFileName() +
			". Merge the annotations of one image at a time: one file a folder.");
		return known.isEmpty() ? null : known.get(0);
	}

	private static boolean isKnown(final Path file) {
		return Files.isDirectory(file) || Outputs.hasEnding(file, LABELS) || Outputs.hasEnding(file, PROMPTS);
	}

	private static List<Path> entries(final Path folder) throws IOException {
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.filter(entry -> !entry.getFileName().toString().startsWith(".")).sorted().toList();
		}
	}

	private static String stem(final Path file) {
		final String name = CasePairing.caseName(file.toString());
		final int dot = name.lastIndexOf('.');
		return dot > 0 && Outputs.hasEnding(file, PROMPTS) ? name.substring(0, dot) : name;
	}
}
