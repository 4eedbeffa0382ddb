package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

import org.stacksam.Progress;
import org.stacksam.batch.BatchCase;
import org.stacksam.ij.ImageOpener;
import org.stacksam.ij.ImageSizes;
import org.stacksam.ij.StackSelection;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.SamModel;

/**
 * The annotators of one image of a folder.
 *
 * @param image that prompts belong to; null for label images
 * @param outputs labels, disagreement and table; of merged boxes labels and prompts
 * @param model opened by the first case that needs it
 * @param opening held while images are opened: ImageJ's readers are not made for several threads
 */
record MergeCase(String name, AnnotatorFiles annotators, Path image, List<Path> outputs, MergeKeys keys,
	Supplier<SamModel> model, ModelService models, Lock opening, long bytes) implements BatchCase
{

	/** Columns of the report. */
	static final List<String> COLUMNS = List.of("annotators", "mean_pairwise_dice", "fleiss_kappa");

	/** Bytes a voxel and annotator of labels, and of what is counted beside them. */
	private static final long BYTES_PER_LABEL = 10;

	/** Estimated memory. */
	static long bytes(final AnnotatorFiles annotators, final Path image) {
		return annotators.areLabels() ? SegmentCase.BYTES_PER_CASE + BYTES_PER_LABEL * annotators.files().stream().mapToLong(
			source -> ImageSizes.voxels(source.path())).sum() : SegmentCase.bytes(image);
	}

	/** Where the outputs of a case go: folders as SAM Export nnU-Net Dataset takes them. */
	static List<Path> outputs(final String name, final AnnotatorFiles annotators, final MergeKeys keys,
		final Path folder)
	{
		final Path labels = folder.resolve("labels/" + name + ".nii.gz");
		return isBoxes(annotators, keys) ? List.of(labels, folder.resolve("prompts/" + name + ".json")) : List.of(labels,
			folder.resolve("disagreement/" + name + ".nii.gz"), folder.resolve("agreement/" + name + ".csv"));
	}

	private static boolean isBoxes(final AnnotatorFiles annotators, final MergeKeys keys) {
		return !annotators.areLabels() && keys.ofPrompts().isEmpty();
	}

	@Override
	public List<Path> inputs() {
		final List<Path> inputs = new ArrayList<>(annotators.files().stream().map(AnnotatorFiles.Source::path)
			.toList());
		if (image != null) inputs.add(image);
		return inputs;
	}

	@Override
	public Map<String, Object> run(final List<Path> targets, final Progress progress) throws IOException {
		final MergedAnnotators merged = annotators.areLabels() ? ofLabels(progress) : ofPrompts(progress);
		merged.log(progress);
		final Optional<Path> labels = Optional.of(targets.get(0)), second = Optional.of(targets.get(1));
		merged.write(isBoxes(annotators, keys) ? new MergedAnnotators.Files(labels, Optional.empty(), Optional.empty(), second)
			: new MergedAnnotators.Files(labels, second, Optional.of(targets.get(2)), Optional.empty()), true, progress);
		final Map<String, Object> cells = new LinkedHashMap<>();
		cells.put("annotators", annotators.files().size());
		if (merged.agreement() != null) {
			put(cells, "mean_pairwise_dice", merged.agreement().meanPairwiseDice());
			put(cells, "fleiss_kappa", merged.agreement().fleissKappa());
		}
		return cells;
	}

	private static void put(final Map<String, Object> cells, final String column, final double value) {
		if (Double.isFinite(value)) cells.put(column, value);
	}

	private MergedAnnotators ofLabels(final Progress progress) throws IOException {
		opening.lock(); // fusing is short beside reading
		try {
			return MergedAnnotators.ofLabels(annotators, keys, progress);
		}
		finally {
			opening.unlock();
		}
	}

	private MergedAnnotators ofPrompts(final Progress progress) throws IOException {
		final StackSelection volume;
		final List<PromptSet> sets;
		opening.lock();
		try {
			volume = ImageOpener.select(image, 0, 0, 0, progress);
			sets = keys.prompts(annotators, volume, progress);
		}
		finally {
			opening.unlock();
		}
		return MergedAnnotators.ofPrompts(sets, keys, volume, false, model.get(), models, progress);
	}
}
