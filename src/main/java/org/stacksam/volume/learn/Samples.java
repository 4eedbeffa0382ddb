package org.stacksam.volume.learn;

import java.util.Arrays;

/** Labelled feature vectors that a {@link Forest} learns from; grows as they are added. */
public final class Samples {

	private final int features;
	private float[] values;
	private boolean[] positive = new boolean[256];
	private int size;
	private int positives;

	/** None yet. */
	public Samples(final int features) {
		this.features = features;
		values = new float[256 * features];
	}

	private Samples(final int features, final float[] values, final boolean[] positive) {
		this.features = features;
		this.values = values;
		this.positive = positive;
		size = positive.length;
		for (final boolean p : positive) if (p) positives++;
	}

	/** A copy of the first so many, or of all if there are fewer, in no more memory than they need. */
	public Samples first(final int most) {
		final int n = Math.min(most, size);
		return new Samples(features, Arrays.copyOf(values, n * features), Arrays.copyOf(positive, n));
	}

	/**
	 * Adds one.
	 *
	 * @param from array that holds its features
	 * @param offset of the first of them
	 */
	public void add(final float[] from, final int offset, final boolean isPositive) {
		if (size == positive.length) {
			positive = Arrays.copyOf(positive, Math.max(256, 2 * size));
			values = Arrays.copyOf(values, positive.length * features);
		}
		System.arraycopy(from, offset, values, size * features, features);
		positive[size++] = isPositive;
		if (isPositive) positives++;
	}

	/** Adds all of another collection. */
	public void addAll(final Samples other) {
		addFirst(other, other.size);
	}

	/** Adds the first so many of another collection, or all if it has fewer. */
	public void addFirst(final Samples other, final int most) {
		for (int i = 0; i < Math.min(most, other.size); i++) add(other.values, i * features, other.positive[i]);
	}

	/** Features of a sample. */
	public int features() {
		return features;
	}

	/** How many there are. */
	public int size() {
		return size;
	}

	/** How many of them are positive. */
	public int positives() {
		return positives;
	}

	float value(final int sample, final int feature) {
		return values[sample * features + feature];
	}

	boolean positive(final int sample) {
		return positive[sample];
	}
}
