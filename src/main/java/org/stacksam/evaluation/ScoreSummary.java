package org.stacksam.evaluation;

/**
 * What a sample of scores amounts to.
 *
 * @param mean of the cases
 * @param normalHalfWidth half the width of the mean's 95 % interval: 1.96 · SD (of n, not n − 1) / √n
 * @param bootstrap percentile interval of the mean
 * @param median of the cases
 */
public record ScoreSummary(double mean, double normalHalfWidth, ConfidenceInterval bootstrap, double median) {

	static ScoreSummary of(final double[] values, final ComparisonOptions options) {
		return new ScoreSummary(PairedStatistics.mean(values), PairedStatistics.normalHalfWidth(values), PairedStatistics
			.bootstrap(values, options.resamples(), options.seed()), PairedStatistics.median(values));
	}
}
