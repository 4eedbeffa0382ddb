package org.stacksam.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.stacksam.Progress;
import org.stacksam.crowd.AnnotatorNoise;
import org.stacksam.crowd.Simulator;
import org.stacksam.crowd.SimulatorOptions;
import org.stacksam.crowd.SimulatorOptions.Kind;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.volume.PromptingParameters;
import org.stacksam.volume.PromptingParameters.MaskChoice;
import org.stacksam.volume.VolumeOptions;
import org.stacksam.volume.VolumeOptions.Detail;
import org.stacksam.volume.VolumeOptions.Fill;
import org.stacksam.volume.VolumeOptions.Refine;
import org.stacksam.volume.refine.RefineParameters;

/**
 * What is drawn on a volume and how it is segmented.
 *
 * @param middleOnly only each object's middle slice is prompted
 * @param seeds of the simulated annotator; several are averaged
 */
record BenchSetting(String name, SimulatorOptions prompts, boolean middleOnly, List<Integer> seeds,
	VolumeOptions options, PromptingParameters prompting, RefineParameters parameters)
{

	private static final SimulatorOptions BOXES = SimulatorOptions.DEFAULT;
	private static final VolumeOptions EVERY = options(Fill.NONE, Refine.AUTO, Detail.NORMAL, true);
	private static final VolumeOptions BETWEEN = options(Fill.BETWEEN, Refine.AUTO, Detail.NORMAL, true);

	static VolumeOptions options(final Fill fill, final Refine refine, final Detail detail, final boolean clean) {
		return new VolumeOptions(null, fill, refine, detail, clean, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
	}

	private static BenchSetting of(final String name, final SimulatorOptions prompts, final VolumeOptions options) {
		return new BenchSetting(name, prompts, false, List.of(0), options, PromptingParameters.DEFAULT, RefineParameters.DEFAULT);
	}

	private BenchSetting ofSeeds(final Integer... newSeeds) {
		return new BenchSetting(name, prompts, middleOnly, List.of(newSeeds), options, prompting, parameters);
	}

	private BenchSetting with(final String left, final RefineParameters p) {
		return new BenchSetting(name + ": " + left, prompts, middleOnly, seeds, options, prompting, p);
	}

	private BenchSetting with(final String left, final PromptingParameters p) {
		return new BenchSetting(name + ": " + left, prompts, middleOnly, seeds, options, p, parameters);
	}

	private BenchSetting with(final String left, final Refine refine, final boolean clean) {
		return new BenchSetting(name + ": " + left, prompts, middleOnly, seeds, options(options.fill(), refine,
			options.detail(), clean), prompting, parameters);
	}

	/** A box on every so many slices: the first settings of {@link #all()}, in this order. */
	static List<Integer> sparseness() {
		return List.of(1, 2, 3, 5, 10);
	}

	static BenchSetting everyNth(final int n) {
		return of("box on every " + (n == 1 ? "slice" : n + ". slice + last"), BOXES.withEveryNth(n), n == 1 ? EVERY
			: BETWEEN);
	}

	/** A hasty annotator. */
	private static BenchSetting noisy(final String name, final double jitter, final double missing) {
		return of("box on every slice, " + name, BOXES.withNoise(AnnotatorNoise.ofBoxes(jitter, missing)), EVERY);
	}

	private static BenchSetting hasty() {
		return noisy("sides ±10 %, 10 % missing", .1, .1);
	}

	private static BenchSetting points(final String name, final int positive, final int negative) {
		return of(name + ", every slice", BOXES.withKind(Kind.POINTS).withPoints(positive, negative), EVERY);
	}

	static List<BenchSetting> all() {
		final List<BenchSetting> all = new ArrayList<>();
		sparseness().forEach(n -> all.add(everyNth(n)));
		all.add(new BenchSetting("one box on the middle slice, beyond", BOXES, true, List.of(0), options(Fill.BEYOND,
			Refine.AUTO, Detail.NORMAL, true), PromptingParameters.DEFAULT, RefineParameters.DEFAULT));
		all.add(points("1 point", 1, 0));
		all.add(points("3 + 2 negative points", 3, 2));
		all.add(points("4 points, those of other classes negative", 4, 0));
		all.add(points("4 + 4 negative points", 4, 4));
		all.add(of("box on every slice, detail=fast (2×2 mosaic)", BOXES, options(Fill.NONE, Refine.AUTO, Detail.FAST,
			true)));
		all.add(of("box on every slice, detail=high (mirrored too)", BOXES, options(Fill.NONE, Refine.AUTO, Detail.HIGH,
			true)));
		all.add(noisy("sides ±5 %", .05, 0).ofSeeds(0, 1, 2));
		all.add(noisy("sides ±10 %", .1, 0).ofSeeds(0, 1, 2));
		all.add(hasty().ofSeeds(0, 1, 2, 3));
		return all;
	}

	/** One step left out at a time. Whole first, to be compared with. */
	static List<BenchSetting> ablations() {
		final List<BenchSetting> all = new ArrayList<>();
		for (final int n : List.of(1, 10)) {
			final BenchSetting whole = everyNth(n);
			all.add(whole.with("all steps", RefineParameters.DEFAULT));
			all.add(whole.with("no refinement at all", Refine.NONE, true));
			without().forEach((step, parameters) -> all.add(whole.with(step, parameters)));
		}
		final BenchSetting boxes = everyNth(1), points = points("4 points, those of other classes negative", 4, 0);
		final MaskChoice fit = MaskChoice.FIT, single = MaskChoice.SINGLE, best = MaskChoice.BEST;
		final int others = PromptingParameters.DEFAULT.othersNegative();
		all.add(boxes.with("single-mask token", new PromptingParameters(single, single, others, 0)));
		all.add(boxes.with("best predicted IoU", new PromptingParameters(best, single, others, 0)));
		all.add(boxes.with("not clipped to boxes", new PromptingParameters(fit, single, others, 1000)));
		all.add(points.with("best predicted IoU", new PromptingParameters(fit, best, others, 0)));
		for (final int negative : List.of(0, 1, 4)) all.add(points.with(negative + " of each other object negative",
			new PromptingParameters(fit, single, negative, 0)));
		all.add(hasty().with("prompts cleaned", Refine.AUTO, true));
		all.add(hasty().with("prompts not cleaned", Refine.AUTO, false));
		return all;
	}

	/** Parameters that leave out one step each. */
	private static Map<String, RefineParameters> without() {
		final RefineParameters p = RefineParameters.DEFAULT;
		final RefineParameters.Evidence e = p.evidence();
		final Map<String, RefineParameters> out = new LinkedHashMap<>();
		out.put("no smoothing along z", parameters(p, new RefineParameters.Smoothing(p.smoothing().clip(), 0, p.smoothing()
			.thickMm(), p.smoothing().morphMm()), e, p.field(), p.growMm()));
		out.put("no bias", parameters(p, p.smoothing(), new RefineParameters.Evidence(e.sure(), 0, e.weight(), e.most(), e
			.ring(), e.gate()), p.field(), p.growMm()));
		out.put("no likelihood ratio", parameters(p, p.smoothing(), new RefineParameters.Evidence(e.sure(), e.bias(), 0, e
			.most(), e.ring(), e.gate()), p.field(), p.growMm()));
		out.put("no forest", p.withForest(new RefineParameters.Forest(0, p.forest().trees(), p.forest().depth(), p.forest()
			.leaf(), p.forest().samples(), p.forest().folds(), p.forest().seed())));
		out.put("no outlier term", p.withOutliers(new RefineParameters.Outliers(0, p.outliers().start(), p.outliers().most(),
			p.outliers().full(), p.outliers().selfCheck(), p.outliers().share())));
		out.put("no bays and holes", p.withOutliers(new RefineParameters.Outliers(p.outliers().slope(), p.outliers().start(),
			p.outliers().most(), p.outliers().full(), p.outliers().selfCheck(), -1)));
		out.put("no mean field", parameters(p, p.smoothing(), e, new RefineParameters.Field(p.field().rounds(), 0, p.field()
			.contrast()), p.growMm()));
		out.put("boxes between not grown", p.withGrowMm(0));
		return out;
	}

	private static RefineParameters parameters(final RefineParameters p, final RefineParameters.Smoothing smoothing,
		final RefineParameters.Evidence evidence, final RefineParameters.Field field, final double growMm)
	{
		return new RefineParameters(smoothing, evidence, p.outliers(), p.forest(), field, p.stray(), growMm, p
			.temperature(), p.slabBytes());
	}

	/** What the simulated annotator draws. */
	PromptSet draw(final BenchVolume volume, final int seed) {
		final PromptSet drawn = Simulator.simulate(volume.reference(), volume.name(), volume.classes(), prompts.withSeed(
			seed), Progress.NONE).get(0);
		if (!middleOnly) return drawn;
		final Map<Integer, List<Prompt>> objects = drawn.prompts().stream().collect(Collectors.groupingBy(Prompt::object,
			LinkedHashMap::new, Collectors.toList()));
		return drawn.withPrompts(objects.values().stream().map(track -> track.get(track.size() / 2)).toList());
	}
}
