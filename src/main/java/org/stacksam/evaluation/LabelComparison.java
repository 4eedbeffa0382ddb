package org.stacksam.evaluation;

import java.util.List;

/**
 * Two results compared in one label, over the cases that have a score in both.
 *
 * @param label its name in A
 * @param pairs by case, at least one
 * @param a scores of A
 * @param b scores of B
 * @param difference A − B, case by case
 * @param wilcoxon two-sided test of the differences
 * @param wilcoxonHolm its p value adjusted over the labels
 * @param t statistic of the paired t test of A − B; NaN for fewer than two cases
 * @param tP its two-sided p value
 * @param nonInferiority of B to A; null where no margin was given
 */
public record LabelComparison(String label, List<Pair> pairs, ScoreSummary a, ScoreSummary b, ScoreSummary difference,
	Wilcoxon wilcoxon, double wilcoxonHolm, double t, double tP, NonInferiority nonInferiority)
{

	/** A case's scores. */
	public record Pair(String caseName, double a, double b) {}

	public LabelComparison {
		pairs = List.copyOf(pairs);
	}

	/** Cases. */
	public int n() {
		return pairs.size();
	}
}
