package org.stacksam.volume;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.stacksam.io.Geometry;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.Window;

/** One window for several runs on a volume, so that they share their embeddings. */
public final class SharedWindow {

	private SharedWindow() {}

	/**
	 * The window that {@link VolumeSegmenter} would choose for these prompts.
	 *
	 * @param image [x, y, z] in the image's own units
	 * @param geometry its grid
	 * @param prompts in the image's pixel coordinates, such as those of all annotators together
	 */
	public static <T extends RealType<T>> Window of(final RandomAccessibleInterval<T> image, final Geometry geometry,
		final PromptSet prompts)
	{
		final InPlaneTurn turn = InPlaneTurn.of(geometry);
		return AutoWindow.of(SliceReader.of(image, geometry), prompts.prompts().stream().map(turn::toView).toList(), null)
			.rounded().window();
	}
}
