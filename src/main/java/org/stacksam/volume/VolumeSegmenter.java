package org.stacksam.volume;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;

/** From prompts on some slices to dense labels: the whole way of one volume. */
public final class VolumeSegmenter {

	private VolumeSegmenter() {}

	/**
	 * Segments a volume.
	 *
	 * @param image [x, y, z] in the image's own units; never changed
	 * @param geometry its grid
	 * @param prompts in the image's pixel coordinates
	 * @param model decodes
	 * @param encoder gives the embeddings, from the model or its caches
	 * @throws org.stacksam.InputException if there is no prompt, or one lies outside the image
	 */
	public static <T extends RealType<T>> VolumeResult segment(final RandomAccessibleInterval<T> image,
		final Geometry geometry, final PromptSet prompts, final SamModel model, final SliceEncoder encoder,
		final VolumeOptions options, final Progress progress)
	{
		throw new UnsupportedOperationException("to be written");
	}
}
