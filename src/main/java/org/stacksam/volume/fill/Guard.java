package org.stacksam.volume.fill;

import java.util.SplittableRandom;
import java.util.TreeMap;

import org.stacksam.image.Filters;
import org.stacksam.prompt.Box;
import org.stacksam.volume.learn.Features;
import org.stacksam.volume.learn.Forest;
import org.stacksam.volume.learn.Samples;

/**
 * What keeps an object from leaking while it is followed through the stack: a forest of its own that tells its voxels
 * from those around it, learnt from the slices done so far and again every few slices.
 */
final class Guard {

	/** Samples of each kind for one training, spread over the slices done, and what is kept of one slice. */
	private static final int SAMPLES = 3000, SLICE_SAMPLES = 2000;
	/** Slices after which the forest is trained again; trained only once, it loses .04 to .05 Dice. */
	private static final int RETRAIN = 2;
	/** Pixels round the mask's box from which negatives are taken. */
	static final int RING = 12;
	/** Logits surer than this are learnt from. */
	private static final float SURE = 2;
	/** Least distance of a probability from 0 and 1, and smoothing of the log-odds in pixels. */
	private static final double CLIP = 0.01, SMOOTH = 0.5;

	private final Features features;
	private final int width, height;
	private final long seed;
	private final TreeMap<Integer, SliceSamples> slices = new TreeMap<>();
	private Forest forest;
	private int waiting;

	Guard(final Features features, final int width, final int height, final long seed) {
		this.features = features;
		this.width = width;
		this.height = height;
		this.seed = seed;
	}

	private record SliceSamples(Samples positive, Samples negative) {}

	/** Whether a pixel of a slice must not be learnt from. */
	interface Unclear {

		boolean at(int x, int y);
	}

	/**
	 * Learns from a slice later on.
	 *
	 * @param z its number
	 * @param seen the object's logits there
	 * @param unclear pixels that are left out, such as those of other pieces of the class
	 */
	void add(final int z, final Region seen, final Unclear unclear) {
		final Box tight = seen.bounds();
		if (tight == null) return;
		final int[] r = Masks.rectangle(tight, RING, width, height);
		final int w = r[2] - r[0];
		final boolean anySure = seen.anyAbove(SURE);
		final int[] inside = new int[w * (r[3] - r[1])], outside = new int[inside.length];
		int n = 0, m = 0;
		for (int y = r[1]; y < r[3]; y++) {
			for (int x = r[0]; x < r[2]; x++) {
				final float logit = seen.logit(x, y);
				if (logit > (anySure ? SURE : 0)) inside[n++] = y * width + x;
				else if (logit < -SURE && !seen.touches(x, y) && !unclear.at(x, y)) outside[m++] = y * width + x;
			}
		}
		final float[] values = features.slice(z);
		final SplittableRandom random = new SplittableRandom(seed + z);
		final SliceSamples samples = new SliceSamples(some(values, inside, n, true, random), some(values, outside, m, false,
			random));
		final SliceSamples before = slices.put(z, samples);
		if (before != null) {
			samples.positive.addAll(before.positive);
			samples.negative.addAll(before.negative);
		}
		// A slice's share only gets smaller: what no training will take is not kept.
		slices.put(z, new SliceSamples(samples.positive.first(share()), samples.negative.first(share())));
		waiting++;
	}

	private static Samples some(final float[] values, final int[] pixels, final int count, final boolean positive,
		final SplittableRandom random)
	{
		final Samples out = new Samples(Features.COUNT);
		for (int i = 0; i < Math.min(count, SLICE_SAMPLES); i++) {
			final int pick = i + random.nextInt(count - i), pixel = pixels[pick];
			pixels[pick] = pixels[i];
			out.add(values, pixel * Features.COUNT, positive);
		}
		return out;
	}

	/** Whether there is anything to learn from. */
	boolean ready() {
		return slices.values().stream().anyMatch(s -> s.positive.size() > 0) && slices.values().stream().anyMatch(
			s -> s.negative.size() > 0);
	}

	/** Log-odds of being inside in a rectangle of a slice, ±4, smoothed a little. */
	float[] logOdds(final int z, final int[] rectangle) {
		if (forest == null || waiting >= RETRAIN) train();
		final float[] values = features.slice(z);
		final int w = rectangle[2] - rectangle[0], h = rectangle[3] - rectangle[1];
		final float[] out = new float[w * h];
		for (int i = 0; i < out.length; i++) {
			final int pixel = (rectangle[1] + i / w) * width + rectangle[0] + i % w;
			out[i] = forest.logOdds(values, pixel * Features.COUNT, CLIP);
		}
		return Filters.gauss(out, w, h, 1, new double[] { SMOOTH, SMOOTH, 0 });
	}

	/** Samples of each kind that a training takes of each slice. */
	private int share() {
		return Math.max(1, SAMPLES / slices.size());
	}

	private void train() {
		final Samples all = new Samples(Features.COUNT);
		for (final SliceSamples s : slices.values()) {
			all.addFirst(s.positive, share());
			all.addFirst(s.negative, share());
		}
		forest = Forest.train(all, Forest.Parameters.DEFAULT, seed);
		waiting = 0;
	}
}
