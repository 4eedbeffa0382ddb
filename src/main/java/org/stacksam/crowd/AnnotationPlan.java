package org.stacksam.crowd;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.stacksam.Progress;
import org.stacksam.crowd.PlanOptions.Method;
import org.stacksam.evaluation.EvaluatedLabel;
import org.stacksam.evaluation.Evaluation;
import org.stacksam.evaluation.LabelPair;
import org.stacksam.evaluation.LabelScores;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.volume.VolumeOptions;

/**
 * Tries, on a labelled pilot volume with simulated annotators, what many annotators on few slices would give: each
 * sparseness × number of annotators × method of merging. All runs share one window, so each slice is encoded once.
 */
public final class AnnotationPlan {

	private final RandomAccessibleInterval<UnsignedShortType> reference;
	private final Geometry geometry;
	private final List<LabelClass> labels;
	private final PlanOptions plan;
	private final List<PlanRow> rows = new ArrayList<>();
	private final int total;

	private AnnotationPlan(final RandomAccessibleInterval<UnsignedShortType> reference, final Geometry geometry,
		final List<LabelClass> labels, final PlanOptions plan)
	{
		this.reference = reference;
		this.geometry = geometry;
		this.labels = List.copyOf(labels);
		this.plan = plan;
		total = plan.seeds().size() * plan.everyNth().size() * plan.annotators().stream().mapToInt(k -> k == 1 ? 1 : plan
			.methods().size()).sum();
	}

	/**
	 * Runs the plan.
	 *
	 * @param image [x, y, z] the pilot volume
	 * @param geometry of image and reference
	 * @param reference [x, y, z] its labels, taken as the truth
	 * @param labels which values are annotated and scored
	 * @param encoder with a cache, as each slice is asked for by every run
	 * @param options of the segmentation
	 * @return in the order of repetition, sparseness, number of annotators, method
	 * @throws org.stacksam.InputException if none of the labels occurs
	 */
	public static <T extends RealType<T>> List<PlanRow> run(final RandomAccessibleInterval<T> image,
		final Geometry geometry, final RandomAccessibleInterval<UnsignedShortType> reference, final List<LabelClass> labels,
		final SamModel model, final SliceEncoder encoder, final VolumeOptions options, final PlanOptions plan,
		final Progress progress)
	{
		final AnnotationPlan run = new AnnotationPlan(reference, geometry, labels, plan);
		VolumeOptions shared = options;
		for (final long seed : plan.seeds())
			for (final int n : plan.everyNth()) {
				final int most = plan.annotators().stream().mapToInt(k -> k).max().orElseThrow();
				final List<PromptSet> sets = Simulator.simulate(reference, "", labels, SimulatorOptions.DEFAULT.withEveryNth(n)
					.withNoise(plan.noise()).withAnnotators(most).withSeed(seed), progress);
				final CrowdSegmenter<T> segmenter = new CrowdSegmenter<>(image, geometry, model, encoder, shared, sets);
				shared = segmenter.options();
				run.sparseness(n, seed, sets, segmenter, progress);
			}
		return run.rows;
	}

	private void sparseness(final int n, final long seed, final List<PromptSet> sets,
		final CrowdSegmenter<?> segmenter, final Progress progress)
	{
		final List<Annotation> alone = new ArrayList<>();
		final Set<Integer> done = new HashSet<>();
		for (final int k : plan.annotators()) {
			if (!done.add(k)) continue;
			final List<PromptSet> first = sets.subList(0, k);
			final int prompts = first.stream().mapToInt(set -> set.prompts().size()).sum();
			for (final Method method : k == 1 ? List.of(Method.BOXES) : plan.methods()) {
				progress.check();
				progress.report(rows.size(), total, "Every " + n + ". slice, " + k + " annotator" + (k == 1 ? "" : "s, " +
					method));
				final RandomAccessibleInterval<UnsignedShortType> merged;
				if (k > 1 && method == Method.BOXES) merged = segmenter.segment(BoxMerging.merge(first).prompts(), progress)
					.labels();
				else {
					while (alone.size() < k)
						alone.add(segmenter.annotation(sets.get(alone.size()), progress));
					merged = k == 1 ? alone.get(0).labels() : LabelMerging.merge(alone.subList(0, k), fusion(method),
						Agreement.Region.ANNOTATED, progress).labels();
				}
				rows.add(new PlanRow(n, k, k == 1 ? null : method, seed, prompts, dice(merged, progress)));
			}
		}
	}

	private static LabelMerging.Method fusion(final Method method) {
		return switch (method) {
			case MAJORITY -> LabelMerging.Method.MAJORITY;
			case STAPLE -> LabelMerging.Method.STAPLE;
			case SHAPE -> LabelMerging.Method.SHAPE;
			case BOXES -> throw new IllegalArgumentException("Boxes are merged before labels are made");
		};
	}

	private SortedMap<Integer, Double> dice(final RandomAccessibleInterval<UnsignedShortType> merged,
		final Progress progress)
	{
		final SortedMap<Integer, Double> dice = new TreeMap<>();
		final LabelPair pair = new LabelPair(merged, reference, geometry.spacing());
		for (final LabelScores of : Evaluation.evaluate(pair, labels.stream().map(l -> EvaluatedLabel.of(l.name(), l
			.value())).toList(), null, progress))
			dice.put(of.label().values().get(0), of.overlap().dice());
		return dice;
	}
}
