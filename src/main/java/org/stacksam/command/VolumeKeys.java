package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.ij.ImageOpener;
import org.stacksam.ij.StackSelection;
import org.stacksam.ij.Windows;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.LabelNames;
import org.stacksam.prompt.PromptSet;
import org.stacksam.volume.VolumeOptions;

/**
 * The keys that say how a volume is segmented, as they were given to SAM Segment Volume or SAM Segment Folder; the
 * results depend on these, the model, the image and the prompts alone.
 */
record VolumeKeys(String window, String fill, String refine, String detail, boolean cleanPrompts, String heterogeneous,
	int zMin, int zMax, int maxSlices, String along, int frame, int channel, int series, boolean useCache,
	double confidenceBelow, int undecidedLabel)
{

	/** Slices of less confidence are counted as worth a look where the keys name no bound. */
	private static final double DOUBTFUL = 0.8;

	private enum Along {
		DEPTH, TIME
	}

	/** Checks, without an image, all that can be checked. */
	VolumeKeys {
		if (!(confidenceBelow >= 0 && confidenceBelow <= 1)) throw new InputException("confidence_below=" + confidenceBelow +
			" is a confidence: give 0 to 1.");
		if (Keys.choice("along", along, Along.class) == Along.TIME && frame > 0) throw new InputException("frame=" + frame +
			" chooses one frame, along=time takes all of them: leave one out.");
		Keys.choice("fill", fill, VolumeOptions.Fill.class);
		Keys.choice("refine", refine, VolumeOptions.Refine.class);
		Keys.choice("detail", detail, VolumeOptions.Detail.class);
		final int first = Keys.slice("z_min", zMin, 0), last = Keys.slice("z_max", zMax, Integer.MAX_VALUE);
		if (first > last) throw new InputException("z_min=" + zMin + " lies behind z_max=" + zMax + ". Exchange them.");
		if (maxSlices < 0) throw new InputException("max_slices=" + maxSlices +
			": give a number of slices, or 0 for no limit.");
		Windows.check(window);
	}

	/** Slices of less confidence are worth a look. */
	double doubtful() {
		return confidenceBelow > 0 ? confidenceBelow : DOUBTFUL;
	}

	/** Opens the volume of a file; of no file the one of the active image. */
	StackSelection volume(final Optional<Path> file, final ImagePlus active, final Progress progress) throws IOException {
		if (file.isEmpty() && series > 0) throw new InputException("series=" + series +
			" chooses an image of a file: give image_path, or leave it out.");
		final StackSelection volume = file.isPresent() ? ImageOpener.select(file.get(), series, channel, frame, progress)
			: StackSelection.of(active, channel, frame, progress);
		return Keys.choice("along", along, Along.class) == Along.TIME ? StackSelection.alongTime(volume.image(), volume
			.channel() + 1) : volume;
	}

	/** Reads the prompts; of no file those on the screen. */
	PromptSet prompts(final Optional<Path> file, final StackSelection volume, final Progress progress)
		throws IOException
	{
		return Classes.heterogeneous(Prompts.of(file, volume, -1, progress), heterogeneous);
	}

	/** Those of the prompts, and behind them the one for voxels that are not sure. */
	List<LabelClass> classes(final List<LabelClass> prompted) {
		if (confidenceBelow == 0) return prompted;
		final int largest = prompted.stream().mapToInt(LabelClass::value).max().orElse(0);
		final int value = undecidedLabel == 0 ? largest + 1 : undecidedLabel;
		if (value < 1 || value > LabelNames.MAX_VALUE || prompted.stream().anyMatch(c -> c.value() == value))
			throw new InputException("undecided_label=" + value + " must be 1 to " + LabelNames.MAX_VALUE +
				" and none of the labels " + LabelNames.describe(prompted) + ".");
		final List<LabelClass> classes = new ArrayList<>(prompted);
		classes.add(new LabelClass(value, "undecided"));
		return classes;
	}

	VolumeOptions options(final StackSelection volume) {
		return new VolumeOptions(Windows.of(window, volume), Keys.choice("fill", fill, VolumeOptions.Fill.class), Keys.choice(
			"refine", refine, VolumeOptions.Refine.class), Keys.choice("detail", detail, VolumeOptions.Detail.class),
			cleanPrompts, Keys.slice("z_min", zMin, 0), Keys.slice("z_max", zMax, Integer.MAX_VALUE), maxSlices == 0
				? Integer.MAX_VALUE : maxSlices);
	}
}
