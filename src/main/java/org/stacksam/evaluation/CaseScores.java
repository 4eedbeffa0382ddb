package org.stacksam.evaluation;

import java.util.List;

/**
 * The scores of one case.
 *
 * @param name of the case: the file name without its ending
 * @param predicted where the prediction came from, for the report
 * @param reference where the reference came from
 * @param labels scores in the order of the table's labels
 */
public record CaseScores(String name, String predicted, String reference, List<LabelScores> labels) {

	public CaseScores {
		labels = List.copyOf(labels);
	}
}
