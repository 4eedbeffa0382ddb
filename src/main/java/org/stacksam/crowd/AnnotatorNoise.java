package org.stacksam.crowd;

import org.stacksam.InputException;

/**
 * How wrong a simulated annotator is. All are shares, 0 = never wrong.
 *
 * @param jitter each side of a box is moved by a uniform random share of the box's width or height, −jitter..+jitter;
 *          0..1
 * @param missing chance that an object is overlooked on a slice, 0..1
 * @param spurious chance, for each object and slice, of one more box where nothing is: of the same size and label, at a
 *          uniform random place of the slice, 0..1
 * @param wrongClass chance of one of the other labels, all equally likely, 0..1
 * @param borderPoints chance that a positive point lies on the object's rim (its outermost pixels), 0..1
 * @param outsidePoints chance that a positive point misses the object by up to 3 pixels, 0..1
 */
public record AnnotatorNoise(double jitter, double missing, double spurious, double wrongClass, double borderPoints,
	double outsidePoints)
{

	/** Never wrong. */
	public static final AnnotatorNoise NONE = new AnnotatorNoise(0, 0, 0, 0, 0, 0);

	public AnnotatorNoise {
		check("jitter", jitter);
		check("missing", missing);
		check("spurious", spurious);
		check("wrong_class", wrongClass);
		check("border_points", borderPoints);
		check("outside_points", outsidePoints);
		if (borderPoints + outsidePoints > 1) throw new InputException("border_points=" + borderPoints +
			" and outside_points=" + outsidePoints + " are more than all points. Their sum must be at most 1.");
	}

	/** Boxes only: jittered sides and missing boxes. */
	public static AnnotatorNoise ofBoxes(final double jitter, final double missing) {
		return new AnnotatorNoise(jitter, missing, 0, 0, 0, 0);
	}

	/**
	 * The noise of an annotator of other skill: each share times the factor, at most 1 (border and outside points
	 * together).
	 */
	public AnnotatorNoise times(final double factor) {
		final double border = Math.min(1, borderPoints * factor);
		return new AnnotatorNoise(Math.min(1, jitter * factor), Math.min(1, missing * factor), Math.min(1, spurious *
			factor), Math.min(1, wrongClass * factor), border, Math.min(1 - border, outsidePoints * factor));
	}

	private static void check(final String name, final double share) {
		if (!(share >= 0 && share <= 1)) throw new InputException(name + "=" + share + " must be a share of 0 to 1.");
	}
}
