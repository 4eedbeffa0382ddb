package org.stacksam.volume.refine;

/**
 * Everything that can be set in the refinement; the defaults were measured on an abdominal CT and an MR and held on
 * others. Nearly all are flat: factors of two move the mean Dice by less than .002; the gate is the exception.
 *
 * @param smoothing of logits across slices
 * @param evidence of intensities
 * @param outliers intensities that do not belong to their class
 * @param forest learnt inside the volume
 * @param field regularisation
 * @param stray pieces of an object below this share of its largest are dropped
 * @param growMm boxes of slices without prompts are grown by a pixel for so many mm to the nearest prompt, and less the
 *          nearer it is; 0 = not
 * @param temperature that logits are divided by to get calibrated probabilities (calibration error in the boxes, every 5th
 *          slice prompted: .014 on CT, .010 on MR; .028 and .026 at 1.5, .042 and .034 at 2.5)
 * @param slabBytes memory that a slab's working arrays may take
 */
public record RefineParameters(Smoothing smoothing, Evidence evidence, Outliers outliers, Forest forest, Field field,
	double stray, double growMm, double temperature, long slabBytes)
{

	/** The measured defaults. */
	public static final RefineParameters DEFAULT = new RefineParameters(new Smoothing(6, 0.2, 3, 3), new Evidence(2, 1,
		0.5, 3, 4, 0.03), new Outliers(2, 2.5, 8, 0.01, 0.01, 0.4), new Forest(0.5, 40, 10, 10, 4000, 3, 1), new Field(5, 3,
			2), 0.05, 15, 2, 128L << 20);

	public RefineParameters withOutliers(final Outliers o) {
		return new RefineParameters(smoothing, evidence, o, forest, field, stray, growMm, temperature, slabBytes);
	}

	public RefineParameters withForest(final Forest f) {
		return new RefineParameters(smoothing, evidence, outliers, f, field, stray, growMm, temperature, slabBytes);
	}

	public RefineParameters withGrowMm(final double mm) {
		return new RefineParameters(smoothing, evidence, outliers, forest, field, stray, mm, temperature, slabBytes);
	}

	public RefineParameters withSlabBytes(final long bytes) {
		return new RefineParameters(smoothing, evidence, outliers, forest, field, stray, growMm, temperature, bytes);
	}

	/**
	 * Smoothing of logits across slices.
	 *
	 * @param clip logits are clipped to ±clip
	 * @param side weight of each neighbouring slice; the slice itself has 1 − 2·side
	 * @param thickMm thinner slices are smoothed box onto box instead
	 * @param morphMm sigma of that
	 */
	public record Smoothing(double clip, double side, double thickMm, double morphMm) {}

	/**
	 * Evidence of intensities by histograms inside and round the boxes.
	 *
	 * @param sure |logit| from which a voxel teaches
	 * @param bias taken off every logit, for SAM's masks run over
	 * @param weight of the log-likelihood ratio; 0 = off
	 * @param most it is clipped to ±most
	 * @param ring pixels round a box that teach the background
	 * @param gate share of sure voxels beyond six spreads above which a class gets neither bias nor likelihood
	 */
	public record Evidence(double sure, double bias, double weight, double most, int ring, double gate) {}

	/**
	 * Penalty min(most, slope·max(0, |intensity − median| / spread − start)).
	 *
	 * @param full heterogeneity up to which a class takes it everywhere; others in bays and holes only
	 * @param selfCheck by how much the fit of masks to their boxes may fall with it
	 * @param share of its shell that may lie outside the object for a piece to count as bay or hole; negative = no pieces
	 */
	public record Outliers(double slope, double start, double most, double full, double selfCheck, double share) {}

	/**
	 * Random forests, one a class against the rest (Breiman 2001).
	 *
	 * @param weight of the log-odds; 0 = no forest
	 * @param trees a forest
	 * @param depth at most
	 * @param leaf samples in a leaf at least
	 * @param samples of each side at most
	 * @param folds by slice, so that no voxel is judged by a forest that learnt from it
	 * @param seed of all random choices
	 */
	public record Forest(double weight, int trees, int depth, int leaf, int samples, int folds, long seed) {}

	/**
	 * Mean field of a fully local Potts model over 26 neighbours.
	 *
	 * @param rounds of updates
	 * @param strength of the neighbours' weighted mean
	 * @param contrast intensity difference, in sigmas of the classes, that halves (about) the neighbours' weight
	 */
	public record Field(int rounds, double strength, double contrast) {}
}
