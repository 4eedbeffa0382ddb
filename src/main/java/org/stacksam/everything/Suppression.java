package org.stacksam.everything;

import java.util.ArrayList;
import java.util.List;

import org.stacksam.prompt.Box;

/** Non-maximum suppression on boxes, as torchvision's. */
final class Suppression {

	private Suppression() {}

	/**
	 * Keeps each candidate whose box's IoU with those kept before is at most the threshold.
	 *
	 * @param bestFirst decides which of two goes
	 * @return in the same order
	 */
	static List<Candidate> keep(final List<Candidate> bestFirst, final double threshold) {
		final List<Candidate> kept = new ArrayList<>();
		for (final Candidate candidate : bestFirst) {
			final Box box = candidate.box();
			if (kept.stream().noneMatch(k -> k.box().iou(box) > threshold)) kept.add(candidate);
		}
		return kept;
	}
}
