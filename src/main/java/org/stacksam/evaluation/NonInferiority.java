package org.stacksam.evaluation;

/**
 * Whether B is worse than A by less than a margin, at the one-sided level of 2.5 % that belongs to a 95 % interval.
 * Concluded only where both methods say so: Wilcoxon's signed-rank test of the loss against the margin (Holm-adjusted
 * over the labels), and the bootstrap interval of the mean loss, which must lie below the margin.
 *
 * @param margin the largest loss that is tolerated, in the metric's units
 * @param p one-sided p value of Wilcoxon's test of loss &lt; margin
 * @param pHolm adjusted over the labels
 * @param worstLoss upper end of the bootstrap interval of the mean loss
 */
public record NonInferiority(double margin, double p, double pHolm, double worstLoss) {

	private static final double LEVEL = 0.025;

	/** Whether the data show it. */
	public boolean concluded() {
		return pHolm < LEVEL && worstLoss < margin;
	}
}
