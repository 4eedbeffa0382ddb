package org.stacksam.volume.learn;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.stacksam.volume.learn.Forest.Binned;
import org.stacksam.volume.learn.Forest.Parameters;
import org.stacksam.volume.learn.Forest.Tree;

/** Grows one tree, level by level of a queue of nodes. */
final class TreeGrower {

	private final Binned data;
	private final Parameters parameters;
	private final SplittableRandom random;
	private final int[] order;
	private int[] feature = new int[64];
	private float[] threshold = new float[64];
	private int[] left = new int[64];
	private float[] share = new float[64];
	private int[] from = new int[64];
	private int[] to = new int[64];
	private int[] depth = new int[64];
	private int nodes;

	private TreeGrower(final Binned data, final Parameters parameters, final SplittableRandom random) {
		this.data = data;
		this.parameters = parameters;
		this.random = random;
		order = new int[data.size()];
		for (int i = 0; i < order.length; i++) order[i] = random.nextInt(order.length);
	}

	static Tree grow(final Binned data, final Parameters parameters, final SplittableRandom random) {
		final TreeGrower grower = new TreeGrower(data, parameters, random);
		grower.add(0, grower.order.length, 0);
		for (int node = 0; node < grower.nodes; node++) grower.split(node);
		return new Tree(Arrays.copyOf(grower.feature, grower.nodes), Arrays.copyOf(grower.threshold, grower.nodes), Arrays
			.copyOf(grower.left, grower.nodes), Arrays.copyOf(grower.share, grower.nodes));
	}

	private void add(final int start, final int end, final int level) {
		if (nodes == left.length) {
			feature = Arrays.copyOf(feature, 2 * nodes);
			threshold = Arrays.copyOf(threshold, 2 * nodes);
			left = Arrays.copyOf(left, 2 * nodes);
			share = Arrays.copyOf(share, 2 * nodes);
			from = Arrays.copyOf(from, 2 * nodes);
			to = Arrays.copyOf(to, 2 * nodes);
			depth = Arrays.copyOf(depth, 2 * nodes);
		}
		from[nodes] = start;
		to[nodes] = end;
		depth[nodes++] = level;
	}

	/** Turns a node into two if that makes them purer. */
	private void split(final int node) {
		final int start = from[node], end = to[node], n = end - start;
		int positive = 0;
		for (int i = start; i < end; i++)
			if (data.positive()[order[i]]) positive++;
		share[node] = n == 0 ? 0 : positive / (float) n;
		if (positive == 0 || positive == n || depth[node] == parameters.depth() || n < 2 * parameters.leaf()) return;
		final int k = data.bins().length, tries = Math.max(1, (int) Math.sqrt(k));
		final int[] candidates = new int[k];
		for (int i = 0; i < k; i++) candidates[i] = i;
		Cut best = null;
		// As scikit-learn does: goes on past √k features until there is one that can be split at all.
		for (int t = 0; t < k && (t < tries || best == null); t++) {
			final int pick = t + random.nextInt(k - t), f = candidates[pick];
			candidates[pick] = candidates[t];
			final Cut cut = bestCut(f, start, end, positive);
			if (cut != null && (best == null || cut.purity > best.purity)) best = cut;
		}
		if (best == null) return;
		final int middle = partition(best, start, end);
		feature[node] = best.feature;
		threshold[node] = data.upper()[best.feature][best.bin];
		left[node] = nodes;
		add(start, middle, depth[node] + 1);
		add(middle, end, depth[node] + 1);
	}

	/** A split of a feature after a bin; purity is Σ over both sides of (positives² + negatives²) / samples. */
	private record Cut(int feature, int bin, double purity) {}

	/** The purest split of a node by a feature, null if there is none with enough samples on both sides. */
	private Cut bestCut(final int f, final int start, final int end, final int positive) {
		final byte[] bins = data.bins()[f];
		final int[] all = new int[data.upper()[f].length], inside = new int[all.length];
		for (int i = start; i < end; i++) {
			final int bin = bins[order[i]] & 0xff;
			all[bin]++;
			if (data.positive()[order[i]]) inside[bin]++;
		}
		Cut best = null;
		int below = 0, belowInside = 0;
		for (int b = 0; b < all.length - 1; b++) {
			if (all[b] == 0) continue;
			below += all[b];
			belowInside += inside[b];
			final int above = end - start - below;
			if (below < parameters.leaf()) continue;
			if (above < parameters.leaf()) break;
			final double purity = purity(belowInside, below) + purity(positive - belowInside, above);
			if (best == null || purity > best.purity) best = new Cut(f, b, purity);
		}
		return best;
	}

	private static double purity(final double positive, final double n) {
		return (positive * positive + (n - positive) * (n - positive)) / n;
	}

	/** Moves samples at or below the cut to the front; gives where the others begin. */
	private int partition(final Cut cut, final int start, final int end) {
		final byte[] bins = data.bins()[cut.feature];
		int middle = start;
		for (int i = start; i < end; i++) {
			if ((bins[order[i]] & 0xff) > cut.bin) continue;
			final int swap = order[i];
			order[i] = order[middle];
			order[middle++] = swap;
		}
		return middle;
	}
}
