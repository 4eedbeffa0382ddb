package org.stacksam.image;

/** Numbers 0..99 from ANSI C's linear congruential generator, so that Python can make the same. */
final class Pseudo {

	private Pseudo() {}

	static float[] values(final int n) {
		final float[] out = new float[n];
		long state = 1;
		for (int i = 0; i < n; i++) {
			state = state * 1103515245 + 12345 & 0x7fffffff;
			out[i] = (state >> 16) % 100;
		}
		return out;
	}

	static boolean[] above(final float[] values, final float threshold) {
		final boolean[] out = new boolean[values.length];
		for (int i = 0; i < out.length; i++) out[i] = values[i] > threshold;
		return out;
	}
}
