package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.gui.Roi;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.ij.PromptRois;
import org.stacksam.ij.RoiFiles;
import org.stacksam.ij.RoiPrompts;
import org.stacksam.ij.RoiSources;
import org.stacksam.ij.RoiSpace;
import org.stacksam.ij.StackSelection;
import org.stacksam.prompt.PromptFiles;
import org.stacksam.prompt.PromptSet;
import org.stacksam.prompt.ReadOptions;
import org.stacksam.prompt.ReadPrompts;
import org.stacksam.volume.PromptCheck;

/** Prompts of the key {@code prompts_path}, or from the screen if it is empty. */
final class Prompts {

	private Prompts() {}

	/**
	 * Reads the prompts for a volume; what was dropped or changed goes to the log.
	 *
	 * @param file or empty for the ROIs on the image, in the ROI Manager or in the overlay
	 * @param defaultSlice 0-based slice of ROIs without a position; −1: such a ROI is an error
	 * @throws InputException if there is none
	 */
	static PromptSet of(final Optional<Path> file, final StackSelection volume, final int defaultSlice,
		final Progress progress) throws IOException
	{
		if (file.isPresent()) return read(file.get(), volume, ReadOptions.of(volume.image().getWidth(), volume.image()
			.getHeight(), volume.depth()), progress);
		final List<Roi> rois = RoiSources.of(volume.image());
		if (rois.isEmpty()) throw new InputException("There is no prompt: " + volume.image().getTitle() +
			" has no selection and no overlay, and the ROI Manager is empty. Draw a box or points on at least one slice, or give prompts_path.");
		return logged(RoiPrompts.of(rois, RoiSpace.of(volume), defaultSlice), progress);
	}

	/**
	 * Reads one annotator's prompts from a file or folder; what was dropped or changed goes to the log.
	 *
	 * @param volume that they belong to, or null if it is not known
	 */
	static PromptSet read(final Path file, final StackSelection volume, final ReadOptions options,
		final Progress progress) throws IOException
	{
		if (!RoiFiles.isRoiFile(file)) return logged(PromptFiles.read(file, options), progress);
		final ReadPrompts read = RoiPrompts.of(RoiFiles.read(file), volume == null ? RoiSpace.UNKNOWN : RoiSpace.of(volume),
			-1);
		return logged(new ReadPrompts(options.transform().apply(read.prompts()), read.notes()), progress);
	}

	/** Throws unless the prompts lie on the volume. */
	static void checkOn(final PromptSet prompts, final StackSelection volume) {
		PromptCheck.check(prompts, volume.geometry(), 0, Integer.MAX_VALUE, new ArrayList<>());
	}

	/** Writes prompts in the format that the name says; what it cannot hold goes to the log. */
	static void write(final Path file, final PromptSet set, final boolean overwrite, final Progress progress)
		throws IOException
	{
		if (RoiFiles.isRoiFile(file)) RoiFiles.write(file, PromptRois.of(set, RoiSpace.of(set.image(), set.width(), set
			.height(), set.depth())), overwrite);
		else PromptFiles.write(file, set, overwrite).forEach(progress::log);
		progress.log(set.prompts().size() + " prompts written to " + file);
	}

	private static PromptSet logged(final ReadPrompts read, final Progress progress) {
		read.notes().forEach(progress::log);
		return read.prompts();
	}
}
