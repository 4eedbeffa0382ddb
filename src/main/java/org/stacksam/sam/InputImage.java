package org.stacksam.sam;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** The encoder's input tensor, 3 × size × size, filled slice by slice. */
final class InputImage {

	private static final int CHANNELS = 3;

	private final EncoderSpec spec;
	private final FloatBuffer values;

	InputImage(final EncoderSpec spec) {
		this.spec = spec;
		final int count = CHANNELS * spec.inputSize() * spec.inputSize();
		values = ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
	}

	/** Channel after channel, rows of each; a direct buffer, the same for each use of this object. */
	FloatBuffer values() {
		return values.rewind();
	}

	long[] shape() {
		return new long[] { 1, CHANNELS, spec.inputSize(), spec.inputSize() };
	}

	/** Makes everything padding. */
	InputImage clear() {
		final float[] row = new float[spec.inputSize()];
		for (int at = 0; at < values.capacity(); at += row.length)
			values.put(at, row);
		return this;
	}

	/** Draws a grey slice at its place, the same in each channel. */
	InputImage draw(final Plane grey, final Placement place) {
		final float[] resized = resize(grey, place);
		for (int channel = 0; channel < CHANNELS; channel++)
			put(resized, place, channel);
		return this;
	}

	/** Draws one channel (0 = red) of a colour slice at its place. */
	InputImage draw(final Plane plane, final Placement place, final int channel) {
		put(resize(plane, place), place, channel);
		return this;
	}

	private static float[] resize(final Plane plane, final Placement place) {
		final float[] out = Resampler.resize(plane.values(), plane.width(), plane.height(), place.resizedWidth(), place
			.resizedHeight(), Math.max(place.scaleX(), place.scaleY()) < 1);
		for (int i = 0; i < out.length; i++)
			out[i] = Math.max(0, Math.min(255, out[i]));
		return out;
	}

	private void put(final float[] resized, final Placement place, final int channel) {
		final int size = spec.inputSize(), w = place.resizedWidth();
		final int x0 = (int) place.offsetX(), y0 = (int) place.offsetY();
		final float mean = spec.mean().get(channel), std = spec.std().get(channel);
		final float[] row = new float[w];
		for (int y = 0; y < place.resizedHeight(); y++) {
			for (int x = 0; x < w; x++)
				row[x] = (resized[y * w + x] - mean) / std;
			values.put((channel * size + y0 + y) * size + x0, row);
		}
	}
}
