package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.crowd.AnnotationPlan;
import org.stacksam.crowd.AnnotatorNoise;
import org.stacksam.crowd.PlanOptions;
import org.stacksam.crowd.PlanReport;
import org.stacksam.crowd.PlanRow;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.ij.ImageOpener;
import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.StackSelection;
import org.stacksam.ij.Tables;
import org.stacksam.ij.Windows;
import org.stacksam.io.LabelImages;
import org.stacksam.prompt.LabelClass;
import org.stacksam.sam.ExecutionOptions;
import org.stacksam.sam.SamModel;
import org.stacksam.volume.VolumeOptions;

/** Tries on a labelled pilot volume how many annotators, on how many slices, would be enough. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Plan Annotation")
public final class PlanAnnotationCommand extends StackSamCommand {

	@Parameter
	private ModelService models;

	@Parameter(label = "Image", persist = false, description = "Path of the pilot volume")
	private String image_path = "";

	@Parameter(label = "Reference labels", persist = false, description = "Path of its label image, taken as the truth")
	private String reference_path = "";

	@Parameter(label = "Label names", required = false, persist = false,
		description = "Which labels are annotated: liver=5,spleen=1, or a JSON file; empty: all there are")
	private String label_names = "";

	@Parameter(label = "Every n-th slice", required = false, persist = false,
		description = "Sparseness to try, with commas between: 1,3,5,10")
	private String every_nth_slice = "1,3,5,10";

	@Parameter(label = "Annotators", required = false, persist = false,
		description = "Numbers of annotators to try, with commas between: 1,2,3")
	private String annotators = "1,3";

	@Parameter(label = "Methods", required = false, persist = false,
		description = "How several are merged, with commas between: boxes, majority, staple, shape")
	private String methods = "boxes,staple";

	@Parameter(label = "Jitter", required = false, persist = false,
		description = "Largest error of each side as a share of the box's size, uniformly distributed: 0.1 = 10 %")
	private double jitter = 0.1;

	@Parameter(label = "Missing", required = false, persist = false, description = "Share of objects overlooked on a slice")
	private double missing = 0.1;

	@Parameter(label = "Repetitions", min = "1", required = false, persist = false,
		description = "Each with annotators of its own: seeds SEED, SEED + 1, …")
	private int repetitions = 1;

	@Parameter(label = "Seed", required = false, persist = false)
	private int seed = 0;

	@Parameter(label = "Model", required = false, persist = false, description = "Empty: the default model")
	private String model = "";

	@Parameter(label = "Device", choices = { "auto", "cpu", "cuda", "tensorrt", "coreml", "directml", "rocm" },
		required = false, persist = false, description = "auto: the best that the installed ONNX Runtime offers")
	private String device = "auto";

	@Parameter(label = "Threads", min = "0", required = false, persist = false, description = "Of the CPU; 0: all cores")
	private int threads = 0;

	@Parameter(label = "Window", required = false, persist = false,
		description = "auto (from the intensities inside the first annotators' boxes), full, or lo,hi in the image's units")
	private String window = "auto";

	@Parameter(label = "Save table as", required = false, persist = false, description = ".csv")
	private String save_table = "";

	@Parameter(label = "Save plot as", required = false, persist = false, description = ".png or .svg, no ending: both")
	private String save_plot = "";

	@Parameter(label = "Overwrite files", required = false, persist = false)
	private boolean overwrite = false;

	@Parameter(label = "Plan", type = ItemIO.OUTPUT)
	private ImagePlus plot;

	@Parameter(label = "SAM Plan", type = ItemIO.OUTPUT)
	private ResultsTable table;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Path pilot = Keys.requiredPath("image_path", image_path);
		final Path truth = Keys.file("reference_path", reference_path);
		if (repetitions < 1) throw new InputException("repetitions=" + repetitions + " must be 1 or more.");
		final PlanOptions plan = new PlanOptions(numbers("every_nth_slice", every_nth_slice), numbers("annotators",
			annotators), Arrays.stream(methods.split(",")).map(word -> Keys.choice("methods", word, PlanOptions.Method.class))
				.toList(), AnnotatorNoise.ofBoxes(jitter, missing), LongStream.range(seed, (long) seed + repetitions).boxed()
					.toList());
		final ExecutionOptions execution = Keys.execution(device, threads);
		final Optional<Path> tableFile = Outputs.file("save_table", save_table, overwrite, ".csv");
		final List<Path> plotFiles = Outputs.plots("save_plot", save_plot, "", overwrite);

		final StackSelection volume = ImageOpener.select(pilot, 0, 0, 0, progress), labels = LabelFiles.open(truth, progress);
		if (!volume.geometry().sameGrid(labels.geometry())) throw new InputException(pilot + " and " + truth +
			" lie on different grids: " + volume.geometry() + " and " + labels.geometry() +
			". Resample one of them onto the other.");
		final LabelImages.Labels reference = LabelFiles.labels(labels);
		final List<LabelClass> classes = Classes.of(label_names, reference);
		final SamModel sam = models.open(model, execution, progress);
		final VolumeOptions options = new VolumeOptions(Windows.of(window, volume), VolumeOptions.Fill.BETWEEN,
			VolumeOptions.Refine.AUTO, VolumeOptions.Detail.NORMAL, true, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
		final List<PlanRow> rows = AnnotationPlan.run(ImagePlusViews.floats(volume), volume.geometry(), reference.image(),
			classes, sam, models.encoder(sam, progress), options, plan, progress);

		final ReportTable report = PlanReport.table(rows, classes);
		table = Tables.of(report);
		if (tableFile.isPresent()) report.writeCsv(tableFile.get(), overwrite);
		plot = Outputs.plot(PlanReport.plot(rows), "annotation plan", plotFiles, overwrite);
		for (final PlanRow row : rows)
			progress.log(String.format(Locale.ROOT, "Every %d. slice, %d annotator%s%s: %d boxes, mean Dice %.4f", row
				.everyNth(), row.annotators(), row.annotators() == 1 ? "" : "s, ", row.method() == null ? "" : row.method().name()
					.toLowerCase(Locale.ROOT), row.prompts(), row.meanDice()));
	}

	private static List<Integer> numbers(final String key, final String text) {
		try {
			return Arrays.stream(text.split(",")).map(String::strip).map(Integer::valueOf).toList();
		}
		catch (final NumberFormatException e) {
			throw new InputException(key + "=" + text + " must be whole numbers with commas between, such as 1,3,5.", e);
		}
	}
}
