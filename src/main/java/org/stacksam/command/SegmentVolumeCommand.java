package org.stacksam.command;

import java.io.IOException;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.Progress;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.StackSelection;
import org.stacksam.ij.Tables;
import org.stacksam.ij.VolumeImages;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.ExecutionOptions;
import org.stacksam.sam.SamModel;
import org.stacksam.volume.VolumeResult;

/** Boxes and points on some slices become a 3D label image, a confidence and a report. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Segment Volume")
public final class SegmentVolumeCommand extends StackSamCommand {

	@Parameter
	private ModelService models;

	@Parameter(required = false, persist = false)
	private ImagePlus image;

	@Parameter(label = "Image", required = false, persist = false,
		description = "Path of an image, a DICOM folder or a folder of slices; empty: the active image")
	private String image_path = "";

	@Parameter(label = "Prompts", required = false, persist = false,
		description = "Path: .json (ours, COCO, Label Studio), .zip or .roi (ImageJ), .xml (CVAT), a folder (YOLO); " +
			"empty: selection and ROI Manager, else the overlay")
	private String prompts_path = "";

	@Parameter(label = "Model", required = false, persist = false, description = "Empty: the default model")
	private String model = "";

	@Parameter(label = "Device", choices = { "auto", "cpu", "cuda", "tensorrt", "coreml", "directml", "rocm" },
		required = false, persist = false, description = "auto: the best that the installed ONNX Runtime offers")
	private String device = "auto";

	@Parameter(label = "Threads", min = "0", required = false, persist = false, description = "Of the CPU; 0: all cores")
	private int threads = 0;

	@Parameter(label = "Window", required = false, persist = false,
		description = "auto (from the intensities inside the prompts), full, or lo,hi in the image's units")
	private String window = "auto";

	@Parameter(label = "Fill", choices = { "none", "between", "beyond" }, required = false, persist = false,
		description = "Slices without prompts: none, those between an object's prompts, those past its ends as well")
	private String fill = "between";

	@Parameter(label = "Refine", choices = { "auto", "none" }, required = false, persist = false,
		description = "Whether the masks are refined in 3D by the intensities")
	private String refine = "auto";

	@Parameter(label = "Detail", choices = { "normal", "high", "fast" }, required = false, persist = false,
		description = "high: looks at each slice twice; fast: four slices in one look")
	private String detail = "normal";

	@Parameter(label = "Clean prompts", required = false, persist = false,
		description = "Fill gaps between an object's boxes and smooth their corners along the stack first")
	private boolean clean_prompts = true;

	@Parameter(label = "Heterogeneous", required = false, persist = false,
		description = "Names of hollow or mixed organs, with commas between: their intensities say little")
	private String heterogeneous = "";

	@Parameter(label = "First slice", min = "0", required = false, persist = false, description = "0: no limit")
	private int z_min = 0;

	@Parameter(label = "Last slice", min = "0", required = false, persist = false, description = "0: no limit")
	private int z_max = 0;

	@Parameter(label = "Slices beyond", min = "0", required = false, persist = false,
		description = "With fill=beyond: at most so many slices past an object's outermost prompts; 0: no limit")
	private int max_slices = 0;

	@Parameter(label = "Along", choices = { "depth", "time" }, required = false, persist = false,
		description = "time: the frames of the current slice take the place of the slices")
	private String along = "depth";

	@Parameter(label = "Frame", min = "0", required = false, persist = false, description = "0: the current one")
	private int frame = 0;

	@Parameter(label = "Channel", min = "0", required = false, persist = false, description = "0: the current one")
	private int channel = 0;

	@Parameter(label = "Series", min = "0", required = false, persist = false, description = "Of a file with several images")
	private int series = 0;

	@Parameter(label = "Use cache", required = false, persist = false,
		description = "Keep embeddings, in memory and on disk, so that other prompts on this image need no encoder run")
	private boolean use_cache = true;

	@Parameter(label = "Confidence below", min = "0", max = "1", required = false, persist = false,
		description = "Voxels of less confidence get the undecided label, for nnU-Net to ignore. 0: none")
	private double confidence_below = 0;

	@Parameter(label = "Undecided label", min = "0", required = false, persist = false,
		description = "Value for those voxels; 0: one more than the largest label")
	private int undecided_label = 0;

	@Parameter(label = "Save labels as", required = false, persist = false, description = ".nii.gz, .nii or .tif")
	private String save_labels = "";

	@Parameter(label = "Save confidence as", required = false, persist = false, description = ".nii.gz, .nii or .tif")
	private String save_confidence = "";

	@Parameter(label = "Save report as", required = false, persist = false, description = ".csv, or .json with window, cost and estimated Dice")
	private String save_report = "";

	@Parameter(label = "Save picture as", required = false, persist = false,
		description = ".png: some slices with prompts and labels drawn on them")
	private String save_picture = "";

	@Parameter(label = "Overwrite files", required = false, persist = false)
	private boolean overwrite = false;

	@Parameter(label = "Labels", type = ItemIO.OUTPUT)
	private ImagePlus labels;

	@Parameter(label = "Confidence", type = ItemIO.OUTPUT)
	private ImagePlus confidence;

	@Parameter(label = "SAM Report", type = ItemIO.OUTPUT)
	private ResultsTable report;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final ExecutionOptions execution = Keys.execution(device, threads);
		final SegmentedVolume.Files files = new SegmentedVolume.Files(Keys.path("save_labels", save_labels), Keys.path(
			"save_confidence", save_confidence), Outputs.file("save_report", save_report, overwrite, ".csv", ".json"), Outputs
				.file("save_picture", save_picture, overwrite, ".png"));
		files.labels().ifPresent(file -> LabelFiles.check(file, overwrite));
		files.confidence().ifPresent(file -> LabelFiles.check(file, overwrite));
		final VolumeKeys keys = new VolumeKeys(window, fill, refine, detail, clean_prompts, heterogeneous, z_min, z_max,
			max_slices, along, frame, channel, series, use_cache, confidence_below, undecided_label);
		final StackSelection volume = keys.volume(Keys.path("image_path", image_path), image, progress);
		final PromptSet prompts = keys.prompts(Keys.path("prompts_path", prompts_path), volume, progress);
		final SamModel sam = models.open(model, execution, progress);

		final SegmentedVolume segmented = SegmentedVolume.of(volume, prompts, keys, sam, models, progress);
		final VolumeResult result = segmented.result();
		report = Tables.of(segmented.rows());
		labels = VolumeImages.labels(result.labels(), segmented.classes(), volume, name("labels", volume));
		confidence = VolumeImages.confidence(result.confidence(), volume, name("confidence", volume));
		segmented.write(files, overwrite);
		ReportRows.summary(result, keys.doubtful()).forEach(progress::log);
	}

	private static String name(final String what, final StackSelection volume) {
		return what + " of " + volume.image().getTitle();
	}
}
