package org.stacksam.crowd;

import java.util.SortedMap;

/**
 * One combination of an annotation plan, tried once.
 *
 * @param everyNth which slices were annotated
 * @param annotators how many
 * @param method how they were merged; null for a single annotator
 * @param seed of the simulated annotators
 * @param prompts that all annotators drew together
 * @param dice by label value; NaN where reference and result are both empty
 */
public record PlanRow(int everyNth, int annotators, PlanOptions.Method method, long seed, int prompts,
	SortedMap<Integer, Double> dice)
{

	/** Mean of the labels, without NaN. */
	public double meanDice() {
		return dice.values().stream().mapToDouble(d -> d).filter(d -> !Double.isNaN(d)).average().orElse(Double.NaN);
	}
}
