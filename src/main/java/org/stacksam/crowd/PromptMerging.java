package org.stacksam.crowd;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.crowd.Agreement.Region;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PromptSet;

/**
 * From the prompts of several annotators to one label image: their boxes are merged and segmented once, or each
 * annotator is segmented and the labels are fused.
 *
 * @param labels [x, y, z]
 * @param boxes what became of the boxes; null if labels were fused
 * @param disagreement entropy of the annotators' labels in bits; null if they were not segmented one by one
 * @param agreement of the annotators' labels; null if they were not segmented one by one
 */
public record PromptMerging(RandomAccessibleInterval<UnsignedShortType> labels, MergedBoxes boxes,
	RandomAccessibleInterval<FloatType> disagreement, Agreement agreement)
{

	/**
	 * Merges the boxes ({@link BoxMerging}) and segments them.
	 *
	 * @param sets at least two
	 * @param eachToo whether each annotator is segmented as well, to say how far they agree; costs as much again for each
	 */
	public static PromptMerging ofBoxes(final CrowdSegmenter<?> segmenter, final List<PromptSet> sets,
		final boolean eachToo, final Region region, final Progress progress)
	{
		check(sets);
		final MergedBoxes boxes = BoxMerging.merge(sets);
		final RandomAccessibleInterval<UnsignedShortType> labels = segmenter.segment(boxes.prompts(), progress).labels();
		if (!eachToo) return new PromptMerging(labels, boxes, null, null);
		final LabelMerging.Result against = LabelMerging.against(segmenter.annotations(sets, progress), labels, region,
			progress);
		return new PromptMerging(labels, boxes, against.disagreement(), against.agreement());
	}

	/** Segments each annotator and fuses the labels; at least two sets. */
	public static PromptMerging ofLabels(final CrowdSegmenter<?> segmenter, final List<PromptSet> sets,
		final LabelMerging.Method method, final Region region, final Progress progress)
	{
		check(sets);
		final LabelMerging.Result fused = LabelMerging.merge(segmenter.annotations(sets, progress), method, region, progress);
		return new PromptMerging(fused.labels(), null, fused.disagreement(), fused.agreement());
	}

	/** Before any work: enough annotators, of one image, who mean the same labels. */
	public static void check(final List<PromptSet> sets) {
		if (sets.size() < 2) throw new InputException("There are prompts of " + sets.size() +
			" annotator(s). Give those of at least two; one is segmented by SAM Segment Volume.");
		SetsOfOneImage.size(sets);
		SetsOfOneImage.labels(sets);
	}

	/** The labels that any annotator knows. */
	public static List<LabelClass> classes(final List<PromptSet> sets) {
		return SetsOfOneImage.labels(sets);
	}
}
