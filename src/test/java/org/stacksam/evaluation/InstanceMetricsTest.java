package org.stacksam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;

import org.junit.jupiter.api.Test;
import org.stacksam.InputException;
import org.stacksam.Progress;

class InstanceMetricsTest {

	private static final int SIZE = 256;

	/** Against scipy's linear_sum_assignment with the costs that StarDist and cellpose use. */
	@Test
	void discsAsStarDistMatchesThem() {
		final int[] reference = discs(1, 150);
		final int[] predicted = new int[reference.length];
		for (int y = 0; y < SIZE; y++)
			for (int x = 0; x < SIZE; x++) {
				final int object = reference[(y + SIZE - 1) % SIZE * SIZE + (x + SIZE - 2) % SIZE];
				final boolean holed = object % 5 == 0 && x % 2 == 0;
				predicted[y * SIZE + x] = object % 7 == 0 || holed ? 0 : object + 1000;
			}
		final InstanceScores scores = InstanceMetrics.compute(image(predicted), image(reference), InstanceMetrics
			.thresholds(), Progress.NONE);
		assertEquals(120, scores.predicted());
		assertEquals(141, scores.reference());
		assertEquals(List.of(66L, 62L, 47L, 34L, 23L, 18L, 0L, 0L, 0L, 0L), scores.atThresholds().stream().map(
			InstanceScores.AtThreshold::truePositives).toList());
		final InstanceScores.AtThreshold half = scores.atThresholds().get(0);
		assertEquals(54, half.falsePositives());
		assertEquals(75, half.falseNegatives());
		assertEquals(43.63696376497946, half.sumOfIou(), 1e-12);
		assertEquals(0.3343828640994595, half.panopticQuality(), 1e-14);
		assertEquals(0.5057471264367817, half.f1(), 1e-15);
		assertEquals(66 / 120.0, half.precision(), 1e-15);
		assertEquals(66 / 141.0, half.recall(), 1e-15);
		assertEquals(0.11901379608496394, scores.meanAveragePrecision(), 1e-15);
	}

	@Test
	void twoHalvesOfOneObjectAreOneMatch() {
		final InstanceScores.AtThreshold half = InstanceMetrics.compute(ArrayImgs.ints(new int[] { 1, 1, 2, 2 }, 4, 1),
			ArrayImgs.ints(new int[] { 9, 9, 9, 9 }, 4, 1), new double[] { .5 }, Progress.NONE).atThresholds().get(0);
		assertEquals(new InstanceScores.AtThreshold(.5, 1, 1, 0, .5), half);
		assertEquals(1 / 3.0, half.panopticQuality(), 1e-15);
	}

	@Test
	void emptyImages() {
		final var empty = ArrayImgs.ints(4, 1);
		final var one = ArrayImgs.ints(new int[] { 7, 0, 0, 0 }, 4, 1);
		assertTrue(Double.isNaN(InstanceMetrics.compute(empty, empty, InstanceMetrics.thresholds(), Progress.NONE)
			.meanAveragePrecision()));
		assertEquals(0, InstanceMetrics.compute(empty, one, InstanceMetrics.thresholds(), Progress.NONE)
			.meanAveragePrecision());
	}

	@Test
	void dataSetAddsCounts() {
		final var one = ArrayImgs.ints(new int[] { 7, 0, 0, 0 }, 4, 1);
		final InstanceScores found = InstanceMetrics.compute(one, one, new double[] { .5 }, Progress.NONE);
		final InstanceScores missed = InstanceMetrics.compute(ArrayImgs.ints(4, 1), one, new double[] { .5 },
			Progress.NONE);
		assertEquals(new InstanceScores.AtThreshold(.5, 1, 0, 1, 1), InstanceScores.pooled(List.of(found, missed))
			.atThresholds().get(0));
	}

	@Test
	void thousandsOfObjects() {
		final int side = 1000;
		final int[] grid = new int[side * side];
		for (int i = 0; i < grid.length; i++)
			grid[i] = i % side / 10 + i / side / 10 * 100 + 1;
		final var image = ArrayImgs.ints(grid, side, side);
		final InstanceScores scores = InstanceMetrics.compute(image, image, InstanceMetrics.thresholds(), Progress.NONE);
		assertEquals(10000, scores.reference());
		assertEquals(1, scores.meanAveragePrecision());
	}

	@Test
	void badInputIsNamed() {
		final var small = ArrayImgs.ints(4, 1);
		assertThrows(InputException.class, () -> InstanceMetrics.compute(small, ArrayImgs.ints(5, 1), InstanceMetrics
			.thresholds(), Progress.NONE));
		assertTrue(assertThrows(InputException.class, () -> InstanceMetrics.compute(small, small, new double[] { .3 },
			Progress.NONE)).getMessage().contains("0.3"));
		assertTrue(assertThrows(InputException.class, () -> InstanceMetrics.compute(small, ArrayImgs.floats(new float[] { 0,
			.5f, 0, 0 }, 4, 1), InstanceMetrics.thresholds(), Progress.NONE)).getMessage().contains("x 1"));
	}

	private static RandomAccessibleInterval<IntType> image(final int[] values) {
		return ArrayImgs.ints(values, SIZE, SIZE);
	}

	/** Discs that may cover each other, drawn by a linear congruential generator. */
	private static int[] discs(final long seed, final int count) {
		final int[] image = new int[SIZE * SIZE];
		long state = seed;
		for (int k = 1; k <= count; k++) {
			final long[] random = new long[3];
			for (int i = 0; i < 3; i++) {
				state = (state * 1103515245 + 12345) % 2147483648L;
				random[i] = state >> 8;
			}
			final long cx = random[0] % SIZE, cy = random[1] % SIZE, r = 4 + random[2] % 9;
			for (int y = 0; y < SIZE; y++)
				for (int x = 0; x < SIZE; x++)
					if ((x - cx) * (x - cx) + (y - cy) * (y - cy) <= r * r) image[y * SIZE + x] = k;
		}
		return image;
	}
}
