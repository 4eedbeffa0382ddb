package org.stacksam.everything;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.volume.SliceObject;

/**
 * One object a pixel, where SAM's masks may overlap: smaller objects lie above larger ones, and an object of which less
 * than half would be seen is left out (a clump whose cells were found).
 */
final class Painting {

	private Painting() {}

	/**
	 * The objects as they are seen.
	 *
	 * @param least pixels that an object must show
	 * @return numbered from 1 in the order of their first pixels, row by row
	 */
	static List<SliceObject> objects(final List<Candidate> candidates, final int width, final int least,
		final Tally tally)
	{
		final List<Candidate> smallestFirst = new ArrayList<>(candidates);
		smallestFirst.sort(Comparator.comparingInt(Candidate::area).thenComparing(Candidate.BEST_FIRST));
		final BitSet taken = new BitSet();
		final List<Candidate> seen = new ArrayList<>();
		for (final Candidate candidate : smallestFirst) {
			final MaskPrompt visible = minus(candidate.mask(), taken, width);
			final int pixels = visible.pixels().cardinality();
			if (2 * pixels < candidate.area()) tally.drop(Filter.HIDDEN);
			else if (pixels < least) tally.drop(Filter.SMALL);
			else {
				visible.pixels().stream().forEach(i -> taken.set(index(visible, i, width)));
				seen.add(candidate.withMask(visible));
			}
		}
		seen.sort(Comparator.comparingInt(c -> index(c.mask(), c.mask().pixels().nextSetBit(0), width)));
		final List<SliceObject> objects = new ArrayList<>();
		for (final Candidate c : seen) {
			final int number = objects.size() + 1;
			objects.add(new SliceObject(number, new LabelClass(number, "object " + number), c.box(), c.mask(), c
				.predictedIou(), c.stability()));
		}
		return objects;
	}

	private static MaskPrompt minus(final MaskPrompt mask, final BitSet taken, final int width) {
		final BitSet free = new BitSet();
		mask.pixels().stream().filter(i -> !taken.get(index(mask, i, width))).forEach(free::set);
		return new MaskPrompt(mask.x(), mask.y(), mask.width(), mask.height(), free);
	}

	/** Place of a bit of the mask in the plane. */
	static int index(final MaskPrompt mask, final int bit, final int width) {
		return (mask.y() + bit / mask.width()) * width + mask.x() + bit % mask.width();
	}
}
