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
import org.stacksam.volume.VolumeOptions;
import org.stacksam.volume.VolumeOptions.Detail;
import org.stacksam.volume.VolumeOptions.Fill;
import org.stacksam.volume.VolumeOptions.Refine;
import org.stacksam.volume.refine.RefineParameters;

/**
 * What is drawn on a volume and how it is segmented.
 *
 * @param middleOnly only each object's middle slice is prompted
 */
record BenchSetting(String name, SimulatorOptions prompts, boolean middleOnly, VolumeOptions options,
	RefineParameters parameters)
{

	private static final SimulatorOptions BOXES = SimulatorOptions.DEFAULT;
	private static final VolumeOptions EVERY = options(Fill.NONE, Refine.AUTO, Detail.NORMAL, true);
	private static final VolumeOptions BETWEEN = options(Fill.BETWEEN, Refine.AUTO, Detail.NORMAL, true);

	static VolumeOptions options(final Fill fill, final Refine refine, final Detail detail, final boolean clean) {
		return new VolumeOptions(null, fill, refine, detail, clean, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
	}

	private static BenchSetting of(final String name, final SimulatorOptions prompts, final VolumeOptions options) {
		return new BenchSetting(name, prompts, false, options, RefineParameters.DEFAULT);
	}

	private BenchSetting with(final String newName, final RefineParameters p) {
		return new BenchSetting(newName, prompts, middleOnly, options, p);
	}

	/** A box on every so many slices: the first settings of {@link #all()}, in this order. */
	static List<Integer> sparseness() {
		return List.of(1, 2, 3, 5, 10);
	}

	static BenchSetting everyNth(final int n) {
		return of("box on every " + (n == 1 ? "slice" : n + ". slice + last"), BOXES.withEveryNth(n), n == 1 ? EVERY
			: BETWEEN);
	}

	static List<BenchSetting> all() {
		final List<BenchSetting> all = new ArrayList<>();
		sparseness().forEach(n -> all.add(everyNth(n)));
		all.add(new BenchSetting("one box on the middle slice, beyond", BOXES, true, options(Fill.BEYOND, Refine.AUTO,
			Detail.NORMAL, true), RefineParameters.DEFAULT));
		all.add(of("1 point, every slice", BOXES.withKind(Kind.POINTS).withPoints(1, 0), EVERY));
		all.add(of("3 + 2 negative points, every slice", BOXES.withKind(Kind.POINTS).withPoints(3, 2), EVERY));
		all.add(of("4 + 4 negative points, every slice", BOXES.withKind(Kind.POINTS).withPoints(4, 4), EVERY));
		all.add(of("box on every slice, 2×2 mosaic", BOXES, options(Fill.NONE, Refine.AUTO, Detail.FAST, true)));
		all.add(of("box on every slice, flipped too", BOXES, options(Fill.NONE, Refine.AUTO, Detail.HIGH, true)));
		all.add(of("box on every slice, sides ±5 %", BOXES.withNoise(AnnotatorNoise.ofBoxes(.05, 0)), EVERY));
		all.add(of("box on every slice, sides ±10 %", BOXES.withNoise(AnnotatorNoise.ofBoxes(.1, 0)), EVERY));
		all.add(of("box on every slice, sides ±10 %, 10 % missing", BOXES.withNoise(AnnotatorNoise.ofBoxes(.1, .1)), EVERY));
		return all;
	}

	/** One step left out at a time, for boxes on every slice and on every fifth. */
	static List<BenchSetting> ablations() {
		final List<BenchSetting> all = new ArrayList<>();
		final RefineParameters p = RefineParameters.DEFAULT;
		final RefineParameters.Evidence e = p.evidence();
		for (final int n : List.of(1, 5)) {
			final BenchSetting whole = everyNth(n);
			final String every = n == 1 ? "every slice: " : "every 5th: ";
			all.add(of(every + "no refinement", whole.prompts, options(whole.options.fill(), Refine.NONE, Detail.NORMAL, true)));
			all.add(of(every + "prompts not cleaned", whole.prompts, options(whole.options.fill(), Refine.AUTO, Detail.NORMAL,
				false)));
			all.add(whole.with(every + "no smoothing along z", parameters(p, new RefineParameters.Smoothing(p.smoothing()
				.clip(), 0, p.smoothing().thickMm(), p.smoothing().morphMm()), e, p.field())));
			all.add(whole.with(every + "no bias", parameters(p, p.smoothing(), new RefineParameters.Evidence(e.sure(), 0, e
				.weight(), e.most(), e.ring(), e.gate()), p.field())));
			all.add(whole.with(every + "no likelihood ratio", parameters(p, p.smoothing(), new RefineParameters.Evidence(e
				.sure(), e.bias(), 0, e.most(), e.ring(), e.gate()), p.field())));
			all.add(whole.with(every + "no forest", p.withForest(new RefineParameters.Forest(0, p.forest().trees(), p.forest()
				.depth(), p.forest().leaf(), p.forest().samples(), p.forest().folds(), p.forest().seed()))));
			all.add(whole.with(every + "no bays and holes", p.withOutliers(new RefineParameters.Outliers(p.outliers().slope(),
				p.outliers().start(), p.outliers().most(), p.outliers().full(), p.outliers().selfCheck(), -1))));
			all.add(whole.with(every + "no mean field", parameters(p, p.smoothing(), e, new RefineParameters.Field(p.field()
				.rounds(), 0, p.field().contrast()))));
		}
		return all;
	}

	private static RefineParameters parameters(final RefineParameters p, final RefineParameters.Smoothing smoothing,
		final RefineParameters.Evidence evidence, final RefineParameters.Field field)
	{
		return new RefineParameters(smoothing, evidence, p.outliers(), p.forest(), field, p.stray(), p.growMm(), p
			.temperature(), p.slabBytes());
	}

	/** What the simulated annotator draws. */
	PromptSet draw(final BenchVolume volume) {
		final PromptSet drawn = Simulator.simulate(volume.reference(), volume.name(), volume.classes(), prompts,
			Progress.NONE).get(0);
		if (!middleOnly) return drawn;
		final Map<Integer, List<Prompt>> objects = drawn.prompts().stream().collect(Collectors.groupingBy(Prompt::object,
			LinkedHashMap::new, Collectors.toList()));
		return drawn.withPrompts(objects.values().stream().map(track -> track.get(track.size() / 2)).toList());
	}
}
