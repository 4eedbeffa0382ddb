package org.stacksam.ij.tool;

import java.util.List;

import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.StackSelection;
import org.stacksam.interactive.ModelPlanes;
import org.stacksam.interactive.StackPlanes;
import org.stacksam.interactive.WindowChoice;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.Prompt;
import org.stacksam.sam.Window;
import org.stacksam.volume.AutoWindow;
import org.stacksam.volume.SliceReader;

/**
 * One channel and frame as the model is shown it.
 *
 * @param volume of the image
 * @param planes compared by identity
 * @param window of intensities; for RGB that of the luminance, which only carrying uses
 * @param chosen whether StackSAM chose the window, not the user
 */
record VolumePlanes(StackSelection volume, ModelPlanes planes, Window window, boolean chosen) {

	/**
	 * Reads what is needed; some seconds for large floating-point volumes.
	 *
	 * @param fixed window, or null to choose it: from the prompts, and where there is none yet from the central half of the
	 *          current slice
	 * @param prompts in pixels as stored
	 */
	static VolumePlanes of(final StackSelection volume, final Window fixed, final List<Prompt> prompts) {
		final boolean color = ImagePlusViews.isRgb(volume.image());
		final Window window = fixed != null ? fixed : color ? new Window(0, 255) : choose(volume, prompts);
		return new VolumePlanes(volume, color ? new ColorPlanes(volume) : StackPlanes.of(ImagePlusViews.floats(volume),
			volume.geometry(), window), window, fixed == null);
	}

	private static Window choose(final StackSelection volume, final List<Prompt> prompts) {
		if (!prompts.stream().allMatch(Prompt::absent)) return WindowChoice.of(ImagePlusViews.floats(volume), volume
			.geometry(), prompts);
		final SliceReader slices = SliceReader.of(ImagePlusViews.floats(volume), volume.geometry());
		final Prompt all = Prompt.box(1, 1, volume.currentSlice(), new Box(0, 0, slices.width(), slices.height()));
		return AutoWindow.of(slices, List.of(all), null).window();
	}

	/** The part of a slice that is seen in the image's window; null if there is no window. */
	static Box visible(final StackSelection volume) {
		if (volume.image().getCanvas() == null) return null;
		final var seen = volume.image().getCanvas().getSrcRect();
		return new Box(seen.x, seen.y, seen.x + seen.width, seen.y + seen.height);
	}
}
