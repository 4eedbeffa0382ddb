package org.stacksam.volume.refine;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the outlier term acts: everywhere in classes of even intensities if their labels still fit their boxes, in bays
 * and holes only in the others.
 */
final class OutlierReach implements Unary.Reach {

	private final boolean[] everywhere;
	private final BaysAndHoles pieces;
	private final List<Refined.ClassSummary> summaries;

	private OutlierReach(final boolean[] everywhere, final BaysAndHoles pieces,
		final List<Refined.ClassSummary> summaries)
	{
		this.everywhere = everywhere;
		this.pieces = pieces;
		this.summaries = summaries;
	}

	/**
	 * Decides by two solutions.
	 *
	 * @param plain class numbers without the term
	 * @param sharp with it everywhere
	 */
	static OutlierReach of(final LabelRuns plain, final LabelRuns sharp, final LogitField field,
		final List<ClassEvidence> evidence, final RefineParameters.Outliers parameters)
	{
		final boolean[] everywhere = new boolean[field.classes()];
		final List<Refined.ClassSummary> summaries = new ArrayList<>();
		for (int k = 0; k < everywhere.length; k++) {
			final ClassEvidence e = evidence.get(k);
			final double fitPlain = BoxFit.mean(plain, field, k), fitSharp = BoxFit.mean(sharp, field, k);
			everywhere[k] = e.even() && e.heterogeneity() <= parameters.full() && fitSharp >= fitPlain - parameters
				.selfCheck();
			summaries.add(new Refined.ClassSummary(e.heterogeneity(), e.even(), everywhere[k], fitPlain, fitSharp));
		}
		return new OutlierReach(everywhere, new BaysAndHoles(plain, sharp, field.classes(), field.width(), field.height(),
			parameters.share()), summaries);
	}

	@Override
	public boolean[] of(final int k, final int z, final ClassPlane plane) {
		return everywhere[k] ? plane.boxed() : pieces.mask(k, z, plane);
	}

	List<Refined.ClassSummary> summaries() {
		return summaries;
	}
}
