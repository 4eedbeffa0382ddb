package org.stacksam.crowd;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.stacksam.Progress;

/** What a fusion decided for each combination of votes, and how it becomes a label image. */
public final class Fusion {

	/** Tie label that stands for the smallest of the labels that tie; so background wins against an object. */
	public static final int SMALLEST = -1;

	private Fusion() {}

	/**
	 * The fused label image.
	 *
	 * @param patterns counted from the annotations
	 * @param labelOf a label for each pattern
	 * @return [x, y, z], a new image
	 */
	public static RandomAccessibleInterval<UnsignedShortType> image(final VotePatterns patterns, final int[] labelOf,
		final List<? extends RandomAccessibleInterval<? extends IntegerType<?>>> annotations, final Progress progress)
	{
		final PlanarImg<UnsignedShortType, ShortArray> image = PlanarImgs.unsignedShorts(annotations.get(0)
			.dimensionsAsLongArray());
		VoteSlices.forEach(annotations, progress, "Fusing labels", (z, votes) -> {
			final short[] out = image.getPlane(z).getCurrentStorageArray();
			final int[] at = new int[votes.length];
			for (int i = 0; i < out.length; i++) {
				for (int k = 0; k < at.length; k++)
					at[k] = votes[k][i];
				out[i] = (short) labelOf[patterns.indexOf(at)];
			}
		});
		return image;
	}

	/**
	 * The label with the largest weight.
	 *
	 * @param labels ascending
	 * @param weights one a label
	 * @param tolerance relative difference up to which two weights are a tie
	 * @param tie label for ties, or {@link #SMALLEST}
	 */
	static int largest(final int[] labels, final double[] weights, final double tolerance, final int tie) {
		int best = 0;
		boolean tied = false;
		for (int c = 1; c < labels.length; c++) {
			final double margin = tolerance * Math.max(weights[c], weights[best]);
			if (weights[c] > weights[best] + margin) {
				best = c;
				tied = false;
			}
			else if (weights[c] >= weights[best] - margin) tied = true;
		}
		return tied && tie != SMALLEST ? tie : labels[best];
	}
}
