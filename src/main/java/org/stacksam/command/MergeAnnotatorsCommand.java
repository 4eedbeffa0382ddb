package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.crowd.Agreement;
import org.stacksam.crowd.Annotation;
import org.stacksam.crowd.BoxMerging;
import org.stacksam.crowd.LabelMerging;
import org.stacksam.crowd.MergedBoxes;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.ij.ImageOpener;
import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.StackSelection;
import org.stacksam.ij.Tables;
import org.stacksam.ij.VolumeImages;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;
import org.stacksam.volume.SharedWindow;
import org.stacksam.volume.VolumeOptions;
import org.stacksam.volume.VolumeSegmenter;

/** The prompts or label images of several annotators become one label image, with their agreement. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Merge Annotators")
public final class MergeAnnotatorsCommand extends StackSamCommand {

	private static final String BOXES = "boxes";

	@Parameter
	private ModelService models;

	@Parameter(required = false, persist = false)
	private ImagePlus image;

	@Parameter(label = "Annotations folder", persist = false,
		description = "A prompt file, a YOLO folder or a label image for each annotator")
	private String annotations_dir = "";

	@Parameter(label = "Image", required = false, persist = false,
		description = "Path; empty: the active image. Label images need none")
	private String image_path = "";

	@Parameter(label = "Method", choices = { BOXES, "majority", "staple", "shape" }, required = false, persist = false,
		description = "boxes: merge the boxes, then segment once; others: fuse label images, of prompts after " +
			"segmenting each annotator")
	private String method = BOXES;

	@Parameter(label = "Model", required = false, persist = false, description = "Empty: the default model")
	private String model = "";

	@Parameter(label = "Fill", choices = { "none", "between", "beyond" }, required = false, persist = false,
		description = "Slices without prompts")
	private String fill = "between";

	@Parameter(label = "Save labels as", required = false, persist = false, description = ".nii.gz, .nii or .tif")
	private String save_labels = "";

	@Parameter(label = "Save disagreement as", required = false, persist = false,
		description = ".nii.gz or .nii: entropy of the annotators' votes in bits, for each voxel")
	private String save_disagreement = "";

	@Parameter(label = "Save table as", required = false, persist = false, description = ".csv")
	private String save_table = "";

	@Parameter(label = "Overwrite files", required = false, persist = false)
	private boolean overwrite = false;

	@Parameter(label = "Labels", type = ItemIO.OUTPUT)
	private ImagePlus labels;

	@Parameter(label = "Disagreement", type = ItemIO.OUTPUT)
	private ImagePlus disagreement;

	@Parameter(label = "SAM Annotators", type = ItemIO.OUTPUT)
	private ResultsTable table;

	/** What the methods have in common; disagreement is null where nothing was voted on. */
	private record Merged(RandomAccessibleInterval<UnsignedShortType> labels,
		RandomAccessibleInterval<FloatType> disagreement, List<LabelClass> classes, Geometry geometry, ReportTable table)
	{}

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Optional<Path> labelFile = Keys.path("save_labels", save_labels);
		final Optional<Path> disagreementFile = Keys.path("save_disagreement", save_disagreement);
		final Optional<Path> tableFile = Outputs.file("save_table", save_table, overwrite, ".csv");
		labelFile.ifPresent(file -> LabelFiles.check(file, overwrite));
		disagreementFile.ifPresent(file -> LabelFiles.check(file, overwrite));
		final String chosen = Keys.choice("method", method, List.of(BOXES, "majority", "staple", "shape"));
		final Annotators annotators = Annotators.in(Keys.folder("annotations_dir", annotations_dir));
		final Merged merged = annotators.promptFiles().isEmpty() ? ofLabels(annotators, chosen, progress) : ofPrompts(
			annotators, chosen, progress);
		table = Tables.of(merged.table());
		labels = VolumeImages.labels(merged.labels(), merged.classes(), merged.geometry(), "merged labels");
		if (labelFile.isPresent()) LabelFiles.write(labelFile.get(), merged.labels(), merged.classes(), merged.geometry(),
			overwrite);
		if (merged.disagreement() != null) {
			disagreement = VolumeImages.of(merged.disagreement(), merged.geometry(), "disagreement");
			if (disagreementFile.isPresent()) LabelFiles.writeImage(disagreementFile.get(), StackSelection.current(
				disagreement), overwrite, progress);
		}
		if (tableFile.isPresent()) merged.table().writeCsv(tableFile.get(), overwrite);
	}

	private Merged ofLabels(final Annotators annotators, final String chosen, final Progress progress)
		throws IOException
	{
		if (BOXES.equals(chosen)) throw new InputException("annotations_dir=" + annotations_dir +
			" holds label images, which have no boxes to merge. Choose method=majority, staple or shape.");
		return fuse(annotators.labels(progress), List.of(), chosen, progress);
	}

	private static Merged fuse(final List<Annotation> annotations, final List<LabelClass> classes, final String chosen,
		final Progress progress)
	{
		final LabelMerging.Result result = LabelMerging.merge(annotations, LabelMerging.Method.valueOf(chosen.toUpperCase(
			Locale.ROOT)), Agreement.Region.ANNOTATED, progress);
		AgreementTables.log(result.agreement(), progress);
		return new Merged(result.labels(), result.disagreement(), classes, annotations.get(0).geometry(), AgreementTables
			.ofLabels(result.agreement()));
	}

	private Merged ofPrompts(final Annotators annotators, final String chosen, final Progress progress)
		throws IOException
	{
		final Optional<Path> file = Keys.path("image_path", image_path);
		final StackSelection volume = file.isPresent() ? ImageOpener.select(file.get(), 0, 0, 0, progress) : StackSelection
			.of(image, 0, 0, progress);
		final List<PromptSet> sets = annotators.prompts(volume, progress);
		final MergedBoxes boxes = BoxMerging.merge(sets);
		final RandomAccessibleInterval<FloatType> pixels = ImagePlusViews.floats(volume);
		final SamModel sam = models.open(model, progress);
		final SliceEncoder encoder = models.encoder(sam, progress);
		// One window for all, so that the annotators share their embeddings.
		final Window window = SharedWindow.of(pixels, volume.geometry(), boxes.prompts());
		final VolumeOptions options = new VolumeOptions(window, Keys.choice("fill", fill, VolumeOptions.Fill.class),
			VolumeOptions.Refine.AUTO, VolumeOptions.Detail.NORMAL, true, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
		final List<Annotation> segmented = new ArrayList<>();
		if (!BOXES.equals(chosen) || !save_disagreement.isBlank()) for (final PromptSet set : sets) {
			progress.log("Segmenting the prompts of " + set.annotator());
			segmented.add(new Annotation(set.annotator(), VolumeSegmenter.segment(pixels, volume.geometry(), set, sam, encoder,
				options, progress).labels(), volume.geometry()));
		}
		if (!BOXES.equals(chosen)) return fuse(segmented, boxes.prompts().labels(), chosen, progress);
		boxes.notes().forEach(progress::log);
		final RandomAccessibleInterval<FloatType> votes = segmented.isEmpty() ? null : fuse(segmented, List.of(), "majority",
			progress).disagreement();
		return new Merged(VolumeSegmenter.segment(pixels, volume.geometry(), boxes.prompts(), sam, encoder, options, progress)
			.labels(), votes, boxes.prompts().labels(), volume.geometry(), AgreementTables.ofBoxes(boxes));
	}
}
