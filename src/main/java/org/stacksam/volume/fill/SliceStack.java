package org.stacksam.volume.fill;

import java.util.function.IntFunction;

import org.stacksam.sam.EncodedSlice;

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
{}
