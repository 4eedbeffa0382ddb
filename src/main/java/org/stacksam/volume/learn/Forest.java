package org.stacksam.volume.learn;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A random forest (Breiman, Machine Learning 45, 2001) of two classes: bootstrapped trees, Gini impurity, √features
 * tried at each node, probability = mean over trees of the share of positives in the leaf. Thresholds are sought among
 * 255 quantiles of each feature, so that training is linear in samples.
 */
public final class Forest {

	/** Probabilities are kept this far from 0 and 1, and log-odds within ±4. */
	private static final double CLIP = 0.001, LIMIT = 4;

	private final List<Tree> trees;
	private final double prior;

	private Forest(final List<Tree> trees, final double prior) {
		this.trees = trees;
		this.prior = prior;
	}

	/**
	 * How it is grown.
	 *
	 * @param trees how many
	 * @param depth most splits from root to leaf
	 * @param leaf fewest samples in a leaf
	 */
	public record Parameters(int trees, int depth, int leaf) {

		/** As measured: 40 trees, depth 10, 10 samples a leaf. */
		public static final Parameters DEFAULT = new Parameters(40, 10, 10);
	}

	/**
	 * Learns from samples, trees in parallel; the same seed gives the same forest.
	 *
	 * @throws IllegalArgumentException if one of the classes has no sample
	 */
	public static Forest train(final Samples samples, final Parameters parameters, final long seed) {
		final int positive = samples.positives(), negative = samples.size() - positive;
		if (positive == 0 || negative == 0) throw new IllegalArgumentException("A forest needs samples of both classes: " +
			positive + " positive, " + negative + " negative");
		final Binned binned = Binned.of(samples);
		final SplittableRandom root = new SplittableRandom(seed);
		final SplittableRandom[] random = IntStream.range(0, parameters.trees).mapToObj(i -> root.split()).toArray(
			SplittableRandom[]::new);
		final List<Tree> trees = Arrays.stream(random).parallel().map(r -> TreeGrower.grow(binned, parameters, r)).toList();
		return new Forest(trees, Math.log(positive / (double) negative));
	}

	/**
	 * How likely a voxel is inside, 0..1, as in the samples.
	 *
	 * @param features array that holds the voxel's features
	 * @param offset of the first of them
	 */
	public double probability(final float[] features, final int offset) {
		double sum = 0;
		for (final Tree tree : trees) sum += tree.probability(features, offset);
		return sum / trees.size();
	}

	/** Log-odds of being inside if both classes were equally common, within ±4. */
	public float logOdds(final float[] features, final int offset) {
		return logOdds(features, offset, CLIP);
	}

	/**
	 * The same with another limit of the probability.
	 *
	 * @param clip least distance of the probability from 0 and 1
	 */
	public float logOdds(final float[] features, final int offset, final double clip) {
		final double p = Math.max(clip, Math.min(1 - clip, probability(features, offset)));
		return (float) Math.max(-LIMIT, Math.min(LIMIT, Math.log(p / (1 - p)) - prior));
	}

	/**
	 * A tree as arrays; node 0 is the root. A sample goes to {@code left} if its feature is at most the threshold, else to
	 * left + 1; leaves have left = 0.
	 */
	record Tree(int[] feature, float[] threshold, int[] left, float[] share) {

		float probability(final float[] features, final int offset) {
			int node = 0;
			while (left[node] != 0) node = features[offset + feature[node]] <= threshold[node] ? left[node] : left[node] + 1;
			return share[node];
		}
	}

	/**
	 * Samples with each feature replaced by the number of its quantile.
	 *
	 * @param bins [feature][sample] 0..255
	 * @param upper [feature][bin] largest value in the bin
	 */
	record Binned(byte[][] bins, float[][] upper, boolean[] positive) {

		private static final int BINS = 256;

		static Binned of(final Samples samples) {
			final int n = samples.size(), k = samples.features();
			final byte[][] bins = new byte[k][n];
			final float[][] upper = new float[k][];
			final boolean[] positive = new boolean[n];
			for (int i = 0; i < n; i++) positive[i] = samples.positive(i);
			for (int f = 0; f < k; f++) {
				final float[] sorted = new float[n];
				for (int i = 0; i < n; i++) sorted[i] = samples.value(i, f);
				final float[] values = sorted.clone();
				Arrays.sort(sorted);
				upper[f] = quantiles(sorted);
				for (int i = 0; i < n; i++) bins[f][i] = (byte) bin(upper[f], values[i]);
			}
			return new Binned(bins, upper, positive);
		}

		private static float[] quantiles(final float[] sorted) {
			final float[] upper = new float[BINS];
			int count = 0;
			for (int b = 1; b <= BINS; b++) {
				final float edge = sorted[(int) Math.max(0, (long) sorted.length * b / BINS - 1)];
				if (count == 0 || edge > upper[count - 1]) upper[count++] = edge;
			}
			return Arrays.copyOf(upper, count);
		}

		private static int bin(final float[] upper, final float value) {
			final int at = Arrays.binarySearch(upper, value);
			return Math.min(upper.length - 1, at >= 0 ? at : -at - 1);
		}

		int size() {
			return positive.length;
		}
	}
}
