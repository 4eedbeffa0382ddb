package org.stacksam.command;

import java.io.IOException;
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
import org.stacksam.evaluation.ReportTable;
import org.stacksam.ij.ImageOpener;
import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.StackSelection;
import org.stacksam.ij.Tables;
import org.stacksam.ij.VolumeImages;
import org.stacksam.ij.Windows;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.LabelNames;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.ExecutionOptions;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.volume.Undecided;
import org.stacksam.volume.VolumeOptions;
import org.stacksam.volume.VolumeResult;
import org.stacksam.volume.VolumeSegmenter;

/** Boxes and points on some slices become a 3D label image, a confidence and a report. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Segment Volume")
public final class SegmentVolumeCommand extends StackSamCommand {

	/** Slices of less confidence are counted in the log as worth a look. */
	private static final double DOUBTFUL = 0.8;

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

	private enum Along {
		DEPTH, TIME
	}

	@Override
	protected void execute(final Progress progress) throws IOException {
		final ExecutionOptions execution = Keys.execution(device, threads);
		final Optional<Path> labelFile = Keys.path("save_labels", save_labels);
		final Optional<Path> confidenceFile = Keys.path("save_confidence", save_confidence);
		final Optional<Path> reportFile = Outputs.file("save_report", save_report, overwrite, ".csv",
			".json");
		final Optional<Path> pictureFile = Outputs.file("save_picture", save_picture, overwrite, ".png");
		labelFile.ifPresent(file -> LabelFiles.check(file, overwrite));
		confidenceFile.ifPresent(file -> LabelFiles.check(file, overwrite));

		if (!(confidence_below >= 0 && confidence_below <= 1)) throw new InputException("confidence_below=" +
			confidence_below + " is a confidence: give 0 to 1.");

		final StackSelection volume = volume(progress);
		final PromptSet prompts = Classes.heterogeneous(Prompts.of(Keys.path("prompts_path", prompts_path), volume, -1,
			progress), heterogeneous);
		final List<LabelClass> classes = classes(prompts.labels());
		final VolumeOptions options = options(volume);
		final SamModel sam = models.open(model, execution, progress);
		final VolumeResult result = VolumeSegmenter.segment(ImagePlusViews.floats(volume), volume.geometry(), prompts, sam,
			use_cache ? models.encoder(sam, progress) : SliceEncoder.of(sam), options, progress);
		if (confidence_below > 0) progress.log(Undecided.mark(result.labels(), result.confidence(), confidence_below, classes
			.get(classes.size() - 1).value()) + " voxels have a confidence below " + confidence_below);

		final ReportTable rows = ReportRows.ofVolume(result);
		report = Tables.of(rows);
		labels = VolumeImages.labels(result.labels(), classes, volume, name("labels", volume));
		confidence = VolumeImages.confidence(result.confidence(), volume, name("confidence", volume));
		if (labelFile.isPresent()) LabelFiles.write(labelFile.get(), result.labels(), classes, volume, overwrite);
		if (confidenceFile.isPresent()) LabelFiles.writeConfidence(confidenceFile.get(), result.confidence(), volume,
			overwrite);
		if (reportFile.isPresent()) ReportFiles.write(reportFile.get(), result, rows, overwrite);
		if (pictureFile.isPresent()) Pictures.write(pictureFile.get(), volume, result.window(), result.labels(), prompts,
			overwrite);
		ReportRows.summary(result, confidence_below > 0 ? confidence_below : DOUBTFUL).forEach(progress::log);
	}

	/** Those of the prompts, and behind them the one for voxels that are not sure. */
	private List<LabelClass> classes(final List<LabelClass> prompted) {
		if (confidence_below == 0) return prompted;
		final int largest = prompted.stream().mapToInt(LabelClass::value).max().orElse(0);
		final int value = undecided_label == 0 ? largest + 1 : undecided_label;
		if (value < 1 || value > LabelNames.MAX_VALUE || prompted.stream().anyMatch(c -> c.value() == value))
			throw new InputException("undecided_label=" + value + " must be 1 to " + LabelNames.MAX_VALUE +
				" and none of the labels " + LabelNames.describe(prompted) + ".");
		final List<LabelClass> classes = new ArrayList<>(prompted);
		classes.add(new LabelClass(value, "undecided"));
		return classes;
	}

	private StackSelection volume(final Progress progress) throws IOException {
		final boolean alongTime = Keys.choice("along", along, Along.class) == Along.TIME;
		if (alongTime && frame > 0) throw new InputException("frame=" + frame +
			" chooses one frame, along=time takes all of them: leave one out.");
		final StackSelection volume = stack(progress);
		return alongTime ? StackSelection.alongTime(volume.image(), volume.channel() + 1) : volume;
	}

	private StackSelection stack(final Progress progress) throws IOException {
		final Optional<Path> file = Keys.path("image_path", image_path);
		if (file.isPresent()) return ImageOpener.select(file.get(), series, channel, frame, progress);
		if (series > 0) throw new InputException("series=" + series +
			" chooses an image of a file: give image_path, or leave it out.");
		return StackSelection.of(image, channel, frame, progress);
	}

	private VolumeOptions options(final StackSelection volume) {
		final int first = Keys.slice("z_min", z_min, 0), last = Keys.slice("z_max", z_max, Integer.MAX_VALUE);
		if (first > last) throw new InputException("z_min=" + z_min + " lies behind z_max=" + z_max + ". Exchange them.");
		if (max_slices < 0) throw new InputException("max_slices=" + max_slices +
			": give a number of slices, or 0 for no limit.");
		return new VolumeOptions(Windows.of(window, volume), Keys.choice("fill", fill, VolumeOptions.Fill.class), Keys.choice(
			"refine", refine, VolumeOptions.Refine.class), Keys.choice("detail", detail, VolumeOptions.Detail.class),
			clean_prompts, first, last, max_slices == 0 ? Integer.MAX_VALUE : max_slices);
	}

	private static String name(final String what, final StackSelection volume) {
		return what + " of " + volume.image().getTitle();
	}
}
