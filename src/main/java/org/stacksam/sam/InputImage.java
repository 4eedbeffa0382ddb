package org.stacksam.sam;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The encoder's input tensor, three colours of at most size × size, filled slice by slice. */
final class InputImage {

	private static final int CHANNELS = 3;

	/** As MedSAM: a slice of one value is divided by this. */
	private static final float LEAST_RANGE = 1e-8f;

	private final EncoderSpec spec;
	private final FloatBuffer values;
	private int width, height;

	InputImage(final EncoderSpec spec) {
		this.spec = spec;
		width = height = spec.inputSize();
		values = ByteBuffer.allocateDirect(CHANNELS * width * height * Float.BYTES).order(ByteOrder.nativeOrder())
			.asFloatBuffer();
	}

	/** The values in the order of the layout; a direct buffer, the same for each use of this object. */
	FloatBuffer values() {
		return values.rewind().limit(CHANNELS * width * height);
	}

	long[] shape() {
		return switch (spec.layout()) {
			case NCHW -> new long[] { 1, CHANNELS, height, width };
			case NHWC -> new long[] { 1, height, width, CHANNELS };
			case CHW -> new long[] { CHANNELS, height, width };
			case HWC -> new long[] { height, width, CHANNELS };
		};
	}

	/** Makes everything padding, of the full size. */
	InputImage clear() {
		width = height = spec.inputSize();
		values.clear();
		final float[] row = new float[width];
		for (int at = 0; at < values.capacity(); at += row.length)
			values.put(at, row);
		return this;
	}

	/** Makes everything padding, and the size that of one slice if the model pads by itself. */
	InputImage clear(final Placement place) {
		clear();
		if (spec.resize() == EncoderSpec.Resize.LONGEST_SIDE_UNPADDED) {
			width = place.resizedWidth();
			height = place.resizedHeight();
		}
		return this;
	}

	/**
	 * Draws a slice at its place.
	 *
	 * @param channels one, which all colours show, or red, green and blue
	 */
	InputImage draw(final Placement place, final Plane... channels) {
		final float[][] resized = new float[channels.length][];
		for (int i = 0; i < channels.length; i++)
			resized[i] = resize(channels[i], place);
		final float[] offset = new float[CHANNELS], divisor = new float[CHANNELS];
		scaling(resized, offset, divisor);
		final int w = place.resizedWidth(), x0 = (int) place.offsetX(), y0 = (int) place.offsetY();
		final float[] row = new float[w], pixels = new float[CHANNELS * w];
		for (int y = 0; y < place.resizedHeight(); y++) {
			for (int c = 0; c < CHANNELS; c++) {
				final float[] from = resized[c % resized.length];
				for (int x = 0; x < w; x++)
					row[x] = (from[y * w + x] - offset[c]) / divisor[c];
				if (spec.layout().colourFirst()) values.put((c * height + y0 + y) * width + x0, row);
				else for (int x = 0; x < w; x++)
					pixels[CHANNELS * x + c] = row[x];
			}
			if (!spec.layout().colourFirst()) values.put(CHANNELS * ((y0 + y) * width + x0), pixels);
		}
		return this;
	}

	private void scaling(final float[][] resized, final float[] offset, final float[] divisor) {
		if (spec.scaling() == EncoderSpec.Scaling.MIN_MAX) {
			float least = Float.POSITIVE_INFINITY, most = Float.NEGATIVE_INFINITY;
			for (final float[] channel : resized)
				for (final float v : channel) {
					least = Math.min(least, v);
					most = Math.max(most, v);
				}
			Arrays.fill(offset, least);
			Arrays.fill(divisor, Math.max(most - least, LEAST_RANGE));
			return;
		}
		for (int c = 0; c < CHANNELS; c++) {
			offset[c] = spec.mean().get(c);
			divisor[c] = spec.std().get(c);
		}
	}

	private static float[] resize(final Plane plane, final Placement place) {
		final float[] out = Resampler.resize(plane.values(), plane.width(), plane.height(), place.resizedWidth(), place
			.resizedHeight(), place.scaleX() < 1, place.scaleY() < 1);
		for (int i = 0; i < out.length; i++)
			out[i] = Math.max(0, Math.min(255, out[i]));
		return out;
	}
}
