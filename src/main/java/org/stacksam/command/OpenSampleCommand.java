package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Overlay;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.Progress;
import org.stacksam.crowd.Simulator;
import org.stacksam.crowd.SimulatorOptions;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.PromptRois;
import org.stacksam.ij.RoiSpace;
import org.stacksam.ij.StackSelection;
import org.stacksam.ij.VolumeImages;
import org.stacksam.io.LabelImages;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sample.Phantom;

/**
 * Makes the sample image, a CT-like volume of known truth, and saves it if asked. Boxes on every fifth slice of each organ
 * lie over it, as an annotator would draw them: SAM Segment Volume takes them as they are.
 */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Open Sample")
public final class OpenSampleCommand extends StackSamCommand {

	private static final int EVERY_NTH = 5;

	@Parameter(label = "Seed", description = "Another seed gives another patient.", persist = false)
	private int seed = 1;

	@Parameter(label = "Add prompts", description = "Boxes of the organs on every fifth slice, as an overlay: " +
		"SAM Segment Volume takes them.", persist = false)
	private boolean add_prompts = true;

	@Parameter(label = "Save image as", description = ".nii.gz, .nii or .tif",
		required = false, persist = false)
	private String save_image = "";

	@Parameter(label = "Save true labels as", description = ".nii.gz, .nii or .tif",
		required = false, persist = false)
	private String save_labels = "";

	@Parameter(label = "Overwrite files", required = false, persist = false)
	private boolean overwrite = false;

	@Parameter(label = "Sample", type = ItemIO.OUTPUT)
	private ImagePlus image;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Optional<Path> imageFile = Keys.path("save_image", save_image);
		final Optional<Path> labelFile = Keys.path("save_labels", save_labels);
		imageFile.ifPresent(file -> LabelFiles.check(file, overwrite));
		labelFile.ifPresent(file -> LabelFiles.check(file, overwrite));
		final Phantom phantom = Phantom.generate(seed, progress);
		image = VolumeImages.of(phantom.image(), phantom.geometry(), "sample");
		if (add_prompts) image.setOverlay(boxes(phantom, progress));
		if (imageFile.isPresent()) LabelFiles.writeImage(imageFile.get(), StackSelection.current(image), overwrite, progress);
		if (labelFile.isPresent()) LabelFiles.write(labelFile.get(), phantom.labels(), Phantom.CLASSES, phantom.geometry(),
			overwrite);
	}

	private Overlay boxes(final Phantom phantom, final Progress progress) throws IOException {
		final PromptSet boxes = Simulator.simulate(LabelImages.ofAny(phantom.labels(), "sample").image(), "",
			Phantom.CLASSES, SimulatorOptions.DEFAULT.withEveryNth(EVERY_NTH).withKind(SimulatorOptions.Kind.BOX), progress).get(
				0);
		final Overlay overlay = new Overlay();
		PromptRois.of(boxes, RoiSpace.of(StackSelection.current(image))).forEach(overlay::add);
		return overlay;
	}
}
