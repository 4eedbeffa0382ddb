package org.stacksam.volume.fill;

import java.util.function.IntFunction;

import org.stacksam.sam.EncodedSlice;
import org.stacksam.volume.SliceEmbeddings;
import org.stacksam.volume.SliceReader;

/**
 * A volume as the filling sees it: slices as they are shown to the model.
 *
 * @param width columns of a slice
 * @param height rows
 * @param depth slices
 * @param spacing of x, y, z in mm
 * @param intensities of a slice, width·height, x fastest, finite; a new array each time
 * @param embeddings of a slice
 */
public record SliceStack(int width, int height, int depth, double[] spacing, IntFunction<float[]> intensities,
	IntFunction<EncodedSlice> embeddings)
{

	/** The volume as the segmenter reads and encodes it. */
	public static SliceStack of(final SliceReader slices, final SliceEmbeddings embeddings) {
		return new SliceStack(slices.width(), slices.height(), slices.depth(), slices.spacing(), slices::read,
			embeddings::at);
	}
}
