package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.crowd.Agreement;
import org.stacksam.crowd.Annotation;
import org.stacksam.crowd.CompactLabels;
import org.stacksam.crowd.CrowdSegmenter;
import org.stacksam.crowd.LabelMerging;
import org.stacksam.crowd.PromptMerging;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.ij.ImageOpener;
import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.StackSelection;
import org.stacksam.ij.Tables;
import org.stacksam.ij.VolumeImages;
import org.stacksam.ij.Windows;
import org.stacksam.io.Geometry;
import org.stacksam.io.LabelImages;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.ExecutionOptions;
import org.stacksam.sam.SamModel;
import org.stacksam.volume.VolumeOptions;

/** One label image from the label images or prompts of several annotators, and how far they agree. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Merge Annotators")
public final class MergeAnnotatorsCommand extends StackSamCommand {

	private static final List<String> METHODS = List.of("auto", "boxes", "majority", "staple", "shape");

	@Parameter
	private ModelService models;

	@Parameter(required = false, persist = false)
	private ImagePlus image;

	@Parameter(label = "Annotations", persist = false,
		description = "Folder with a label image or a prompt file for each annotator, or a folder each")
	private String annotations_dir = "";

	@Parameter(label = "Image", required = false, persist = false,
		description = "Path of the image that prompts belong to; empty: the active image. Label images need none")
	private String image_path = "";

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

	/** Files to write. */
	private record Targets(Optional<Path> labels, Optional<Path> disagreement, Optional<Path> table) {}

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Path path = Keys.requiredPath("annotations_dir", annotations_dir);
		if (!Files.exists(path)) throw new InputException("annotations_dir=" + path + ": there is no such folder.");
		final String chosen = Keys.choice("method", method, METHODS);
		final Targets files = new Targets(Keys.path("save_labels", save_labels), Keys.path("save_disagreement",
			save_disagreement), Outputs.file("save_table", save_table, overwrite, ".csv"));
		files.labels.ifPresent(file -> LabelFiles.check(file, overwrite));
		files.disagreement.ifPresent(file -> LabelFiles.check(file, overwrite));
		final AnnotatorFiles annotators = AnnotatorFiles.list(path, progress);
		if (annotators.areLabels()) ofLabels(annotators, chosen, files, progress);
		else ofPrompts(annotators, chosen, files, progress);
	}

	private void ofLabels(final AnnotatorFiles annotators, final String chosen, final Targets files,
		final Progress progress) throws IOException
	{
		if ("boxes".equals(chosen)) throw new InputException("method=boxes merges prompts, but " + annotations_dir +
			" holds label images. Choose majority, staple or shape.");
		final List<Annotation> annotations = new ArrayList<>();
		final BitSet values = new BitSet();
		for (final AnnotatorFiles.Source source : annotators.files()) {
			progress.report(annotations.size(), annotators.files().size(), "Reading " + source.annotator());
			final StackSelection opened = LabelFiles.open(source.path(), progress);
			final LabelImages.Labels held = LabelFiles.labels(opened);
			values.or(held.values());
			// The files' own pixels may be floats, of ten annotators too many.
			annotations.add(new Annotation(source.annotator(), CompactLabels.copy(held), opened.geometry()));
		}
		final LabelMerging.Method fusion = "auto".equals(chosen) ? LabelMerging.Method.STAPLE : Keys.choice("method", chosen,
			LabelMerging.Method.class);
		final LabelMerging.Result result = LabelMerging.merge(annotations, fusion, region(), progress);
		final List<LabelClass> classes = label_names.isBlank() ? values.stream().filter(v -> v > 0).mapToObj(
			v -> new LabelClass(v, "label " + v)).toList() : Classes.named(label_names);
		table = agreement(result.agreement(), classes, files, progress);
		show(result.labels(), result.disagreement(), classes, annotations.get(0).geometry(), files, progress);
	}

	private void ofPrompts(final AnnotatorFiles annotators, final String chosen, final Targets files,
		final Progress progress) throws IOException
	{
		final ExecutionOptions execution = Keys.execution(device, threads);
		final Optional<Path> path = Keys.path("image_path", image_path), promptFile = Keys.path("save_prompts",
			save_prompts);
		final StackSelection volume = path.isPresent() ? ImageOpener.select(path.get(), 0, 0, 0, progress) : StackSelection
			.of(image, 0, 0, progress);
		final List<PromptSet> sets = annotators.prompts(PromptSources.of(Optional.of(volume), label_names.isBlank() ? List
			.of() : Classes.named(label_names), flip_y, transpose, slice_order), progress);
		PromptMerging.check(sets);
		final VolumeOptions options = new VolumeOptions(Windows.of(window, volume), Keys.choice("fill", fill,
			VolumeOptions.Fill.class), Keys.choice("refine", refine, VolumeOptions.Refine.class),
			VolumeOptions.Detail.NORMAL, true, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
		final SamModel sam = models.open(model, execution, progress);
		final CrowdSegmenter<?> segmenter = new CrowdSegmenter<>(ImagePlusViews.floats(volume), volume.geometry(), sam, models
			.encoder(sam, progress), options, sets);
		final boolean boxes = "auto".equals(chosen) || "boxes".equals(chosen);
		final PromptMerging result = boxes ? PromptMerging.ofBoxes(segmenter, sets, files.disagreement.isPresent() ||
			files.table.isPresent(), region(), progress) : PromptMerging.ofLabels(segmenter, sets, Keys.choice("method", chosen,
				LabelMerging.Method.class), region(), progress);
		final List<LabelClass> classes = PromptMerging.classes(sets);
		if (boxes) {
			result.boxes().notes().forEach(progress::log);
			table = Tables.of(CrowdRows.of(result.boxes()));
			if (promptFile.isPresent()) Prompts.write(promptFile.get(), result.boxes().prompts(), overwrite, progress);
		}
		if (result.agreement() != null) table = agreement(result.agreement(), classes, files, progress);
		show(result.labels(), result.disagreement(), classes, volume.geometry(), files, progress);
	}

	private Agreement.Region region() {
		return Keys.choice("region", region, Agreement.Region.class);
	}

	private ResultsTable agreement(final Agreement agreement, final List<LabelClass> classes, final Targets files,
		final Progress progress) throws IOException
	{
		final ReportTable rows = CrowdRows.of(agreement, classes);
		if (files.table.isPresent()) rows.writeCsv(files.table.get(), overwrite);
		agreement.standOuts().forEach(progress::log);
		progress.log(String.format(Locale.ROOT, "Mean pairwise Dice %.4f, Fleiss' kappa %.4f, Krippendorff's alpha %.4f (%s)",
			agreement.meanPairwiseDice(), agreement.fleissKappa(), agreement.krippendorffAlpha(), agreement
				.region() == Agreement.Region.ALL ? "all voxels" : "voxels that anyone labelled"));
		return Tables.of(rows);
	}

	/** Saves and shows; the disagreement, computed where it is read, only where there is one. */
	private void show(final RandomAccessibleInterval<UnsignedShortType> merged,
		final RandomAccessibleInterval<FloatType> entropy, final List<LabelClass> classes, final Geometry grid,
		final Targets files, final Progress progress) throws IOException
	{
		if (files.labels.isPresent()) LabelFiles.write(files.labels.get(), merged, classes, grid, overwrite);
		labels = VolumeImages.labels(merged, classes, grid, "merged labels");
		if (entropy == null) return;
		disagreement = VolumeImages.of(entropy, grid, "disagreement");
		if (files.disagreement.isPresent()) LabelFiles.writeImage(files.disagreement.get(), StackSelection.current(
			disagreement), overwrite, progress);
	}
}
