package org.stacksam.evaluation;

/**
 * Distances between the surfaces of a predicted and a reference mask, in the unit of the spacing.
 *
 * @param hausdorff largest distance of either surface to the other
 * @param hausdorff95 its 95th percentile, by the rule of the {@link SurfaceDefinition}
 * @param predictedToReference mean distance of the prediction's surface to the reference's
 * @param referenceToPredicted mean distance of the reference's surface to the prediction's
 * @param assd mean over both surfaces pooled
 * @param surfaceDice share of both surfaces that lies within the tolerance of the other (NSD), 0..1
 */
public record SurfaceMetrics(double hausdorff, double hausdorff95, double predictedToReference,
	double referenceToPredicted, double assd, double surfaceDice)
{

	/** Both masks are empty: nothing to compare, all NaN. */
	static final SurfaceMetrics BOTH_EMPTY = new SurfaceMetrics(Double.NaN, Double.NaN, Double.NaN, Double.NaN,
		Double.NaN, Double.NaN);

	/** One mask is empty: infinitely far, no surface within any tolerance. */
	static final SurfaceMetrics ONE_EMPTY = new SurfaceMetrics(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY,
		Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0);
}
