package org.stacksam.volume.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.stacksam.image.Filters;

class FeaturesTest {

	private static final int W = 24, H = 20, D = 14;
	private static final double[] MM = { 1.5, 2, 3 };

	/** Features of f(x, y, z) with A = 0, B = 0, σ = 1, hence intensities as they are between −8 and 9. */
	private static Features of(final float[] volume) {
		return new Features(z -> java.util.Arrays.copyOfRange(volume, z * W * H, (z + 1) * W * H), W, H, D, MM, 0, 0, 1);
	}

	private static float[] wavy() {
		final float[] v = new float[W * H * D];
		for (int i = 0; i < v.length; i++) v[i] = (float) (3 * Math.sin(i * .37) + 2 * Math.cos(i / W * .9) + i / (W * H) *
			.1);
		return v;
	}

	@Test
	void gaussiansAreThoseOfTheWholeVolume() {
		final float[] v = wavy();
		final Features features = of(v);
		final double[] sigma = { 1.4, 2.8, 5.6 };
		for (int s = 0; s < 3; s++) {
			final float[] whole = Filters.gauss(v, W, H, D, new double[] { sigma[s] / MM[0], sigma[s] / MM[1], sigma[s] /
				MM[2] });
			for (final int z : new int[] { 0, 5, D - 1 })
				for (final int i : new int[] { 0, 77, W * H - 1 })
					assertEquals(whole[z * W * H + i], features.slice(z)[i * Features.COUNT + 1 + s], 1e-4, "σ " + sigma[s] +
						", slice " + z);
		}
	}

	@Test
	void gradientsAreInUnitsAMillimetre() {
		final float[] ramp = new float[W * H * D];
		for (int i = 0; i < ramp.length; i++) ramp[i] = (float) (.05 * MM[0] * (i % W) + .1 * MM[2] * (i /
			(W * H)));
		final float[] at = of(ramp).slice(7);
		final int middle = 10 * W + 12;
		assertEquals(Math.hypot(.05, .1), at[middle * Features.COUNT + 4], 1e-3);
	}

	@Test
	void deviationOfACheckerboard() {
		final float[] v = new float[W * H * D];
		for (int i = 0; i < v.length; i++) v[i] = (i % W + i / W % H + i / (W * H)) % 2 == 0 ? 1 : -1;
		final int middle = (10 * W + 12) * Features.COUNT;
		final float[] at = of(v).slice(7);
		assertEquals(1, at[middle + 5], .02, "standard deviation of ±1");
		assertEquals(1, Math.abs(at[middle]));
		assertEquals(at[middle], at[middle + 6], "median of 5 like it and 4 unlike it");
	}

	@Test
	void intensitiesAreClippedAndScaled() {
		final float[] v = new float[W * H * D];
		v[0] = 1000;
		v[1] = -1000;
		v[2] = 130;
		final Features f = new Features(z -> java.util.Arrays.copyOfRange(v, z * W * H, (z + 1) * W * H), W, H, D, MM, 100,
			120, 10);
		// Limits 100 − 80 and 120 + 90, counted from 110 in tens.
		assertEquals(10, f.slice(0)[0], 1e-6);
		assertEquals(-9, f.slice(0)[Features.COUNT], 1e-6);
		assertEquals(2, f.slice(0)[2 * Features.COUNT], 1e-6);
	}
}
