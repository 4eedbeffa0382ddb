package org.stacksam.volume.fill;

import java.util.function.IntFunction;

import org.stacksam.prompt.Box;
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
 * @param embeddings of the slices
 */
public record SliceStack(int width, int height, int depth, double[] spacing, IntFunction<float[]> intensities,
	Embeddings embeddings)
{

	/** Gives the embedding of a slice, or of the part of it round a prompt; in pixels of the slice. */
	public interface Embeddings {

		EncodedSlice at(int slice, Box prompt);
	}

	/** The volume as the segmenter reads and encodes it. */
	public static SliceStack of(final SliceReader slices, final SliceEmbeddings embeddings) {
		return new SliceStack(slices.width(), slices.height(), slices.depth(), slices.spacing(), slices::read,
			embeddings::at);
	}
}
