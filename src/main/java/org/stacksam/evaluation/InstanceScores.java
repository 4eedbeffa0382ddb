package org.stacksam.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * How well objects were found, at several thresholds of IoU.
 *
 * @param predicted objects of the prediction
 * @param reference objects of the reference
 * @param atThresholds ascending
 */
public record InstanceScores(long predicted, long reference, List<AtThreshold> atThresholds) {

	public InstanceScores {
		atThresholds = List.copyOf(atThresholds);
	}

	/**
	 * The matches at one threshold. Quotients of nothing (no object in either image) are NaN, as Dice of two empty masks
	 * is; StarDist and cellpose say 0 there.
	 *
	 * @param iou least IoU of a match
	 * @param truePositives matched pairs
	 * @param falsePositives predicted objects without a match
	 * @param falseNegatives reference objects without a match
	 * @param sumOfIou over the matched pairs
	 */
	public record AtThreshold(double iou, long truePositives, long falsePositives, long falseNegatives,
		double sumOfIou)
	{

		/** TP / (TP + FP). */
		public double precision() {
			return quotient(truePositives, truePositives + falsePositives);
		}

		/** TP / (TP + FN). */
		public double recall() {
			return quotient(truePositives, truePositives + falseNegatives);
		}

		/** 2 TP / (2 TP + FP + FN). */
		public double f1() {
			return quotient(2.0 * truePositives, 2.0 * truePositives + falsePositives + falseNegatives);
		}

		/** TP / (TP + FP + FN): what cellpose calls average precision, StarDist accuracy. */
		public double averagePrecision() {
			return quotient(truePositives, truePositives + falsePositives + falseNegatives);
		}

		/** Sum of the matches' IoU / (TP + FP/2 + FN/2) (Kirillov et al., CVPR 2019). */
		public double panopticQuality() {
			return quotient(sumOfIou, truePositives + falsePositives / 2.0 + falseNegatives / 2.0);
		}

		/** Mean IoU of the matches; NaN if there is none. */
		public double meanMatchedIou() {
			return quotient(sumOfIou, truePositives);
		}

		private AtThreshold plus(final AtThreshold other) {
			return new AtThreshold(iou, truePositives + other.truePositives, falsePositives + other.falsePositives,
				falseNegatives + other.falseNegatives, sumOfIou + other.sumOfIou);
		}

		private static double quotient(final double numerator, final double denominator) {
			return denominator == 0 ? Double.NaN : numerator / denominator;
		}
	}

	/** Mean of the average precision over the thresholds; NaN if neither image has an object. */
	public double meanAveragePrecision() {
		return atThresholds.stream().mapToDouble(AtThreshold::averagePrecision).average().orElse(Double.NaN);
	}

	/**
	 * The scores of a data set: counts are added over its images, as StarDist does by default.
	 *
	 * @param images at least one, with the same thresholds
	 */
	public static InstanceScores pooled(final List<InstanceScores> images) {
		return images.stream().reduce(InstanceScores::plus).orElseThrow();
	}

	private InstanceScores plus(final InstanceScores other) {
		final List<AtThreshold> sums = new ArrayList<>();
		for (int i = 0; i < atThresholds.size(); i++)
			sums.add(atThresholds.get(i).plus(other.atThresholds.get(i)));
		return new InstanceScores(predicted + other.predicted, reference + other.reference, sums);
	}
}
