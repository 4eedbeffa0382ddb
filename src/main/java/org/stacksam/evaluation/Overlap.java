package org.stacksam.evaluation;

/**
 * Voxel counts of one label and what follows from them. Empty masks as nnU-Net has them: a quotient of nothing is NaN
 * (Dice and IoU where both masks are empty), 0 where only one is empty.
 *
 * @param truePositives voxels in both masks
 * @param falsePositives voxels in the prediction only
 * @param falseNegatives voxels in the reference only
 * @param trueNegatives voxels in neither; voxels of the ignore label are in none of the four
 */
public record Overlap(long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

	/** 2 TP / (2 TP + FP + FN); NaN if both masks are empty. */
	public double dice() {
		return quotient(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
	}

	/** TP / (TP + FP + FN); NaN if both masks are empty. */
	public double iou() {
		return quotient(truePositives, truePositives + falsePositives + falseNegatives);
	}

	/** TP / (TP + FN); NaN if the reference is empty. */
	public double sensitivity() {
		return quotient(truePositives, reference());
	}

	/** TP / (TP + FP); NaN if the prediction is empty. */
	public double precision() {
		return quotient(truePositives, predicted());
	}

	/** (predicted − reference) / reference volume, signed (MedPy's ravd); NaN if the reference is empty. */
	public double volumeError() {
		return quotient(predicted() - reference(), reference());
	}

	/** Voxels of the prediction (nnU-Net's n_pred). */
	public long predicted() {
		return truePositives + falsePositives;
	}

	/** Voxels of the reference (nnU-Net's n_ref). */
	public long reference() {
		return truePositives + falseNegatives;
	}

	private static double quotient(final long numerator, final long denominator) {
		return denominator == 0 ? Double.NaN : (double) numerator / denominator;
	}
}
