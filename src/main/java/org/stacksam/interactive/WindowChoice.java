package org.stacksam.interactive;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.stacksam.io.Geometry;
import org.stacksam.prompt.Prompt;
import org.stacksam.sam.Window;
import org.stacksam.volume.AutoWindow;
import org.stacksam.volume.InPlaneTurn;
import org.stacksam.volume.SliceReader;

/** The window that segmenting a volume would choose for prompts; a session keeps one, for each window has its embeddings. */
public final class WindowChoice {

	private WindowChoice() {}

	/**
	 * From the intensities of the prompted objects, see {@link AutoWindow}.
	 *
	 * @param image [x, y, z] in its own units
	 * @param geometry its grid
	 * @param prompts in pixels as stored, at least one that is no stop mark
	 */
	public static <T extends RealType<T>> Window of(final RandomAccessibleInterval<T> image, final Geometry geometry,
		final List<Prompt> prompts)
	{
		final InPlaneTurn turn = InPlaneTurn.of(geometry);
		return AutoWindow.of(SliceReader.of(image, geometry), prompts.stream().map(turn::toView).toList(), null).rounded()
			.window();
	}
}
