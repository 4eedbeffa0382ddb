package org.stacksam.evaluation;

import java.util.function.IntToDoubleFunction;

import org.stacksam.image.DistanceTransform;

/** Measures the distances between the surfaces of two masks, by exact Euclidean distance transforms. */
final class SurfaceComparison {

	private static final double SHARE = 0.95;

	private SurfaceComparison() {}

	/**
	 * Compares the surfaces of one label.
	 *
	 * @param bounds of the label in both images
	 * @param overlap its counts: whether a mask is empty
	 */
	static SurfaceMetrics compare(final LabelPair pair, final EvaluatedLabel label, final LabelBounds bounds,
		final Overlap overlap, final SurfaceOptions options)
	{
		if (bounds.isEmpty()) return SurfaceMetrics.BOTH_EMPTY;
		if (overlap.predicted() == 0 || overlap.reference() == 0) return SurfaceMetrics.ONE_EMPTY;
		final MaskPair masks = MaskPair.of(pair, label, bounds);
		final double tolerance = options.tolerance(pair.spacing());
		// A single slice is a plane: across it there is nothing to compare.
		final boolean plane = pair.depth() == 1;
		return options.definition() == SurfaceDefinition.SURFACE_DISTANCE ? byArea(masks, plane, tolerance) : byVoxels(masks,
			plane, tolerance, options.definition());
	}

	private static SurfaceMetrics byVoxels(final MaskPair masks, final boolean plane, final double tolerance,
		final SurfaceDefinition definition)
	{
		final int w = masks.width(), h = masks.height(), d = masks.depth();
		final boolean[] predicted = VoxelSurface.of(masks.predicted(), w, h, d, plane);
		final boolean[] reference = VoxelSurface.of(masks.reference(), w, h, d, plane);
		final DirectedDistances there = DirectedDistances.unweighted(distances(predicted, DistanceTransform.squared(
			reference, w, h, d, masks.spacing())));
		final DirectedDistances back = DirectedDistances.unweighted(distances(reference, DistanceTransform.squared(predicted,
			w, h, d, masks.spacing())));
		final double hausdorff95 = definition == SurfaceDefinition.MEDPY ? there.pooledWith(back).quantile(SHARE) : Math.max(
			there.quantile(SHARE), back.quantile(SHARE));
		return metrics(there, back, hausdorff95, tolerance);
	}

	private static SurfaceMetrics byArea(final MaskPair masks, final boolean plane, final double tolerance) {
		final CornerSurface predicted = CornerSurface.of(masks.predicted(), masks.width(), masks.height(), masks.depth(),
			plane, masks.spacing());
		final CornerSurface reference = CornerSurface.of(masks.reference(), masks.width(), masks.height(), masks.depth(),
			plane, masks.spacing());
		final boolean[] inPrediction = predicted.elements(), inReference = reference.elements();
		final int w = predicted.width(), h = predicted.height(), d = predicted.depth();
		final DirectedDistances there = DirectedDistances.of(distances(inPrediction, DistanceTransform.squared(inReference,
			w, h, d, masks.spacing())), valuesAt(inPrediction, predicted::area));
		final DirectedDistances back = DirectedDistances.of(distances(inReference, DistanceTransform.squared(inPrediction, w,
			h, d, masks.spacing())), valuesAt(inReference, reference::area));
		return metrics(there, back, Math.max(there.weightedQuantile(SHARE), back.weightedQuantile(SHARE)), tolerance);
	}

	private static SurfaceMetrics metrics(final DirectedDistances there, final DirectedDistances back,
		final double hausdorff95, final double tolerance)
	{
		final double weight = there.totalWeight() + back.totalWeight();
		return new SurfaceMetrics(Math.max(there.max(), back.max()), hausdorff95, there.mean(), back.mean(), (there.moment() +
			back.moment()) / weight, (there.weightWithin(tolerance) + back.weightWithin(tolerance)) / weight);
	}

	private static double[] distances(final boolean[] elements, final double[] squared) {
		return valuesAt(elements, i -> Math.sqrt(squared[i]));
	}

	/** A value of each element that is set, in order. */
	private static double[] valuesAt(final boolean[] elements, final IntToDoubleFunction value) {
		int count = 0;
		for (final boolean element : elements)
			if (element) count++;
		final double[] values = new double[count];
		for (int i = 0, n = 0; i < elements.length; i++)
			if (elements[i]) values[n++] = value.applyAsDouble(i);
		return values;
	}
}
