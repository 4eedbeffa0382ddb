package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.batch.BatchCase;
import org.stacksam.batch.CaseRow;
import org.stacksam.crowd.Agreement;
import org.stacksam.ij.ImageOpener;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.StackSelection;
import org.stacksam.ij.Tables;
import org.stacksam.ij.VolumeImages;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.ExecutionOptions;

/** One label image from the label images or prompts of several annotators, and how far they agree. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Merge Annotators")
public final class MergeAnnotatorsCommand extends StackSamCommand {

	@Parameter
	private ModelService models;

	@Parameter(required = false, persist = false)
	private ImagePlus image;

	@Parameter(label = "Annotations", persist = false,
		description = "Folder with a label image or a prompt file for each annotator, or a folder each. With an output " +
			"folder: a folder for each annotator, with a file or YOLO folder a case")
	private String annotations_dir = "";

	@Parameter(label = "Image", required = false, persist = false,
		description = "Path of the image that prompts belong to; empty: the active image. Label images need none")
	private String image_path = "";

	@Parameter(label = "Images folder", required = false, persist = false,
		description = "Of many images: where those are that prompts belong to, named as the cases")
	private String images_dir = "";

	@Parameter(label = "Output folder", required = false, persist = false,
		description = "Given: many images. It gets the folders labels, disagreement and agreement, or of merged boxes " +
			"labels and prompts, and remembers which cases are finished")
	private String output_dir = "";

	@Parameter(label = "Shard", required = false, persist = false,
		description = "Of many images: 2/8 is the second of eight parts, for several machines; empty: all")
	private String shard = "";

	@Parameter(label = "Method", choices = { "auto", "boxes", "majority", "staple", "shape" }, required = false,
		persist = false, description = "boxes: prompts are merged, then segmented once; the others fuse labels, of prompts " +
			"after segmenting each annotator; auto: boxes for prompts, staple for label images")
	private String method = "auto";

	@Parameter(label = "Region", choices = { "annotated", "all" }, required = false, persist = false,
		description = "Voxels that specificity, kappa and alpha count: those that anyone labelled, or all")
	private String region = "annotated";

	@Parameter(label = "Label names", required = false, persist = false,
		description = "liver=5,spleen=1, or a JSON file; empty: from the files")
	private String label_names = "";

	@Parameter(label = "Flip y", required = false, persist = false, description = "Prompts were drawn upside down")
	private boolean flip_y = false;

	@Parameter(label = "Transpose", required = false, persist = false, description = "Prompts have x and y exchanged")
	private boolean transpose = false;

	@Parameter(label = "Slice order", required = false, persist = false,
		description = "How file names tell the slice: number, number1, sorted; with ,reversed if the stack runs the other way")
	private String slice_order = "number";

	@Parameter(label = "Model", required = false, persist = false, description = "Empty: the default model")
	private String model = "";

	@Parameter(label = "Device", choices = { "auto", "cpu", "cuda", "tensorrt", "coreml", "directml", "rocm" },
		required = false, persist = false, description = "auto: the best that the installed ONNX Runtime offers")
	private String device = "auto";

	@Parameter(label = "Threads", min = "0", required = false, persist = false, description = "Of the CPU; 0: all cores")
	private int threads = 0;

	@Parameter(label = "Window", required = false, persist = false,
		description = "auto (from the intensities inside all annotators' prompts), full, or lo,hi in the image's units")
	private String window = "auto";

	@Parameter(label = "Fill", choices = { "none", "between", "beyond" }, required = false, persist = false,
		description = "Slices without prompts, as in SAM Segment Volume")
	private String fill = "between";

	@Parameter(label = "Refine", choices = { "auto", "none" }, required = false, persist = false,
		description = "Whether masks are refined in 3D, as in SAM Segment Volume")
	private String refine = "auto";

	@Parameter(label = "Save labels as", required = false, persist = false, description = ".nii.gz, .nii or .tif")
	private String save_labels = "";

	@Parameter(label = "Save disagreement as", required = false, persist = false,
		description = ".nii.gz, .nii or .tif: entropy of the votes in bits")
	private String save_disagreement = "";

	@Parameter(label = "Save table as", required = false, persist = false,
		description = ".csv: agreement. With merged boxes, this or the disagreement makes each annotator segmented too")
	private String save_table = "";

	@Parameter(label = "Save merged prompts as", required = false, persist = false,
		description = "Of the method boxes: .json, .zip …")
	private String save_prompts = "";

	@Parameter(label = "Overwrite files", required = false, persist = false)
	private boolean overwrite = false;

	@Parameter(label = "Labels", type = ItemIO.OUTPUT)
	private ImagePlus labels;

	@Parameter(label = "Disagreement", type = ItemIO.OUTPUT)
	private ImagePlus disagreement;

	@Parameter(label = "SAM Agreement", type = ItemIO.OUTPUT)
	private ResultsTable table;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final ExecutionOptions execution = Keys.execution(device, threads);
		final Path path = Keys.requiredPath("annotations_dir", annotations_dir);
		if (!Files.exists(path)) throw new InputException("annotations_dir=" + path + ": there is no such folder.");
		final MergeKeys keys = new MergeKeys(method, Keys.choice("region", region, Agreement.Region.class), label_names,
			flip_y, transpose, slice_order, window, fill, refine);
		if (output_dir.isBlank()) one(path, keys, execution, progress);
		else many(path, keys, execution, progress);
	}

	private void one(final Path path, final MergeKeys keys, final ExecutionOptions execution, final Progress progress)
		throws IOException
	{
		if (!images_dir.isBlank() || !shard.isBlank()) throw new InputException((images_dir.isBlank() ? "shard=" + shard
			: "images_dir=" + images_dir) + " is for many images: give output_dir as well, or image_path for one.");
		final MergedAnnotators.Files files = new MergedAnnotators.Files(Keys.path("save_labels", save_labels), Keys.path(
			"save_disagreement", save_disagreement), Outputs.file("save_table", save_table, overwrite, ".csv"), Keys.path(
				"save_prompts", save_prompts));
		files.labels().ifPresent(file -> LabelFiles.check(file, overwrite));
		files.disagreement().ifPresent(file -> LabelFiles.check(file, overwrite));
		final AnnotatorFiles annotators = AnnotatorFiles.list(path, progress);
		final MergedAnnotators merged;
		if (annotators.areLabels()) merged = MergedAnnotators.ofLabels(annotators, keys, progress);
		else {
			final Optional<Path> file = Keys.path("image_path", image_path);
			final StackSelection volume = file.isPresent() ? ImageOpener.select(file.get(), 0, 0, 0, progress) : StackSelection
				.of(image, 0, 0, progress);
			final List<PromptSet> sets = keys.prompts(annotators, volume, progress);
			merged = MergedAnnotators.ofPrompts(sets, keys, volume, files.needEach(), models.open(model, execution, progress),
				models, progress);
		}
		merged.log(progress);
		merged.write(files, overwrite, progress);
		table = Tables.of(merged.table());
		labels = VolumeImages.labels(merged.labels(), merged.classes(), merged.grid(), "merged labels");
		if (merged.disagreement() != null) disagreement = VolumeImages.of(merged.disagreement(), merged.grid(),
			"disagreement");
	}

	private void many(final Path path, final MergeKeys keys, final ExecutionOptions execution, final Progress progress)
		throws IOException
	{
		if (!(image_path + save_labels + save_disagreement + save_table + save_prompts).isBlank()) throw new InputException(
			"output_dir is for many images, image_path and save_labels and the like for one: leave out either.");
		final BatchFolder output = BatchFolder.of(output_dir, shard, 0, 0, "", overwrite);
		final List<CaseRow> skipped = new ArrayList<>();
		final MergeCases finder = new MergeCases(keys, output.folder(), Keys.optionalFolder("images_dir", images_dir), models,
			model, execution);
		final List<BatchCase> cases = output.shard().of(finder.find(Keys.folder("annotations_dir", path.toString()), skipped,
			progress));
		table = Tables.of(output.run(cases, skipped, MergeCase.COLUMNS, finder.settings(), progress));
	}
}
