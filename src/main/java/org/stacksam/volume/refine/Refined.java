package org.stacksam.volume.refine;

import java.util.List;
import java.util.Map;

import org.stacksam.volume.LogitCrop;

/**
 * What the refinement says beside labels and confidence.
 *
 * @param masks one for each mask it was given, in their order
 * @param estimatedDice by object
 * @param classes in the order they were given
 * @param scores by number of the mask: logits of the refined class against all others in the mask's box, ±8; only for
 *          masks for which they were asked
 */
public record Refined(List<MaskQuality> masks, Map<Integer, Double> estimatedDice, List<ClassSummary> classes,
	Map<Integer, LogitCrop> scores)
{

	/**
	 * How sure one object on one slice is.
	 *
	 * @param area pixels of its class in its box
	 * @param confidence 0..1; 1 for masks given as truth
	 */
	public record MaskQuality(long area, double confidence) {}

	/**
	 * What was found of a class.
	 *
	 * @param heterogeneity share of its sure voxels with intensities far from its median
	 * @param even whether bias and likelihood were used
	 * @param outliersEverywhere whether the outlier term acts everywhere, not only in bays and holes
	 * @param fitPlain mean fit of labels to boxes without the outlier term
	 * @param fitSharp with it
	 */
	public record ClassSummary(double heterogeneity, boolean even, boolean outliersEverywhere, double fitPlain,
		double fitSharp)
	{}
}
