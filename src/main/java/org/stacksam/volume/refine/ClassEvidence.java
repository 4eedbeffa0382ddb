package org.stacksam.volume.refine;

/**
 * What the volume's intensities say of one class.
 *
 * @param heterogeneity share of its sure voxels beyond six spreads, 1 if there are too few to tell
 * @param even whether the class takes bias and likelihood: heterogeneity below the gate, not marked as heterogeneous
 * @param median of its sure voxels after smoothing across slices, in the image's units; NaN if there are too few
 * @param spread of these, at least a quarter of the volume's sigma
 * @param logRatio by histogram bin: log p(intensity | inside) / p(intensity | outside), clipped; zeros if unknown
 */
record ClassEvidence(double heterogeneity, boolean even, double median, double spread, float[] logRatio) {

	/** What is taken off the logit for an intensity that does not belong to the class. */
	float penalty(final float intensity, final RefineParameters.Outliers o) {
		if (Double.isNaN(median)) return 0;
		return (float) Math.max(0, Math.min(o.most(), o.slope() * (Math.abs(intensity - median) / spread - o.start())));
	}
}
