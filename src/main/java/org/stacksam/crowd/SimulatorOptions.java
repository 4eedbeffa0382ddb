package org.stacksam.crowd;

import java.util.Collections;
import java.util.List;

import org.stacksam.InputException;

/**
 * What simulated annotators draw. Start from {@link #DEFAULT} and change what differs.
 *
 * @param everyNth every n-th slice of each object, counted from its first; its last is always included; ≥ 1
 * @param kind boxes, points or both
 * @param minPixels pieces of fewer pixels in a slice are overlooked by everyone, ≥ 1
 * @param positivePoints on each piece where points are drawn, ≥ 1
 * @param negativePoints beside each piece where points are drawn, ≥ 0
 * @param noise of an annotator of factor 1
 * @param noiseFactors one an annotator, ≥ 0: what multiplies the noise; 0 = never wrong, 2 = twice as wrong
 * @param seed of all random numbers; annotator i draws the same however many follow
 */
public record SimulatorOptions(int everyNth, Kind kind, int minPixels, int positivePoints, int negativePoints,
	AnnotatorNoise noise, List<Double> noiseFactors, long seed)
{

	/** What is drawn on an object. */
	public enum Kind {
		BOX, POINTS, BOTH
	}

	/** One annotator who is never wrong and draws a box round each object of 10 pixels or more on every slice. */
	public static final SimulatorOptions DEFAULT = new SimulatorOptions(1, Kind.BOX, 10, 1, 0, AnnotatorNoise.NONE, List
		.of(1.0), 0);

	public SimulatorOptions {
		atLeast("every_nth_slice", everyNth, 1);
		atLeast("min_pixels", minPixels, 1);
		atLeast("positive_points", positivePoints, 1);
		atLeast("negative_points", negativePoints, 0);
		atLeast("annotators", noiseFactors.size(), 1);
		noiseFactors = List.copyOf(noiseFactors);
		for (final double factor : noiseFactors)
			if (!(factor >= 0 && factor <= 1e6)) throw new InputException("The noise factor of an annotator is " + factor +
				"; it must be 0 or more.");
	}

	public SimulatorOptions withEveryNth(final int n) {
		return new SimulatorOptions(n, kind, minPixels, positivePoints, negativePoints, noise, noiseFactors, seed);
	}

	public SimulatorOptions withKind(final Kind newKind) {
		return new SimulatorOptions(everyNth, newKind, minPixels, positivePoints, negativePoints, noise, noiseFactors,
			seed);
	}

	public SimulatorOptions withPoints(final int positive, final int negative) {
		return new SimulatorOptions(everyNth, kind, minPixels, positive, negative, noise, noiseFactors, seed);
	}

	public SimulatorOptions withNoise(final AnnotatorNoise newNoise) {
		return new SimulatorOptions(everyNth, kind, minPixels, positivePoints, negativePoints, newNoise, noiseFactors,
			seed);
	}

	/** So many annotators of factor 1. */
	public SimulatorOptions withAnnotators(final int annotators) {
		atLeast("annotators", annotators, 1);
		return withNoiseFactors(Collections.nCopies(annotators, 1.0));
	}

	public SimulatorOptions withNoiseFactors(final List<Double> factors) {
		return new SimulatorOptions(everyNth, kind, minPixels, positivePoints, negativePoints, noise, factors, seed);
	}

	public SimulatorOptions withSeed(final long newSeed) {
		return new SimulatorOptions(everyNth, kind, minPixels, positivePoints, negativePoints, noise, noiseFactors,
			newSeed);
	}

	private static void atLeast(final String key, final int value, final int least) {
		if (value < least) throw new InputException(key + "=" + value + " must be " + least + " or more.");
	}
}
