package org.stacksam.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** The expected numbers were printed by scipy 1.17 for the same pseudo-random volume, 5×4×3. */
class FiltersTest {

	private static final int[] AT = { 0, 7, 13, 24, 33, 42, 59 };

	private static float[] pick(final float[] values) {
		final float[] out = new float[AT.length];
		for (int i = 0; i < out.length; i++) out[i] = values[AT[i]];
		return out;
	}

	@Test
	void gaussAgreesWithScipyWhereKernelsReachBeyondTheImage() {
		assertArrayEquals(new float[] { 40.360153f, 42.418858f, 48.928547f, 50.618301f, 52.555805f, 51.971230f,
			47.552361f }, pick(Filters.gauss(Pseudo.values(60), 5, 4, 3, new double[] { 1, 1.5, .5 })), 1e-5f);
	}

	@Test
	void gaussInThePlaneAlone() {
		assertArrayEquals(new float[] { 38.125324f, 30.426325f, 50.433056f, 53.104042f, 45.842686f, 65.483772f,
			47.703728f }, pick(Filters.gauss(Pseudo.values(60), 5, 4, 3, new double[] { .7, .7, 0 })), 1e-5f);
	}

	@Test
	void gaussKeepsTheSum() {
		final float[] point = new float[9 * 9 * 9];
		point[4 + 9 * (4 + 9 * 4)] = 1;
		final float[] out = Filters.gauss(point, 9, 9, 9, new double[] { 1, 1, 1 });
		assertEquals(1, IntStream.range(0, out.length).mapToDouble(i -> out[i]).sum(), 1e-5);
		assertEquals(0, IntStream.range(0, out.length).mapToDouble(i -> Math.abs(point[i] - (i == 4 + 9 * (4 + 9 * 4) ? 1
			: 0))).sum(), "the input stays");
	}

	@Test
	void medianAgreesWithScipy() {
		final float[] plane = java.util.Arrays.copyOf(Pseudo.values(60), 20);
		final float[] out = Filters.median3x3(plane, 5, 4);
		assertArrayEquals(new float[] { 38, 19, 60, 60 }, new float[] { out[0], out[7], out[13], out[19] });
	}

	@Test
	void medianOfOnePixel() {
		assertArrayEquals(new float[] { 7 }, Filters.median3x3(new float[] { 7 }, 1, 1));
	}
}
