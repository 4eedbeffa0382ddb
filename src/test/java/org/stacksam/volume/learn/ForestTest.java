package org.stacksam.volume.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.stacksam.volume.learn.Forest.Parameters;

class ForestTest {

	/** Two features: the class is (first &gt; 0) xor (second &gt; 0), which no single threshold tells; the third is noise. */
	private static Samples xor(final int n, final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final Samples samples = new Samples(3);
		for (int i = 0; i < n; i++) {
			final float[] f = { (float) random.nextDouble(-1, 1), (float) random.nextDouble(-1, 1), (float) random.nextDouble(
				-1, 1) };
			samples.add(f, 0, f[0] > 0 != f[1] > 0);
		}
		return samples;
	}

	@Test
	void learnsWhatOneThresholdCannotTell() {
		final Forest forest = Forest.train(xor(4000, 1), Parameters.DEFAULT, 7);
		final Samples unseen = xor(2000, 2);
		int right = 0;
		for (int i = 0; i < unseen.size(); i++) {
			final float[] f = { unseen.value(i, 0), unseen.value(i, 1), unseen.value(i, 2) };
			if (forest.logOdds(f, 0) > 0 == unseen.positive(i)) right++;
		}
		assertTrue(right > 1900, right + " of 2000 right");
	}

	@Test
	void aPureSplitIsFoundExactly() {
		final Samples samples = new Samples(1);
		for (int i = 0; i < 100; i++) samples.add(new float[] { i }, 0, i >= 60);
		final Forest forest = Forest.train(samples, new Parameters(20, 3, 1), 1);
		assertEquals(0, forest.probability(new float[] { 50 }, 0), 1e-6);
		assertEquals(1, forest.probability(new float[] { 70 }, 0), 1e-6);
	}

	@Test
	void logOddsLeaveOutHowCommonTheClassesWere() {
		// The feature says nothing: 9 of 10 samples are positive everywhere, so the odds beyond that are even.
		final Samples samples = new Samples(1);
		for (int i = 0; i < 10000; i++) samples.add(new float[] { i % 7 }, 0, i % 10 > 0);
		final Forest forest = Forest.train(samples, Parameters.DEFAULT, 1);
		assertEquals(.9, forest.probability(new float[] { 3 }, 0), .03);
		assertEquals(0, forest.logOdds(new float[] { 3 }, 0), .3);
	}

	@Test
	void logOddsAreLimited() {
		final Samples samples = new Samples(1);
		for (int i = 0; i < 1000; i++) samples.add(new float[] { i }, 0, i >= 500);
		final Forest forest = Forest.train(samples, Parameters.DEFAULT, 1);
		assertEquals(4, forest.logOdds(new float[] { 900 }, 0));
		assertEquals(-4, forest.logOdds(new float[] { 100 }, 0));
	}

	@Test
	void theSameSeedGivesTheSameForest() {
		final Samples samples = xor(1000, 3);
		final float[] at = { .01f, -.4f, 0 };
		final double first = Forest.train(samples, Parameters.DEFAULT, 5).probability(at, 0);
		assertEquals(first, Forest.train(samples, Parameters.DEFAULT, 5).probability(at, 0));
	}

	@Test
	void leavesAreNotSmallerThanAsked() {
		final Samples samples = new Samples(1);
		for (int i = 0; i < 100; i++) samples.add(new float[] { i }, 0, i == 99);
		final Forest forest = Forest.train(samples, new Parameters(200, 10, 25), 1);
		assertTrue(forest.probability(new float[] { 99 }, 0) < .2);
	}

	@Test
	void oneClassIsNotEnough() {
		final Samples samples = new Samples(1);
		samples.add(new float[] { 1 }, 0, true);
		assertThrows(IllegalArgumentException.class, () -> Forest.train(samples, Parameters.DEFAULT, 1));
	}
}
