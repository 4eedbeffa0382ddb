package org.stacksam.evaluation;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Distances of one surface's elements to the other surface.
 *
 * @param distances ascending, at least one
 * @param weights of as many elements: areas, or 1
 */
record DirectedDistances(double[] distances, double[] weights) {

	/** Sorts the elements by distance. */
	static DirectedDistances of(final double[] distances, final double[] weights) {
		final Integer[] order = new Integer[distances.length];
		Arrays.setAll(order, i -> i);
		Arrays.parallelSort(order, Comparator.comparingDouble(i -> distances[i]));
		final double[] sorted = new double[order.length], areas = new double[order.length];
		for (int i = 0; i < order.length; i++) {
			sorted[i] = distances[order[i]];
			areas[i] = weights[order[i]];
		}
		return new DirectedDistances(sorted, areas);
	}

	/** Sorts elements that weigh the same; the array is taken over. */
	static DirectedDistances unweighted(final double[] distances) {
		Arrays.parallelSort(distances);
		final double[] ones = new double[distances.length];
		Arrays.fill(ones, 1);
		return new DirectedDistances(distances, ones);
	}

	/** All elements of both directions. */
	DirectedDistances pooledWith(final DirectedDistances other) {
		return unweighted(concatenate(distances, other.distances));
	}

	double max() {
		return distances[distances.length - 1];
	}

	double totalWeight() {
		return Arrays.stream(weights).sum();
	}

	/** Sum of distance times weight. */
	double moment() {
		double sum = 0;
		for (int i = 0; i < distances.length; i++)
			sum += distances[i] * weights[i];
		return sum;
	}

	double mean() {
		return moment() / totalWeight();
	}

	/** Weight of the elements that are no further than the tolerance. */
	double weightWithin(final double tolerance) {
		double sum = 0;
		for (int i = 0; i < distances.length && distances[i] <= tolerance; i++)
			sum += weights[i];
		return sum;
	}

	/** Quantile without regard to weights, linear between ranks (R type 7, numpy's default). */
	double quantile(final double share) {
		final double rank = share * (distances.length - 1);
		final int below = (int) rank;
		if (below + 1 >= distances.length) return max();
		return distances[below] + (rank - below) * (distances[below + 1] - distances[below]);
	}

	/** First distance at which the weight so far reaches a share of the whole. */
	double weightedQuantile(final double share) {
		final double total = totalWeight();
		double sum = 0;
		for (int i = 0; i < distances.length; i++) {
			sum += weights[i];
			if (sum / total >= share) return distances[i];
		}
		return max();
	}

	private static double[] concatenate(final double[] a, final double[] b) {
		final double[] both = Arrays.copyOf(a, a.length + b.length);
		System.arraycopy(b, 0, both, a.length, b.length);
		return both;
	}
}
