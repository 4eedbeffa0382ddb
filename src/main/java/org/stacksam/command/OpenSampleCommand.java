package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.Progress;
import org.stacksam.io.NiftiFile;
import org.stacksam.io.OutputFile;
import org.stacksam.sample.Phantom;

/** Makes the sample image, a CT-like volume of known truth, and saves it if asked. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Open Sample")
public final class OpenSampleCommand extends StackSamCommand {

	@Parameter(label = "Seed", description = "Another seed gives another patient.", persist = false)
	private int seed = 1;

	@Parameter(label = "Save image as", description = "Path ending in .nii.gz or .nii; empty: do not save.",
		required = false, persist = false)
	private String save_image = "";

	@Parameter(label = "Save true labels as", description = "Path ending in .nii.gz or .nii; empty: do not save.",
		required = false, persist = false)
	private String save_labels = "";

	@Parameter(label = "Overwrite files", required = false, persist = false)
	private boolean overwrite = false;

	@Override
	protected void execute(final Progress progress) throws IOException {
		for (final String path : new String[] { save_image, save_labels })
			if (!path.isBlank()) OutputFile.check(Path.of(path), overwrite);
		final Phantom phantom = Phantom.generate(seed, progress);
		if (!save_image.isBlank()) NiftiFile.write(Path.of(save_image), phantom.image(), phantom.geometry(), overwrite);
		if (!save_labels.isBlank()) NiftiFile.write(Path.of(save_labels), phantom.labels(), phantom.geometry(), overwrite);
	}
}
