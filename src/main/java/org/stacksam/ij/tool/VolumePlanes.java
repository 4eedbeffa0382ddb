package org.stacksam.ij.tool;

import java.util.List;

import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.StackSelection;
import org.stacksam.interactive.ModelPlanes;
import org.stacksam.interactive.StackPlanes;
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
 */
record VolumePlanes(StackSelection volume, ModelPlanes planes, Window window) {

	/**
	 * Reads what is needed; some seconds for large floating-point volumes.
	 *
	 * @param fixed window, or null to choose it: there is no prompt yet, so from the central half of the current slice
	 */
	static VolumePlanes of(final StackSelection volume, final Window fixed) {
		final boolean color = ImagePlusViews.isRgb(volume.image());
		final Window window = fixed != null ? fixed : color ? new Window(0, 255) : chosen(volume);
		return new VolumePlanes(volume, color ? new ColorPlanes(volume) : StackPlanes.of(ImagePlusViews.floats(volume),
			volume.geometry(), window), window);
	}

	private static Window chosen(final StackSelection volume) {
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
