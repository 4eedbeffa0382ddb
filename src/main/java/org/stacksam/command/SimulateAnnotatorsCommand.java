package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.Progress;
import org.stacksam.crowd.AnnotatorNoise;
import org.stacksam.crowd.Simulator;
import org.stacksam.crowd.SimulatorOptions;
import org.stacksam.ij.LabelFiles;
import org.stacksam.io.LabelImages;
import org.stacksam.io.OutputFile;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PromptSet;

/** Draws the boxes and points that people would draw on a labelled image. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Simulate Annotators")
public final class SimulateAnnotatorsCommand extends StackSamCommand {

	@Parameter(label = "Reference labels", persist = false, description = "Path of a label image: .nii.gz, .nii or .tif")
	private String reference_path = "";

	@Parameter(label = "Label names", required = false, persist = false,
		description = "Which labels are drawn: liver=5,spleen=1, or a JSON file; empty: all there are")
	private String label_names = "";

	@Parameter(label = "Every n-th slice", min = "1", required = false, persist = false,
		description = "Counted from each object's first slice; its last slice is always included")
	private int every_nth_slice = 1;

	@Parameter(label = "Prompts", choices = { "box", "points", "both" }, required = false, persist = false)
	private String prompt_kind = "box";

	@Parameter(label = "Jitter", required = false, persist = false,
		description = "Largest error of each side as a share of the box's size, uniformly distributed: 0.1 = 10 %")
	private double jitter = 0;

	@Parameter(label = "Missing", required = false, persist = false, description = "Share of objects overlooked on a slice")
	private double missing = 0;

	@Parameter(label = "Annotators", min = "1", required = false, persist = false,
		description = "More than one: Save prompts names a folder, which gets a file for each")
	private int annotators = 1;

	@Parameter(label = "Seed", required = false, persist = false)
	private int seed = 0;

	@Parameter(label = "Save prompts as", persist = false,
		description = ".json (ours), coco.json, .zip (ImageJ ROIs) or a folder (YOLO)")
	private String save_prompts = "";

	@Parameter(label = "Overwrite files", required = false, persist = false)
	private boolean overwrite = false;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Path reference = Keys.file("reference_path", reference_path);
		final Path target = Keys.requiredPath("save_prompts", save_prompts);
		final SimulatorOptions options = SimulatorOptions.DEFAULT.withEveryNth(every_nth_slice).withKind(Keys.choice(
			"prompt_kind", prompt_kind, SimulatorOptions.Kind.class)).withNoise(AnnotatorNoise.ofBoxes(jitter, missing))
			.withAnnotators(annotators).withSeed(seed);
		if (annotators == 1) OutputFile.check(target, overwrite);
		final LabelImages.Labels labels = LabelFiles.labels(LabelFiles.open(reference, progress));
		final List<LabelClass> classes = Classes.of(label_names, labels);
		final List<PromptSet> sets = Simulator.simulate(labels.image(), "", classes, options, progress);
		if (annotators == 1) {
			Prompts.write(target, sets.get(0), overwrite, progress);
			return;
		}
		Files.createDirectories(target);
		for (int i = 0; i < sets.size(); i++)
			Prompts.write(target.resolve("annotator_" + (i + 1) + ".json"), sets.get(i), overwrite, progress);
	}
}
