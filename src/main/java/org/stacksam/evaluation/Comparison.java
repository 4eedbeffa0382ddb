package org.stacksam.evaluation;

import java.util.List;

/**
 * Two results compared.
 *
 * @param sourceA where A came from
 * @param sourceB where B came from
 * @param metric that was compared
 * @param labels compared, at least one, in the order of A
 * @param leftOut a line for each case, label or score that only one of them has, or that is NaN
 */
public record Comparison(String sourceA, String sourceB, Metric metric, List<LabelComparison> labels,
	List<String> leftOut)
{

	public Comparison {
		labels = List.copyOf(labels);
		leftOut = List.copyOf(leftOut);
	}
}
