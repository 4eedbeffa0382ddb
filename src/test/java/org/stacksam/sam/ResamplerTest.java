package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class ResamplerTest {

	/** Keys' kernel with a = −0.75 at distances 1.75, 1.25, 0.75, 0.25, worked out by hand. */
	private static final float[] KERNEL = { -0.03515625f, -0.10546875f, 0.26171875f, 0.87890625f };

	@Test
	void cubicSpreadsAnImpulseAsTheKernel() {
		final float[] impulse = { 0, 0, 1, 0, 0, 0 };
		final float[] expected = { 0, KERNEL[0], KERNEL[1], KERNEL[2], KERNEL[3], KERNEL[3], KERNEL[2], KERNEL[1],
			KERNEL[0], 0, 0, 0 };
		assertArrayEquals(expected, Resampler.resize(impulse, 6, 1, 12, 1, false, false), 1e-6f);
		assertArrayEquals(expected, Resampler.resize(impulse, 1, 6, 1, 12, false, false), 1e-6f);
	}

	@Test
	void cubicRepeatsTheBorder() {
		// At −0.25 the taps are −2, −1, 0, 1 at distances 1.75, 0.75, 0.25, 1.25; all but the last see the first sample.
		// At 0.25 they are −1, 0, 1, 2 at distances 1.25, 0.25, 0.75, 1.75.
		final float[] out = Resampler.resize(new float[] { 8, 0, 0, 0 }, 4, 1, 8, 1, false, false);
		assertArrayEquals(new float[] { 8 * (KERNEL[0] + KERNEL[2] + KERNEL[3]), 8 * (KERNEL[1] + KERNEL[3]) }, new float[] {
			out[0], out[1] }, 1e-5f);
	}

	@Test
	void shrinkingIsTheMeanOverEachArea() {
		assertArrayEquals(new float[] { (1 + 2 + 0.5f * 4) / 2.5f, (0.5f * 4 + 8 + 16) / 2.5f }, Resampler.resize(
			new float[] { 1, 2, 4, 8, 16 }, 5, 1, 2, 1, true, true), 1e-6f);
		assertArrayEquals(new float[] { 3.5f }, Resampler.resize(new float[] { 1, 3, 4, 6 }, 2, 2, 1, 1, true, true), 1e-6f);
	}

	@Test
	void oneSampleStaysConstant() {
		assertArrayEquals(new float[] { 7, 7, 7, 7, 7 }, Resampler.resize(new float[] { 7 }, 1, 1, 5, 1, false, false), 1e-6f);
	}
}
