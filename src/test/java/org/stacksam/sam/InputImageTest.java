package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.FloatBuffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The prepared input against the same in Python: OpenCV 5.0 (INTER_CUBIC, or INTER_AREA when shrinking), clipped to
 * 0..255, normalised, zero-padded; on {@link Painted#reference}.
 */
class InputImageTest {

	private static final EncoderSpec SPEC = ModelManifests.bundled().get(0).encoder();
	private static final int SIZE = 1024;

	@ParameterizedTest
	@CsvSource({
		// width, height, resized to, sum, sum of absolute values, [0][0][0], [1][h/2][w/2], [2][h−1][w−1], [0][h/3][w/4]
		"90, 70, 1024, 796, -1615848.127, 2493522.318, -1.449378, 1.208540, -0.857199, 0.837512",
		"70, 90, 796, 1024, -1042858.306, 2411317.100, -1.449378, 1.190953, -1.070287, 0.788530",
		"1500, 1100, 1024, 751, -1464577.494, 2226542.728, -1.381291, 1.244748, -0.765787, 1.156785",
		"1, 5, 205, 1024, -240159.389, 613822.542, -1.629730, 0.831706, -0.964559, 0.878525",
		"3000, 1, 1024, 1, -2864.403, 2864.403, -1.367337, -0.983987, -0.542129, -0.922094" })
	void equalsOpenCv(final int width, final int height, final int w, final int h, final double sum,
		final double absolute, final float p0, final float p1, final float p2, final float p3)
	{
		final Placement place = Placement.whole(width, height, SIZE);
		assertEquals(w, place.resizedWidth());
		assertEquals(h, place.resizedHeight());
		final FloatBuffer out = new InputImage(SPEC).draw(place, Painted.reference(width, height, 0)).values();
		double s = 0, a = 0;
		while (out.hasRemaining()) {
			final float v = out.get();
			s += v;
			a += Math.abs(v);
		}
		assertEquals(sum, s, 2);
		assertEquals(absolute, a, 2);
		assertArrayEquals(new float[] { p0, p1, p2, p3 }, new float[] { at(out, 0, 0, 0), at(out, 1, h / 2, w / 2), at(out, 2,
			h - 1, w - 1), at(out, 0, h / 3, w / 4) }, 2e-4f);
	}

	private static float at(final FloatBuffer values, final int channel, final int y, final int x) {
		return values.get((channel * SIZE + y) * SIZE + x);
	}

	@Test
	void paddingIsZeroAndChannelsAreNormalisedByThemselves() {
		final Plane red = new Plane(new float[] { 255, 255 }, 2, 1), green = new Plane(new float[2], 2, 1);
		final Placement place = Placement.whole(2, 1, SIZE);
		final InputImage image = new InputImage(SPEC).draw(place, red, green, red);
		assertEquals((255 - 123.675f) / 58.395f, at(image.values(), 0, 100, 100), 1e-5f);
		assertEquals((0 - 116.28f) / 57.12f, at(image.values(), 1, 100, 100), 1e-5f);
		assertEquals((255 - 103.53f) / 57.375f, at(image.values(), 2, 511, 1023), 1e-5f);
		assertEquals(0, at(image.values(), 0, 512, 0));
		assertEquals(0, at(image.clear().values(), 0, 100, 100));
	}

	@Test
	void overshootOfTheCubicIsClipped() {
		final float[] edge = { 0, 0, 0, 255, 255, 255 };
		final InputImage image = new InputImage(SPEC).draw(Placement.whole(6, 1, SIZE), new Plane(edge, 6, 1));
		float least = Float.MAX_VALUE, most = -Float.MAX_VALUE;
		for (int x = 0; x < SIZE; x++) {
			least = Math.min(least, at(image.values(), 0, 0, x));
			most = Math.max(most, at(image.values(), 0, 0, x));
		}
		assertEquals(-123.675f / 58.395f, least, 1e-5f);
		assertEquals((255 - 123.675f) / 58.395f, most, 1e-5f);
	}
}
