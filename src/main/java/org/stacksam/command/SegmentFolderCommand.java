package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import ij.measure.ResultsTable;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.batch.BatchCase;
import org.stacksam.batch.CaseRow;
import org.stacksam.batch.Shard;
import org.stacksam.ij.Tables;
import org.stacksam.sam.ExecutionOptions;
import org.stacksam.sam.SamModel;

/** A folder of images with prompts becomes folders of labels, confidences and reports; what is finished is kept. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Segment Folder")
public final class SegmentFolderCommand extends StackSamCommand {

	@Parameter
	private ModelService models;

	@Parameter(label = "Images folder", required = false, persist = false,
		description = "An image or DICOM folder a case, or nnU-Net's CASE_0000, CASE_0001 …")
	private String images_dir = "";

	@Parameter(label = "Prompts folder", required = false, persist = false,
		description = "A prompt file or YOLO folder a case, named as its image; images without prompts are left out")
	private String prompts_dir = "";

	@Parameter(label = "List of cases", required = false, persist = false,
		description = "Instead of the folders: .csv with the columns image and prompts, and if wanted name, labels, " +
			"confidence, report, picture")
	private String cases = "";

	@Parameter(label = "Output folder", persist = false,
		description = "Gets the folders labels, confidence and reports, and remembers which cases are finished")
	private String output_dir = "";

	@Parameter(label = "File ending", choices = { ".nii.gz", ".nii", ".tif" }, required = false, persist = false,
		description = "Of labels and confidence")
	private String file_ending = ".nii.gz";

	@Parameter(label = "Save pictures", required = false, persist = false,
		description = "A .png a case as well: some slices with prompts and labels drawn on them")
	private boolean save_pictures = false;

	@Parameter(label = "Shard", required = false, persist = false,
		description = "2/8: only the second of eight parts of the cases, for several machines; empty: all")
	private String shard = "";

	@Parameter(label = "Workers", min = "0", required = false, persist = false,
		description = "Most cases at a time; 0: two, which keeps the model busy")
	private int workers = 0;

	@Parameter(label = "Memory (MB)", min = "0", required = false, persist = false,
		description = "Most memory of cases side by side, by their estimated need; one that needs more runs alone. " +
			"0: 60 % of Java's")
	private int memory_mb = 0;

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
		description = "time: the frames take the place of the slices")
	private String along = "depth";

	@Parameter(label = "Frame", min = "0", required = false, persist = false, description = "0: the first")
	private int frame = 0;

	@Parameter(label = "Channel", min = "0", required = false, persist = false, description = "0: the first")
	private int channel = 0;

	@Parameter(label = "Series", min = "0", required = false, persist = false, description = "Of files with several images")
	private int series = 0;

	@Parameter(label = "Use cache", required = false, persist = false,
		description = "Keep embeddings, in memory and on disk, so that other prompts on these images need no encoder run")
	private boolean use_cache = true;

	@Parameter(label = "Confidence below", min = "0", max = "1", required = false, persist = false,
		description = "Voxels of less confidence get the undecided label, for nnU-Net to ignore. 0: none")
	private double confidence_below = 0;

	@Parameter(label = "Undecided label", min = "0", required = false, persist = false,
		description = "Value for those voxels; 0: one more than the largest label of the case")
	private int undecided_label = 0;

	@Parameter(label = "Save report as", required = false, persist = false,
		description = ".csv with a row a case; empty: report.csv in the output folder")
	private String save_report = "";

	@Parameter(label = "Overwrite files", required = false, persist = false,
		description = "Replace files that this command did not write; finished cases are kept anyway")
	private boolean overwrite = false;

	@Parameter(label = "SAM Folder Report", type = ItemIO.OUTPUT)
	private ResultsTable report;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final ExecutionOptions execution = Keys.execution(device, threads);
		final VolumeKeys keys = new VolumeKeys(window, fill, refine, detail, clean_prompts, heterogeneous, z_min, z_max,
			max_slices, along, frame, channel, series, use_cache, confidence_below, undecided_label);
		final BatchFolder output = BatchFolder.of(output_dir, shard, workers, memory_mb, save_report, overwrite);
		final String ending = Keys.choice("file_ending", file_ending, List.of(".nii.gz", ".nii", ".tif"));
		final PromptedCases found = find(progress);
		final List<CaseRow> skipped = found.withoutPrompts().stream().map(name -> CaseRow.of(name, CaseRow.State.SKIPPED,
			"no prompts in " + prompts_dir)).toList();
		skipped.forEach(row -> progress.log("Left out, it has no prompts: " + row.name()));

		final SamModel sam = models.open(model, execution, progress);
		final Lock opening = new ReentrantLock();
		final List<BatchCase> all = new ArrayList<>();
		for (final PromptedCases.Case c : output.shard().of(found.cases())) {
			progress.check();
			final Optional<String> problem = c.image() == null ? Optional.of("there is no image " + c.name() + " in " +
				images_dir + " for " + c.prompts()) : SegmentCase.problem(c.image(), c.prompts());
			problem.ifPresent(text -> progress.log("Cannot be done: " + c.name() + ": " + text));
			all.add(problem.isPresent() ? BatchCase.failed(c.name(), problem.get()) : new SegmentCase(c.name(), c.image(), c
				.prompts(), outputs(c, ending), keys, sam, models, opening, SegmentCase.bytes(c.image())));
		}
		report = Tables.of(output.run(all, skipped, SegmentCase.COLUMNS, sam.manifest().name() + " " + sam
			.manifest().files() + " " + sam.execution().device() + " " + keys, progress));
	}

	private PromptedCases find(final Progress progress) throws IOException {
		final Optional<Path> list = Keys.path("cases", cases);
		if (list.isPresent() && !(images_dir.isBlank() && prompts_dir.isBlank())) throw new InputException("cases=" + cases +
			" lists images and prompts: leave out images_dir and prompts_dir, or the list.");
		return list.isPresent() ? PromptedCases.ofList(Keys.file("cases", cases)) : PromptedCases.ofFolders(Keys.folder(
			"images_dir", images_dir), Keys.folder("prompts_dir", prompts_dir), series, channel, progress);
	}

	/** As nnU-Net's exporter takes them: labels_dir, confidence_dir, and reports as prompts_dir. */
	private List<Path> outputs(final PromptedCases.Case c, final String ending) {
		final Path folder = Path.of(output_dir.strip());
		final List<Path> usual = List.of(folder.resolve("labels/" + c.name() + ending), folder.resolve("confidence/" + c
			.name() + ending), folder.resolve("reports/" + c.name() + ".csv"), folder.resolve("pictures/" + c.name() +
				".png"));
		final List<Path> outputs = new ArrayList<>();
		for (int i = 0; i < usual.size(); i++)
			if (c.outputs().get(i) != null) outputs.add(c.outputs().get(i));
			else if (i < 3 || save_pictures) outputs.add(usual.get(i));
		return outputs;
	}
}
