package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.stacksam.Progress;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.StackSelection;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.volume.Undecided;
import org.stacksam.volume.VolumeResult;
import org.stacksam.volume.VolumeSegmenter;

/**
 * One volume with its prompts and what came of them: what SAM Segment Volume does once, and SAM Segment Folder for each
 * case.
 *
 * @param doubtful slices of less confidence are counted as worth a look
 */
record SegmentedVolume(StackSelection volume, PromptSet prompts, List<LabelClass> classes, VolumeResult result,
	double doubtful)
{

	/** Files that are wanted of a volume. */
	record Files(Optional<Path> labels, Optional<Path> confidence, Optional<Path> report, Optional<Path> picture) {}

	/** Segments; doubtful voxels are marked as the keys say. */
	static SegmentedVolume of(final StackSelection volume, final PromptSet prompts, final VolumeKeys keys,
		final SamModel model, final ModelService models, final Progress progress)
	{
		final List<LabelClass> classes = keys.classes(prompts.labels());
		final VolumeResult result = VolumeSegmenter.segment(ImagePlusViews.floats(volume), volume.geometry(), prompts, model,
			keys.useCache() ? models.encoder(model, progress) : SliceEncoder.of(model), keys.options(volume), progress);
		final double below = keys.confidenceBelow();
		if (below == 0) return new SegmentedVolume(volume, prompts, classes, result, keys.doubtful());
		progress.log(Undecided.count(result.confidence(), below) + " voxels have a confidence below " + below);
		return new SegmentedVolume(volume, prompts, classes, result.withLabels(Undecided.mark(result.labels(), result
			.confidence(), below, classes.get(classes.size() - 1).value())), keys.doubtful());
	}

	/** A row an object and slice. */
	ReportTable rows() {
		return ReportRows.ofVolume(result);
	}

	void write(final Files files, final boolean overwrite) throws IOException {
		if (files.labels.isPresent()) LabelFiles.write(files.labels.get(), result.labels(), classes, volume, overwrite);
		if (files.confidence.isPresent()) LabelFiles.writeConfidence(files.confidence.get(), result.confidence(), volume,
			overwrite);
		if (files.report.isPresent()) ReportFiles.write(files.report.get(), result, rows(), doubtful,
			overwrite);
		if (files.picture.isPresent()) Pictures.write(files.picture.get(), volume, result.window(), result.labels(), prompts,
			overwrite);
	}
}
