package org.stacksam.volume.refine;

import org.stacksam.prompt.Box;
import org.stacksam.volume.SegmentedPrompt;

/** How well labels fill the boxes they come from: the self-check of the outlier term. */
final class BoxFit {

	private BoxFit() {}

	/** Mean over a class's masks of the IoU of the label's bounding box, within the box, with the box; 0 without masks. */
	static double mean(final LabelRuns labels, final LogitField field, final int k) {
		double sum = 0;
		int count = 0;
		for (final int z : field.slices(k)) {
			for (final SegmentedPrompt p : field.masks(k, z)) {
				sum += fit(labels, field, k, p);
				count++;
			}
		}
		return count == 0 ? 0 : sum / count;
	}

	private static double fit(final LabelRuns labels, final LogitField field, final int k, final SegmentedPrompt p) {
		final int left = p.left(), right = p.right(field.width()), top = p.top(), bottom = p.bottom(field.height());
		final int[] bounds = { Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1 };
		labels.forEach(p.slice(), (y, x0, x1, label) -> {
			if (label != k + 1 || y < top || y >= bottom || x1 <= left || x0 >= right) return;
			bounds[0] = Math.min(bounds[0], Math.max(x0, left));
			bounds[1] = Math.min(bounds[1], y);
			bounds[2] = Math.max(bounds[2], Math.min(x1, right));
			bounds[3] = y + 1;
		});
		return bounds[2] < 0 ? 0 : new Box(bounds[0], bounds[1], bounds[2], bounds[3]).iou(p.box());
	}
}
