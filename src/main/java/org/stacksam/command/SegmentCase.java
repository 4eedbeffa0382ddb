package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.Lock;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.batch.BatchCase;
import org.stacksam.ij.ImageSizes;
import org.stacksam.ij.StackSelection;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.PromptSet;
import org.stacksam.prompt.ReadOptions;
import org.stacksam.sam.CountedModel;
import org.stacksam.sam.SamModel;
import org.stacksam.volume.PromptCheck;
import org.stacksam.volume.VolumeResult;

/**
 * One image of a folder with its prompts.
 *
 * @param outputs labels, confidence, report, and perhaps a picture
 * @param model shared by all cases
 * @param opening held while an image is opened: ImageJ's readers are not made for several threads
 */
record SegmentCase(String name, Path image, Path prompts, List<Path> outputs, VolumeKeys keys, SamModel model,
	ModelService models, Lock opening, long bytes) implements BatchCase
{

	/** Columns of the report. */
	static final List<String> COLUMNS = List.of("encoder_runs", "decoder_runs", "window_lo", "window_hi", "objects",
		"estimated_dice");

	/** Bytes a voxel of the image, labels, confidence and what the steps keep; and for each case whatever its size. */
	static final long BYTES_PER_VOXEL = 40, BYTES_PER_CASE = 64 << 20;

	/** Estimated memory of a case. */
	static long bytes(final Path image) {
		return BYTES_PER_CASE + BYTES_PER_VOXEL * ImageSizes.voxels(image);
	}

	/**
	 * What is wrong with image or prompts, as far as it shows without reading pixels: whether they are there, and of
	 * NIfTI the header, and the prompts on its grid.
	 */
	static Optional<String> problem(final Path image, final Path prompts) {
		try {
			if (!Files.exists(image)) return Optional.of("there is no image " + image);
			if (!Files.exists(prompts)) return Optional.of("there are no prompts " + prompts);
			if (NiftiFile.isNifti(image) && Files.isRegularFile(image)) {
				final var grid = NiftiFile.info(image).geometry();
				final PromptSet set = Prompts.read(prompts, null, ReadOptions.of((int) grid.width(), (int) grid.height(),
					(int) grid.depth()), Progress.NONE);
				PromptCheck.check(set, grid, 0, Integer.MAX_VALUE, new ArrayList<>());
			}
			return Optional.empty();
		}
		catch (final InputException | IOException e) {
			return Optional.of(e instanceof InputException ? e.getMessage() : prompts + " cannot be read: " + e);
		}
	}

	@Override
	public List<Path> inputs() {
		return List.of(image, prompts);
	}

	@Override
	public Map<String, Object> run(final List<Path> targets, final Progress progress) throws IOException {
		final SamModel counted = new CountedModel(model);
		final StackSelection volume;
		final PromptSet set;
		opening.lock();
		try {
			progress.check();
			volume = keys.volume(Optional.of(image), null, progress);
			set = keys.prompts(Optional.of(prompts), volume, progress);
		}
		finally {
			opening.unlock();
		}
		final SegmentedVolume segmented = SegmentedVolume.of(volume, set, keys, counted, models, progress);
		segmented.write(new SegmentedVolume.Files(Optional.of(targets.get(0)), Optional.of(targets.get(1)), Optional.of(
			targets.get(2)), targets.size() > 3 ? Optional.of(targets.get(3)) : Optional.empty()), true);
		return cells(segmented.result());
	}

	private static Map<String, Object> cells(final VolumeResult result) {
		final Map<String, Object> cells = new LinkedHashMap<>();
		cells.put("encoder_runs", result.encoderRuns());
		cells.put("decoder_runs", result.decoderRuns());
		cells.put("window_lo", result.window().lo());
		cells.put("window_hi", result.window().hi());
		cells.put("objects", result.rows().stream().mapToInt(row -> row.object()).distinct().count());
		final OptionalDouble dice = result.estimatedDice().stream().mapToDouble(VolumeResult.ObjectEstimate::dice).filter(
			Double::isFinite).average();
		if (dice.isPresent()) cells.put("estimated_dice", dice.getAsDouble());
		return cells;
	}
}
