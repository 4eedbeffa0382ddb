package org.stacksam.interactive;

import org.stacksam.image.ConnectedComponents;
import org.stacksam.image.ConnectedComponents.Components;
import org.stacksam.image.DistanceTransform;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;

/**
 * The user of the literature on interactive segmentation (NoC, as in RITM): each click goes to the middle of the largest
 * connected error, where its distance to the error's edge is largest.
 */
final class SimulatedUser {

	private SimulatedUser() {}

	/**
	 * Where to click.
	 *
	 * @param error pixels of the error that is clicked
	 */
	record Click(PointPrompt point, int error) {}

	/** The point of {@link #click}. */
	static PointPrompt next(final MaskPrompt truth, final MaskPrompt mask, final int width, final int height) {
		final Click click = click(truth, mask, width, height);
		return click == null ? null : click.point;
	}

	/**
	 * The next click on a slice.
	 *
	 * @param truth null if the object is not there
	 * @param mask made so far; null if there is none
	 * @return null if there is no error
	 */
	static Click click(final MaskPrompt truth, final MaskPrompt mask, final int width, final int height) {
		Click click = null;
		int largest = 0;
		for (final boolean missing : new boolean[] { true, false }) {
			final boolean[] error = new boolean[width * height];
			for (int i = 0; i < error.length; i++) {
				final boolean is = mask != null && mask.contains(i % width, i / width), should = truth != null && truth.contains(i % width,
					i / width);
				error[i] = missing ? should && !is : is && !should;
			}
			final Components pieces = ConnectedComponents.label(error, width, height, 1, true);
			if (pieces.count() == 0) continue;
			final int piece = pieces.largest();
			final boolean[] in = new boolean[error.length];
			int size = 0;
			for (int i = 0; i < in.length; i++) {
				in[i] = pieces.labels()[i] == piece;
				if (in[i]) size++;
			}
			if (size <= largest) continue;
			largest = size;
			final int middle = middle(DistanceTransform.signed(in, width, height));
			click = new Click(new PointPrompt(middle % width + 0.5, middle / width + 0.5, missing), size);
		}
		return click;
	}

	private static int middle(final float[] distance) {
		int best = 0;
		for (int i = 1; i < distance.length; i++) if (distance[i] > distance[best]) best = i;
		return best;
	}
}
