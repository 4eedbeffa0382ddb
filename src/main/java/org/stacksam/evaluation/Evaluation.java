package org.stacksam.evaluation;

import java.util.ArrayList;
import java.util.List;

import org.stacksam.Progress;

/** Measures all labels of a case. */
public final class Evaluation {

	private Evaluation() {}

	/**
	 * Scores each label of a pair of label images; memory beside both is some 14 bytes for each voxel of the box
	 * around the largest label where surfaces are measured, else a few slices.
	 *
	 * @param labels what to score; other values of the images count as background
	 * @param surfaces null = only overlap and volumes
	 * @return scores in the order of the labels
	 * @throws org.stacksam.InputException if an image holds anything but whole numbers of 0..65535
	 */
	public static List<LabelScores> evaluate(final LabelPair pair, final List<EvaluatedLabel> labels,
		final SurfaceOptions surfaces, final Progress progress)
	{
		final OverlapMetrics.Counts counts = OverlapMetrics.count(pair, labels, progress);
		final List<Overlap> overlaps = counts.overlaps();
		final List<LabelScores> scores = new ArrayList<>();
		for (int i = 0; i < labels.size(); i++) {
			progress.check();
			progress.report(i, labels.size(), "Measuring " + labels.get(i).name());
			final SurfaceMetrics surface = surfaces == null ? null : SurfaceComparison.compare(pair, labels.get(i), counts
				.bounds(i), overlaps.get(i), surfaces);
			scores.add(new LabelScores(labels.get(i), overlaps.get(i), pair.voxelVolume(), surface));
		}
		return scores;
	}
}
