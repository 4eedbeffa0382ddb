package org.stacksam.volume.refine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.stacksam.Progress;
import org.stacksam.prompt.LabelClass;
import org.stacksam.volume.AutoWindow;
import org.stacksam.volume.DenseLabels;
import org.stacksam.volume.LogitCrop;
import org.stacksam.volume.SegmentedPrompt;
import org.stacksam.volume.SliceReader;
import org.stacksam.volume.learn.Features;

/** From masks on slices to labels of the volume: the whole refinement. */
public final class Refinement {

	private final SliceReader slices;
	private final AutoWindow window;
	private final Features features;
	private final RefineParameters parameters;
	private final Progress progress;

	/**
	 * A refinement of one volume.
	 *
	 * @param window intensities of the prompted objects
	 * @param features of the volume's voxels, computed as they are needed
	 */
	public Refinement(final SliceReader slices, final AutoWindow window, final Features features,
		final RefineParameters parameters, final Progress progress)
	{
		this.features = features;
		this.slices = slices;
		this.window = window;
		this.parameters = parameters;
		this.progress = progress;
	}

	/**
	 * Refines.
	 *
	 * @param masks of all objects and slices, at least one; boxes of slices without prompts as they were interpolated
	 * @param classes every mask's label is one of them
	 * @param wanted numbers of masks whose scores are wanted
	 * @param out gets labels and confidence of all slices
	 */
	public Refined refine(final List<SegmentedPrompt> masks, final List<LabelClass> classes, final Set<Integer> wanted,
		final DenseLabels out)
	{
		final Set<Integer> occurring = masks.stream().map(SegmentedPrompt::label).collect(Collectors.toSet());
		final List<LabelClass> used = classes.stream().filter(c -> occurring.contains(c.value())).toList();
		final int[] labels = used.stream().mapToInt(LabelClass::value).toArray();
		final boolean[] heterogeneous = new boolean[labels.length];
		for (int k = 0; k < labels.length; k++) heterogeneous[k] = used.get(k).heterogeneous();
		final double dz = slices.spacing()[2];
		// The float headers of 3 mm slices may say 2.9999.
		final boolean thin = dz < parameters.smoothing().thickMm() - 1e-3;
		final List<SegmentedPrompt> grown = masks.stream().map(this::grow).toList();
		final List<SegmentedPrompt> smooth = thin ? MorphSmoothing.smooth(grown, dz, parameters.smoothing().morphMm(),
			parameters.smoothing().clip(), slices.width(), slices.height()) : grown;
		final LogitField field = new LogitField(smooth, labels, slices.width(), slices.height(), slices.depth(), parameters
			.smoothing(), thin);

		progress.report(0, 0, "Measuring intensities");
		final List<ClassEvidence> evidence = EvidenceStatistics.measure(slices, field, window, parameters, heterogeneous,
			progress);
		final ForestEvidence forest = parameters.forest().weight() == 0 ? null : ForestLearning.learn(field, parameters,
			features, progress);
		final Unary unary = new Unary(field, evidence, forest, parameters);
		final SlabSolver solver = new SlabSolver(slices, window, unary, parameters, progress);

		final OutlierReach reach = outliers(solver, field, evidence);
		final LabelRuns solved = empty();
		final Map<Integer, LogitCrop> scores = new ConcurrentHashMap<>();
		final Map<Integer, List<Integer>> wantedOn = wanted.stream().collect(Collectors.groupingBy(i -> masks.get(i).slice()));
		solver.solve(List.of(reach), List.of((z, layers, background) -> {
			solved.set(z, winners(layers, background));
			for (final int i : wantedOn.getOrDefault(z, List.of())) scores.put(i, Scores.of(smooth.get(i), layers, index(labels,
				masks.get(i).label()), background, slices.width(), slices.height()));
		}), "Regularising");
		final LabelRuns tidy = StrayPieces.drop(solved, field, parameters.stray());
		IntStream.range(0, slices.depth()).parallel().forEach(z -> paint(tidy, z, labels, out));
		final Quality quality = new Quality(slices, window, unary, reach, out, labels);
		return new Refined(quality.measure(masks, smooth, progress), quality.estimatedDice(), reach.summaries(), scores);
	}

	private static int index(final int[] labels, final int label) {
		int k = 0;
		while (labels[k] != label) k++;
		return k;
	}

	/** The box of a slice without prompts grows with the distance to the nearest prompt, by a pixel at most. */
	private SegmentedPrompt grow(final SegmentedPrompt p) {
		if (p.given() || p.truth() || parameters.growMm() == 0) return p;
		return p.withBox(p.box().grow(Math.min(1, p.distanceMm() / parameters.growMm())));
	}

	private LabelRuns empty() {
		return new LabelRuns(slices.width(), slices.height(), slices.depth());
	}

	/** Solves without and with the outlier term everywhere, and sees where it may act. */
	private OutlierReach outliers(final SlabSolver solver, final LogitField field, final List<ClassEvidence> evidence) {
		final LabelRuns plain = empty(), sharp = empty();
		final Unary.Reach everywhere = (k, z, plane) -> plane.boxed();
		solver.solve(List.of((k, z, plane) -> null, everywhere), List.of((z, layers, background) -> plain.set(z, winners(
			layers, background)), (z, layers, background) -> sharp.set(z, winners(layers, background))),
			"Looking for intensities that do not belong");
		return OutlierReach.of(StrayPieces.drop(plain, field, parameters.stray()), StrayPieces.drop(sharp, field, parameters
			.stray()), field, evidence, parameters.outliers());
	}

	/** Class numbers, 1-based, of a slice; 0 where background wins or ties. */
	private short[] winners(final Layer[] layers, final float[] background) {
		final short[] out = new short[slices.width() * slices.height()];
		if (background == null) return out;
		final float[] best = background.clone();
		for (int k = 0; k < layers.length; k++) {
			final Layer layer = layers[k];
			if (layer == null) continue;
			for (int y = 0, i = 0; y < layer.height; y++) {
				int at = (layer.y0 + y) * slices.width() + layer.x0;
				for (int x = 0; x < layer.width; x++, i++, at++) {
					if (!(layer.next[i] > best[at])) continue;
					best[at] = layer.next[i];
					out[at] = (short) (k + 1);
				}
			}
		}
		return out;
	}

	private static void paint(final LabelRuns runs, final int z, final int[] labels, final DenseLabels out) {
		final short[] plane = new short[out.width() * out.height()];
		runs.paint(z, plane);
		for (int i = 0; i < plane.length; i++) if (plane[i] != 0) plane[i] = (short) labels[(plane[i] & 0xffff) - 1];
		out.setLabels(z, plane);
	}
}
