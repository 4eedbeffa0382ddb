package org.stacksam.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** Values of scipy 1.17, {@code stats.wilcoxon} with its defaults. */
class WilcoxonTest {

	private static final double[] D = { .021, -.012, .033, .044, .025, .041, -.013, .09, .011, .062, .014, .07 };

	@Test
	void exactWithoutTies() {
		check(D, 5, 0.0048828125, 0.00244140625, Wilcoxon.Method.EXACT);
		check(new double[] { 1, 2, 3 }, 0, 0.25, 0.125, Wilcoxon.Method.EXACT);
		check(new double[] { 1, -2, 3 }, 2, 0.75, 0.375, Wilcoxon.Method.EXACT);
		check(IntStream.range(0, 50).mapToDouble(i -> (i + 1) * (i % 3 == 0 ? -1 : 1) / 1000.0).toArray(), 425,
			0.03996834652842374, 0.01998417326421187, Wilcoxon.Method.EXACT);
	}

	@Test
	void permutationsWithTiesOrZeros() {
		check(new double[] { .02, -.01, .03, .04, .02, .04, -.01, .09, .01, .06, .01, .07 }, 5, 0.00537109375,
			0.002685546875, Wilcoxon.Method.PERMUTATION);
		check(Arrays.copyOf(D, 13), 5, 0.0048828125, 0.00244140625, Wilcoxon.Method.PERMUTATION);
	}

	@Test
	void normalWhereMany() {
		check(Arrays.copyOf(D, 14), 5, 0.00764908205529392, 0.00382454102764696, Wilcoxon.Method.NORMAL);
		check(scattered(20), 66.5, 0.2511820389804784, 0.1255910194902392, Wilcoxon.Method.NORMAL);
		check(scattered(60), 583, 0.02263320893600752, 0.01131660446800376, Wilcoxon.Method.NORMAL);
	}

	@Test
	void allEqual() {
		final Wilcoxon test = Wilcoxon.test(new double[3]);
		assertEquals(new Wilcoxon(0, 0, 0, 1, Wilcoxon.Method.NONE), test);
		assertEquals(0, test.rankBiserial());
	}

	@Test
	void rankBiserialByHand() {
		// Ranks of 78 in all, 5 of them negative.
		assertEquals((73 - 5) / 78.0, Wilcoxon.test(D).rankBiserial(), 1e-15);
	}

	@Test
	void holmByHand() {
		assertArrayEquals(new double[] { .03, .06, .06, .03 }, PairedStatistics.holm(new double[] { .01, .04, .03, .0075 }),
			1e-15);
		assertArrayEquals(new double[] { 1, 1 }, PairedStatistics.holm(new double[] { .9, .6 }), 1e-15);
	}

	@Test
	void bootstrapIsSeededAndCoversTheMean() {
		final ConfidenceInterval first = PairedStatistics.bootstrap(D, 10_000, 7);
		assertEquals(first, PairedStatistics.bootstrap(D, 10_000, 7));
		// Mean .0322; the normal interval is ±.0171, and of 12 values the percentile one is about as wide.
		assertEquals(.0322 - .0171, first.low(), .002);
		assertEquals(.0322 + .0171, first.high(), .002);
	}

	private static double[] scattered(final int n) {
		return IntStream.range(0, n).mapToDouble(i -> (i * 37 % 101 - 40) / 100.0).toArray();
	}

	private static void check(final double[] d, final double statistic, final double p, final double greater,
		final Wilcoxon.Method method)
	{
		final Wilcoxon test = Wilcoxon.test(d);
		assertEquals(statistic, test.statistic());
		assertEquals(p, test.p(), 1e-12);
		assertEquals(greater, Wilcoxon.testGreater(d).p(), 1e-12);
		assertEquals(method, test.method());
	}
}
