package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
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

/** Prompts of the key {@code prompts_path}, or from the screen if it is empty. */
final class Prompts {

	private Prompts() {}

	/**
	 * Reads the prompts for a volume; what was dropped or changed goes to the log.
	 *
	 * @param file or empty for the ROIs on the image, in the ROI Manager or in the overlay
	 * @throws InputException if there is none
	 */
	static PromptSet of(final Optional<Path> file, final StackSelection volume, final Progress progress)
		throws IOException
	{
		final RoiSpace space = RoiSpace.of(volume);
		if (file.isPresent()) return logged(RoiFiles.isRoiFile(file.get()) ? RoiPrompts.of(RoiFiles.read(file.get()), space,
			-1) : PromptFiles.read(file.get(), ReadOptions.of(volume.image().getWidth(), volume.image().getHeight(), volume
				.depth())), progress);
		final List<Roi> rois = RoiSources.of(volume.image());
		if (rois.isEmpty()) throw new InputException("There is no prompt: " + volume.image().getTitle() +
			" has no selection and no overlay, and the ROI Manager is empty. Draw a box or points on at least one slice, or give prompts_path.");
		return logged(RoiPrompts.of(rois, space, volume.currentSlice()), progress);
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
