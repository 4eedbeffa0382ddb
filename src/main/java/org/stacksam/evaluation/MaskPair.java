package org.stacksam.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

import org.stacksam.InputException;

/**
 * The masks of one label in both images, cut to the smallest box around both: outside of it there is only background,
 * so surfaces and distances stay as in the whole image.
 *
 * @param predicted width·height·depth flags, x fastest
 * @param reference as many flags
 * @param spacing of x, y, z; 1 along z in a plane
 */
record MaskPair(boolean[] predicted, boolean[] reference, int width, int height, int depth, double[] spacing) {

	/**
	 * Cuts out a label; voxels of the ignore label are background in both masks.
	 *
	 * @param bounds not empty
	 */
	static MaskPair of(final LabelPair pair, final EvaluatedLabel label, final LabelBounds bounds) {
		final int width = bounds.size(0), height = bounds.size(1), depth = bounds.size(2);
		// The corners of the voxels are one more along each axis.
		final long corners = (width + 1L) * (height + 1L) * (depth + 1L);
		if (corners > Integer.MAX_VALUE - 8) throw new InputException("The label " + label.name() + " spans " + width +
			" × " + height + " × " + depth + " voxels, too many for surface metrics. Crop or downsample both images.");
		final boolean[] isLabel = new boolean[LabelPair.MAX_VALUE + 1];
		label.values().forEach(value -> isLabel[value] = true);
		final boolean[] predicted = new boolean[width * height * depth];
		final boolean[] reference = new boolean[predicted.length];
		final Interval plane = new FinalInterval(new long[] { bounds.min[0], bounds.min[1] }, new long[] { bounds.max[0],
			bounds.max[1] });
		IntStream.range(0, depth).parallel().forEach(z -> {
			final int[] inPrediction = new int[width * height], inReference = new int[width * height];
			pair.readPredicted(plane, bounds.min[2] + z, inPrediction);
			pair.readReference(plane, bounds.min[2] + z, inReference);
			for (int i = 0; i < inReference.length; i++) {
				if (inReference[i] == pair.ignore()) continue;
				predicted[z * width * height + i] = isLabel[inPrediction[i]];
				reference[z * width * height + i] = isLabel[inReference[i]];
			}
		});
		final double[] spacing = Arrays.copyOf(pair.spacing(), 3);
		if (pair.depth() == 1) spacing[2] = 1;
		return new MaskPair(predicted, reference, width, height, depth, spacing);
	}
}
