package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

import org.stacksam.Progress;
import org.stacksam.crowd.Agreement;
import org.stacksam.crowd.Annotation;
import org.stacksam.crowd.CompactLabels;
import org.stacksam.crowd.CrowdSegmenter;
import org.stacksam.crowd.LabelMerging;
import org.stacksam.crowd.MergedBoxes;
import org.stacksam.crowd.PromptMerging;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.StackSelection;
import org.stacksam.ij.VolumeImages;
import org.stacksam.io.Geometry;
import org.stacksam.io.LabelImages;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.SamModel;

/**
 * The annotators of one image and what came of them: what SAM Merge Annotators does once, or for each case of a folder.
 *
 * @param disagreement bits, computed where it is read; null if each annotator's labels are not known
 * @param agreement null likewise
 * @param boxes the merged boxes; null if labels were fused
 */
record MergedAnnotators(RandomAccessibleInterval<UnsignedShortType> labels,
	RandomAccessibleInterval<FloatType> disagreement, Agreement agreement, MergedBoxes boxes, List<LabelClass> classes,
	Geometry grid)
{

	/** Files that are wanted; those that cannot be had of a merge stay away. */
	record Files(Optional<Path> labels, Optional<Path> disagreement, Optional<Path> table, Optional<Path> prompts) {

		/** Merged boxes alone say nothing of voxels: then each annotator is segmented too. */
		boolean needEach() {
			return disagreement.isPresent() || table.isPresent();
		}
	}

	/** Fuses label images. */
	static MergedAnnotators ofLabels(final AnnotatorFiles annotators, final MergeKeys keys, final Progress progress)
		throws IOException
	{
		final LabelMerging.Method method = keys.ofLabels(annotators);
		final List<Annotation> annotations = new ArrayList<>();
		final BitSet values = new BitSet();
		for (final AnnotatorFiles.Source source : annotators.files()) {
			progress.check();
			progress.report(annotations.size(), annotators.files().size(), "Reading " + source.annotator());
			final StackSelection opened = LabelFiles.open(source.path(), progress);
			final LabelImages.Labels held = LabelFiles.labels(opened);
			values.or(held.values());
			// The files' own pixels may be floats, of ten annotators too many.
			annotations.add(new Annotation(source.annotator(), CompactLabels.copy(held), opened.geometry()));
		}
		final LabelMerging.Result result = LabelMerging.merge(annotations, method, keys.region(), progress);
		final List<LabelClass> named = keys.named();
		return new MergedAnnotators(result.labels(), result.disagreement(), result.agreement(), null, named.isEmpty() ? values
			.stream().filter(v -> v > 0).mapToObj(v -> new LabelClass(v, "label " + v)).toList() : named, annotations.get(0)
				.geometry());
	}

	/**
	 * Merges prompts and segments.
	 *
	 * @param eachToo whether the agreement of merged boxes is wanted
	 */
	static MergedAnnotators ofPrompts(final List<PromptSet> sets, final MergeKeys keys, final StackSelection volume,
		final boolean eachToo, final SamModel model, final ModelService models, final Progress progress)
	{
		final CrowdSegmenter<?> segmenter = new CrowdSegmenter<>(ImagePlusViews.floats(volume), volume.geometry(), model,
			models.encoder(model, progress), keys.options(volume), sets);
		final Optional<LabelMerging.Method> method = keys.ofPrompts();
		final PromptMerging result = method.isEmpty() ? PromptMerging.ofBoxes(segmenter, sets, eachToo, keys.region(),
			progress) : PromptMerging.ofLabels(segmenter, sets, method.get(), keys.region(), progress);
		return new MergedAnnotators(result.labels(), result.disagreement(), result.agreement(), result.boxes(), PromptMerging
			.classes(sets), volume.geometry());
	}

	/** The agreement, or of merged boxes alone how each annotator's compare to them. */
	ReportTable table() {
		return agreement != null ? CrowdRows.of(agreement, classes) : CrowdRows.of(boxes);
	}

	/** Tells what the user should know. */
	void log(final Progress progress) {
		if (boxes != null) boxes.notes().forEach(progress::log);
		if (agreement == null) return;
		agreement.standOuts().forEach(progress::log);
		progress.log(String.format(Locale.ROOT, "Mean pairwise Dice %.4f, Fleiss' kappa %.4f, Krippendorff's alpha %.4f (%s)",
			agreement.meanPairwiseDice(), agreement.fleissKappa(), agreement.krippendorffAlpha(), agreement
				.region() == Agreement.Region.ALL ? "all voxels" : "voxels that anyone labelled"));
	}

	void write(final Files files, final boolean overwrite, final Progress progress) throws IOException {
		if (files.labels.isPresent()) LabelFiles.write(files.labels.get(), labels, classes, grid, overwrite);
		if (files.disagreement.isPresent() && disagreement != null) LabelFiles.writeImage(files.disagreement.get(),
			StackSelection.current(VolumeImages.of(disagreement, grid, "disagreement")), overwrite, progress);
		if (files.table.isPresent() && agreement != null) CrowdRows.of(agreement, classes).writeCsv(files.table.get(),
			overwrite);
		if (files.prompts.isPresent() && boxes != null) Prompts.write(files.prompts.get(), boxes.prompts(), overwrite,
			progress);
	}
}
