package org.stacksam.evaluation;

import org.stacksam.InputException;

/**
 * How results are compared.
 *
 * @param margin of non-inferiority in the metric's own units, &gt; 0; NaN = none is asked for
 * @param resamples of the bootstrap, at least 100
 * @param seed of the bootstrap
 */
public record ComparisonOptions(double margin, int resamples, long seed) {

	/** No margin, 10 000 resamples, seed 1. */
	public static final ComparisonOptions DEFAULT = new ComparisonOptions(Double.NaN, 10_000, 1);

	public ComparisonOptions {
		if (margin <= 0 || Double.isInfinite(margin)) throw new InputException("The margin of non-inferiority is " + margin +
			"; it must be above 0, in the units of the metric, such as 0.05.");
		if (resamples < 100) throw new InputException("The bootstrap needs at least 100 resamples, not " + resamples + ".");
	}

	/** With a margin of non-inferiority. */
	public ComparisonOptions withMargin(final double newMargin) {
		return new ComparisonOptions(newMargin, resamples, seed);
	}
}
