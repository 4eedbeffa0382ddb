package org.stacksam.crowd;

import java.util.List;

import org.stacksam.prompt.PromptSet;

/**
 * Boxes of several annotators merged into one set.
 *
 * @param prompts to be segmented once; gaps are filled and corners smoothed by the volume engine's cleaning
 * @param annotators one row each
 * @param notes a line for each box that was rejected and anything else that was left out; slices counted from 1
 */
public record MergedBoxes(PromptSet prompts, List<Row> annotators, List<String> notes) {

	/**
	 * How one annotator compares to the merged boxes.
	 *
	 * @param boxes that the annotator drew
	 * @param meanIou of the boxes that were used with the merged ones, NaN if none was
	 * @param missed merged boxes where the annotator drew none
	 * @param rejected boxes of the annotator that were not used
	 */
	public record Row(String annotator, int boxes, double meanIou, int missed, int rejected) {}
}
