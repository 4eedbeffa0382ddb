package org.stacksam.volume.refine;

import java.util.List;

import org.stacksam.volume.SegmentedPrompt;

/**
 * Logits of a class before regularisation: masks smoothed across slices, bias, likelihood and the forest's log-odds,
 * and the outlier term where it may act.
 *
 * @param forest null = none
 */
record Unary(LogitField field, List<ClassEvidence> evidence, ForestEvidence forest, RefineParameters parameters) {

	/** Logit of a mask given as truth: regularisation moves by {@link RefineParameters.Field#strength()} at most. */
	static final float TRUTH = 30;

	/** Where the outlier term acts. */
	@FunctionalInterface
	interface Reach {

		/** Pixels of the plane, null = nowhere. */
		boolean[] of(int k, int z, ClassPlane plane);
	}

	/**
	 * Logits in a plane.
	 *
	 * @param plane smoothed logits of the class on the slice
	 * @param reach of the outlier term; null = nowhere
	 * @return as many as the plane has, −∞ outside the boxes
	 */
	float[] of(final ClassPlane plane, final int k, final int z, final SliceIntensities intensities, final Reach reach) {
		final ClassEvidence e = evidence.get(k);
		final float bias = e.even() ? (float) parameters.evidence().bias() : 0;
		final float weight = e.even() ? (float) parameters.evidence().weight() : 0;
		final float forestWeight = (float) parameters.forest().weight();
		final float[] odds = forest == null ? null : forest.get(k, z);
		final boolean[] outlying = reach == null ? null : reach.of(k, z, plane);
		final int width = field.width();
		final float[] out = new float[plane.logits().length];
		for (int y = 0, i = 0; y < plane.height(); y++) {
			int at = (plane.y0() + y) * width + plane.x0();
			for (int x = 0; x < plane.width(); x++, i++, at++) {
				if (!plane.boxed()[i]) {
					out[i] = Float.NEGATIVE_INFINITY;
					continue;
				}
				out[i] = plane.logits()[i] - bias + weight * e.logRatio()[intensities.bins()[at]];
				if (odds != null) out[i] += forestWeight * odds[i];
				if (outlying != null && outlying[i]) out[i] -= e.penalty(intensities.flat()[at], parameters.outliers());
			}
		}
		for (final boolean inside : new boolean[] { false, true })
			for (final SegmentedPrompt p : field.masks(k, z)) if (p.truth()) settle(p, plane, out, inside);
		return out;
	}

	/** A given mask is what it is; first what lies beside the masks is set, then what lies in one. */
	private void settle(final SegmentedPrompt p, final ClassPlane plane, final float[] out, final boolean inside) {
		for (int y = p.top(); y < p.bottom(field.height()); y++)
			for (int x = p.left(); x < p.right(field.width()); x++)
				if (p.logits().get(x, y) > 0 == inside) out[(y - plane.y0()) * plane.width() + x - plane.x0()] = inside ? TRUTH
					: -TRUTH;
	}
}
