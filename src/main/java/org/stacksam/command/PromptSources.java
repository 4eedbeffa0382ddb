package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.stacksam.ij.RoiFiles;
import org.stacksam.ij.RoiPrompts;
import org.stacksam.ij.RoiSpace;
import org.stacksam.ij.StackSelection;
import org.stacksam.prompt.PromptFiles;
import org.stacksam.prompt.PromptSet;
import org.stacksam.prompt.PromptTransform;
import org.stacksam.prompt.ReadOptions;
import org.stacksam.prompt.ReadPrompts;
import org.stacksam.prompt.SliceOrder;
import org.stacksam.prompt.LabelClass;

/**
 * Reads prompt files of every format, ImageJ's ROIs too, with what is known of their image.
 *
 * @param options size of the image, classes, and how the prompts come onto it
 * @param space the image for ROIs
 */
record PromptSources(ReadOptions options, RoiSpace space) {

	/**
	 * What the keys say.
	 *
	 * @param volume the image, if there is one
	 * @param classes empty: from the file
	 */
	static PromptSources of(final Optional<StackSelection> volume, final List<LabelClass> classes,
		final boolean flipY, final boolean transpose, final String sliceOrder)
	{
		final ReadOptions size = volume.map(v -> ReadOptions.of(v.image().getWidth(), v.image().getHeight(), v.depth()))
			.orElse(ReadOptions.DEFAULT);
		return new PromptSources(size.withLabels(classes).withTransform(new PromptTransform(transpose, flipY, SliceOrder
			.parse(sliceOrder))), volume.map(RoiSpace::of).orElse(RoiSpace.UNKNOWN));
	}

	/** Reads the annotators of one file or folder: one, but for Label Studio's exports. */
	List<ReadPrompts> read(final Path path) throws IOException {
		if (!RoiFiles.isRoiFile(path)) return PromptFiles.readAll(path, options);
		final ReadPrompts read = RoiPrompts.of(RoiFiles.read(path), space, -1);
		return List.of(new ReadPrompts(options.transform().apply(read.prompts()), read.notes()));
	}

	/** A set that has the name if it has none of its own. */
	static PromptSet named(final PromptSet set, final String annotator) {
		return set.annotator().isBlank() ? set.withAnnotator(annotator) : set;
	}
}
