package org.stacksam.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.logic.BitType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

class DistanceTransformTest {

	/** All pairs of voxels: the definition. */
	private static double[] byDefinition(final boolean[] set, final int w, final int h, final double[] spacing) {
		final double[] out = new double[set.length];
		for (int i = 0; i < out.length; i++) {
			out[i] = Double.POSITIVE_INFINITY;
			for (int j = 0; j < out.length; j++) {
				if (!set[j]) continue;
				final double dx = (i % w - j % w) * spacing[0], dy = (i / w % h - j / w % h) * spacing[1], dz = (i / (w * h) - j /
					(w * h)) * spacing[2];
				out[i] = Math.min(out[i], dx * dx + dy * dy + dz * dz);
			}
		}
		return out;
	}

	@Test
	void agreesWithTheDefinition() {
		final double[][] spacings = { { 1, 1, 1 }, { .7, 1.5, 3 }, { 4, .3, 1 } };
		final int[][] sizes = { { 5, 4, 3 }, { 37, 19, 11 }, { 1, 23, 17 }, { 40, 1, 1 }, { 16, 16, 1 } };
		for (final int[] s : sizes) {
			for (final double[] spacing : spacings) {
				for (final float threshold : new float[] { 50, 90, 98 }) {
					final boolean[] set = Pseudo.above(Pseudo.values(s[0] * s[1] * s[2]), threshold);
					assertArrayEquals(byDefinition(set, s[0], s[1], spacing), DistanceTransform.squared(set, s[0], s[1], s[2],
						spacing), 1e-9, s[0] + "×" + s[1] + "×" + s[2] + " above " + threshold);
				}
			}
		}
	}

	@Test
	void agreesWithScipy() {
		final double[] d = DistanceTransform.squared(Pseudo.above(Pseudo.values(60), 80), 5, 4, 3, new double[] { .7, 1.5,
			3 });
		final int[] at = { 0, 7, 13, 24, 33, 42, 59 };
		final double[] scipy = { 10.09, 1.96, .49, 1.96, .49, 0, 9 };
		for (int i = 0; i < at.length; i++) assertEquals(scipy[i], d[at[i]], 1e-12);
	}

	@Test
	void nothingSetIsInfinitelyFar() {
		for (final double d : DistanceTransform.squared(new boolean[24], 2, 3, 4, new double[] { 1, 1, 1 }))
			assertEquals(Double.POSITIVE_INFINITY, d);
	}

	@Test
	void farVoxelsAreExact() {
		final int n = 3000;
		final boolean[] set = new boolean[n * 2];
		set[0] = true;
		final double[] d = DistanceTransform.squared(set, 2, n, 1, new double[] { 1, 1, 1 });
		assertEquals((n - 1.0) * (n - 1.0) + 1, d[2 * n - 1]);
	}

	@Test
	void signedDistancesAreThoseOfTheRecipe() {
		final boolean[] mask = Pseudo.above(Pseudo.values(20), 50);
		final float far = (float) (.5 - Math.sqrt(2));
		assertArrayEquals(new float[] { -.5f, .5f, -.5f, -.5f, .5f, far, -.5f, -.5f, -.5f, .5f, -.5f, .5f, .5f, .5f, -.5f,
			-.5f, .5f, .5f, -.5f, .5f }, DistanceTransform.signed(mask, 5, 4), 1e-6f);
		assertEquals(Float.NEGATIVE_INFINITY, DistanceTransform.signed(new boolean[6], 3, 2)[0]);
		assertEquals(Float.POSITIVE_INFINITY, DistanceTransform.signed(new boolean[] { true }, 1, 1)[0]);
	}

	@Test
	void imagesOfAnyOrigin() {
		final RandomAccessibleInterval<BitType> bits = Views.translate(ArrayImgs.bits(3, 2), 7, -4);
		bits.randomAccess().setPositionAndGet(9, -3).set(true);
		final RandomAccessibleInterval<DoubleType> d = DistanceTransform.squared(bits, 2, 10);
		assertEquals(4 * 4 + 100, d.getAt(0, 0).get());
		assertEquals(0, d.getAt(2, 1).get());
		assertThrows(IllegalArgumentException.class, () -> DistanceTransform.squared(bits, 1, 1, 1));
	}
}
