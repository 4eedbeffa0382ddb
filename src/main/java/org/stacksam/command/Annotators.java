package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.crowd.Annotation;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.RoiFiles;
import org.stacksam.ij.StackSelection;
import org.stacksam.nnunet.CaseFiles;
import org.stacksam.prompt.PromptFiles;
import org.stacksam.prompt.PromptSet;
import org.stacksam.prompt.ReadOptions;
import org.stacksam.prompt.ReadPrompts;

/**
 * What a folder holds of several annotators: prompt files and YOLO folders, or label images; one of them each.
 *
 * @param promptFiles prompt files and folders, by name
 * @param labelFiles label images, by name
 */
record Annotators(List<Path> promptFiles, List<Path> labelFiles) {

	/**
	 * Lists a folder.
	 *
	 * @throws InputException if it holds nothing of annotators, or prompts and label images at once
	 */
	static Annotators in(final Path folder) throws IOException {
		final List<Path> prompts = new ArrayList<>(), labels = new ArrayList<>();
		try (Stream<Path> entries = Files.list(folder)) {
			for (final Path entry : entries.sorted().toList()) {
				if (entry.getFileName().toString().startsWith(".")) continue;
				if (RoiFiles.isRoiFile(entry) || PromptFiles.isReadable(entry)) prompts.add(entry);
				else if (Files.isRegularFile(entry) && !CaseFiles.caseName(entry).equals(entry.getFileName().toString())) labels
					.add(entry);
			}
		}
		if (prompts.isEmpty() && labels.isEmpty()) throw new InputException("annotations_dir=" + folder +
			" holds neither prompt files (.json, .xml, .zip, .roi, YOLO folders) nor label images.");
		if (!prompts.isEmpty() && !labels.isEmpty()) throw new InputException("annotations_dir=" + folder +
			" holds prompts (" + prompts.get(0).getFileName() + ") and label images (" + labels.get(0).getFileName() +
			") at once. Put them into two folders.");
		return new Annotators(prompts, labels);
	}

	/** The prompts of each annotator on a volume; one without a name has that of the file. */
	List<PromptSet> prompts(final StackSelection volume, final Progress progress) throws IOException {
		final ReadOptions options = ReadOptions.of(volume.image().getWidth(), volume.image().getHeight(), volume.depth());
		final List<PromptSet> sets = new ArrayList<>();
		for (final Path file : promptFiles) {
			if (RoiFiles.isRoiFile(file)) sets.add(named(Prompts.read(file, volume, options, progress), file));
			else for (final ReadPrompts read : PromptFiles.readAll(file, options)) {
				read.notes().forEach(progress::log);
				sets.add(named(read.prompts(), file));
			}
		}
		sets.forEach(set -> Prompts.checkOn(set, volume));
		return sets;
	}

	/** The label image of each annotator, named as the file. */
	List<Annotation> labels(final Progress progress) throws IOException {
		final List<Annotation> annotations = new ArrayList<>();
		for (final Path file : labelFiles) {
			final StackSelection labels = LabelFiles.open(file, progress);
			annotations.add(new Annotation(CaseFiles.caseName(file), LabelFiles.labels(labels).image(), labels.geometry()));
		}
		return annotations;
	}

	private static PromptSet named(final PromptSet set, final Path file) {
		return set.annotator().isEmpty() ? new PromptSet(CaseFiles.caseName(file), set.image(), set.width(), set.height(), set
			.depth(), set.labels(), set.prompts()) : set;
	}
}
