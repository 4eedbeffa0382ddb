package org.stacksam.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import org.stacksam.Progress;

/**
 * Evaluates cases one after the other, so that each is opened once and only its scores are kept. Where no labels are
 * named, those that occur in any case are scored; a case without one of them has two empty masks for it.
 */
public final class EvaluationBuilder {

	private final List<EvaluatedLabel> named;
	private final SurfaceOptions surfaces;
	private final SortedSet<Integer> found = new TreeSet<>();
	private final List<CaseScores> cases = new ArrayList<>();

	/**
	 * Begins without a case.
	 *
	 * @param named labels to score; empty = all that occur
	 * @param surfaces null = only overlap and volumes
	 */
	public EvaluationBuilder(final List<EvaluatedLabel> named, final SurfaceOptions surfaces) {
		this.named = List.copyOf(named);
		this.surfaces = surfaces;
	}

	/**
	 * One case.
	 *
	 * @param labelled whether any label was named or found; else the scores are of none
	 */
	public record Evaluated(CaseScores scores, boolean labelled) {}

	/**
	 * Evaluates a case, which may be added later; for several threads.
	 *
	 * @param name of the case
	 * @param predicted where the prediction came from, for the report
	 * @param reference where the reference came from
	 * @param values that occur in either image; only read where no labels are named
	 */
	public Evaluated evaluate(final String name, final String predicted, final String reference, final LabelPair pair,
		final BitSet values, final Progress progress)
	{
		final List<EvaluatedLabel> labels = !named.isEmpty() ? named : values.stream().filter(value -> value > 0 &&
			value != pair.ignore()).mapToObj(EvaluationBuilder::label).toList();
		// Counting needs a label; without one only the number of voxels is of use.
		final List<EvaluatedLabel> counted = labels.isEmpty() ? List.of(label(1)) : labels;
		return new Evaluated(new CaseScores(name, predicted, reference, Evaluation.evaluate(pair, counted, surfaces,
			progress)), !labels.isEmpty());
	}

	/** Adds a case. */
	public void add(final Evaluated evaluated) {
		cases.add(evaluated.scores);
		if (named.isEmpty() && evaluated.labelled) evaluated.scores.labels().forEach(of -> found.addAll(of.label().values()));
	}

	/**
	 * All cases so far.
	 *
	 * @throws org.stacksam.InputException if there is no label, named or found
	 */
	public EvaluationTable table() {
		if (!named.isEmpty()) return new EvaluationTable(named, cases);
		final List<EvaluatedLabel> labels = found.stream().map(EvaluationBuilder::label).toList();
		return new EvaluationTable(labels, cases.stream().map(scores -> complete(scores, labels)).toList());
	}

	private CaseScores complete(final CaseScores scores, final List<EvaluatedLabel> labels) {
		final Map<EvaluatedLabel, LabelScores> known = new HashMap<>();
		scores.labels().forEach(of -> known.put(of.label(), of));
		final LabelScores any = scores.labels().get(0);
		final Overlap o = any.overlap();
		final Overlap empty = new Overlap(0, 0, 0, Arrays.stream(new long[] { o.truePositives(), o.falsePositives(), o
			.falseNegatives(), o.trueNegatives() }).sum());
		return new CaseScores(scores.name(), scores.predicted(), scores.reference(), labels.stream().map(label -> known
			.getOrDefault(label, new LabelScores(label, empty, any.voxelVolume(), surfaces == null ? null
				: SurfaceMetrics.BOTH_EMPTY))).toList());
	}

	private static EvaluatedLabel label(final int value) {
		return EvaluatedLabel.of("label " + value, value);
	}
}
