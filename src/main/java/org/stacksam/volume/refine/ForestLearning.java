package org.stacksam.volume.refine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.stacksam.Progress;
import org.stacksam.volume.SegmentedPrompt;
import org.stacksam.volume.learn.Features;
import org.stacksam.volume.learn.Forest;
import org.stacksam.volume.learn.Samples;

/**
 * Learns a forest for each class against the rest from the sure voxels of the prompted slices, and judges all boxes by
 * it: slices that it learnt from by a forest of the other folds, the others by the mean of all.
 */
final class ForestLearning {

	/** With fewer samples of either side a class gets no forest. */
	private static final int FEWEST = 20;

	private final LogitField field;
	private final RefineParameters parameters;
	private final Features features;
	private final Progress progress;
	/** By class: the slices to learn from, and their folds. */
	private final List<Map<Integer, Integer>> foldOf = new ArrayList<>();

	private ForestLearning(final LogitField field, final RefineParameters parameters, final Features features,
		final Progress progress)
	{
		this.field = field;
		this.parameters = parameters;
		this.features = features;
		this.progress = progress;
		for (int k = 0; k < field.classes(); k++) {
			final TreeSet<Integer> given = new TreeSet<>();
			for (final int z : field.slices(k)) if (field.masks(k, z).stream().anyMatch(SegmentedPrompt::given)) given.add(z);
			final Map<Integer, Integer> folds = new TreeMap<>();
			final int count = Math.max(1, Math.min(parameters.forest().folds(), given.size()));
			for (final int z : given) folds.put(z, folds.size() % count);
			foldOf.add(folds);
		}
	}

	/** Log-odds of all classes on all slices where they have boxes. */
	static ForestEvidence learn(final LogitField field, final RefineParameters parameters, final Features features,
		final Progress progress)
	{
		final ForestLearning learning = new ForestLearning(field, parameters, features, progress);
		final List<List<Forest>> forests = learning.train(learning.sample());
		final ForestEvidence out = new ForestEvidence(field.classes());
		for (int z = 0; z < field.depth(); z++) {
			progress.check();
			progress.report(z, field.depth(), "Judging slice " + (z + 1) + " by what was learnt");
			for (int k = 0; k < field.classes(); k++)
				if (!field.masks(k, z).isEmpty() && !forests.get(k).isEmpty()) out.put(k, z, learning.judge(k, z, forests.get(
					k)));
		}
		features.release();
		return out;
	}

	/** By class and fold. */
	private List<List<Samples>> sample() {
		final List<double[]> rates = IntStream.range(0, field.classes()).parallel().mapToObj(this::rates).toList();
		final List<List<Samples>> out = new ArrayList<>();
		for (int k = 0; k < field.classes(); k++) {
			final List<Samples> folds = new ArrayList<>();
			for (int f = 0; f < parameters.forest().folds(); f++) folds.add(new Samples(Features.COUNT));
			out.add(folds);
		}
		for (int z = 0; z < field.depth(); z++) {
			progress.check();
			progress.report(z, field.depth(), "Learning from slice " + (z + 1));
			for (int k = 0; k < field.classes(); k++) {
				final Integer fold = foldOf.get(k).get(z);
				if (fold != null && rates.get(k)[0] > 0) draw(k, z, rates.get(k), out.get(k).get(fold));
			}
		}
		return out;
	}

	/** Which share of a class's positive and negative voxels is taken; zeros if there are too few of either. */
	private double[] rates(final int k) {
		final long[] count = new long[2];
		for (final int z : foldOf.get(k).keySet()) {
			final ClassPlane plane = field.smoothed(k, z, parameters.evidence().ring());
			final boolean[] near = EvidenceStatistics.dilate(plane, parameters.evidence().ring());
			for (int i = 0; i < near.length; i++) {
				final int side = side(plane, near, i);
				if (side >= 0) count[side]++;
			}
		}
		if (Math.min(count[0], count[1]) < FEWEST) return new double[2];
		final double most = parameters.forest().samples();
		return new double[] { Math.min(1, most / count[0]), Math.min(1, most / count[1]) };
	}

	/** 0 = surely inside, 1 = surely outside and near a box, −1 = neither. */
	private int side(final ClassPlane plane, final boolean[] near, final int i) {
		if (plane.boxed()[i] && plane.logits()[i] > parameters.evidence().sure()) return 0;
		return near[i] && plane.logits()[i] < -parameters.evidence().sure() ? 1 : -1;
	}

	private void draw(final int k, final int z, final double[] rates, final Samples to) {
		final ClassPlane plane = field.smoothed(k, z, parameters.evidence().ring());
		final boolean[] near = EvidenceStatistics.dilate(plane, parameters.evidence().ring());
		final SplittableRandom random = new SplittableRandom(parameters.forest().seed() + 7919L * z + 104_729L * k);
		final float[] values = features.slice(z);
		for (int y = 0, i = 0; y < plane.height(); y++)
			for (int x = 0; x < plane.width(); x++, i++) {
				final int side = side(plane, near, i);
				if (side >= 0 && random.nextDouble() < rates[side]) to.add(values, Features.COUNT * ((plane.y0() + y) * field
					.width() + plane.x0() + x), side == 0);
			}
	}

	/** By class: a forest for each fold that learnt from the other folds, null where these do not suffice; or none at all. */
	private List<List<Forest>> train(final List<List<Samples>> samples) {
		progress.report(0, 0, "Learning");
		return IntStream.range(0, field.classes()).mapToObj(k -> {
			progress.check();
			final int folds = foldOf.get(k).values().stream().mapToInt(f -> f + 1).max().orElse(0);
			final List<Forest> out = new ArrayList<>();
			for (int left = 0; left < folds; left++) {
				final Samples rest = new Samples(Features.COUNT);
				for (int f = 0; f < folds; f++) if (f != left || folds == 1) rest.addAll(samples.get(k).get(f));
				final boolean enough = Math.min(rest.positives(), rest.size() - rest.positives()) >= FEWEST;
				out.add(enough ? Forest.train(rest, new Forest.Parameters(parameters.forest().trees(), parameters.forest()
					.depth(), parameters.forest().leaf()), parameters.forest().seed() + 31L * k + left) : null);
			}
			return out.stream().allMatch(Objects::isNull) ? List.<Forest>of() : out;
		}).toList();
	}

	private float[] judge(final int k, final int z, final List<Forest> forests) {
		final ClassPlane plane = field.smoothed(k, z, 0);
		final Integer fold = foldOf.get(k).get(z);
		final Forest own = fold == null ? null : forests.get(fold);
		final List<Forest> judges = own != null ? List.of(own) : forests.stream().filter(Objects::nonNull).toList();
		final float[] values = features.slice(z), out = new float[plane.logits().length];
		IntStream.range(0, plane.height()).parallel().forEach(y -> {
			for (int x = 0; x < plane.width(); x++) {
				final int i = y * plane.width() + x;
				if (!plane.boxed()[i]) continue;
				final int at = Features.COUNT * ((plane.y0() + y) * field.width() + plane.x0() + x);
				float sum = 0;
				for (final Forest forest : judges) sum += forest.logOdds(values, at);
				out[i] = sum / judges.size();
			}
		});
		return out;
	}
}
