package org.stacksam.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

import org.stacksam.io.Geometry;

class SliceReaderTest {

	private static double[] spacing(final double... mm) {
		return SliceReader.of(ArrayImgs.unsignedBytes(4, 3, 2), Geometry.of(4, 3, 2, mm, new double[3])).spacing();
	}

	/** Else filters of 5.6 mm would reach over thousands of slices of a microscope's stack. */
	@Test
	void microscopesCountInPixels() {
		assertArrayEquals(new double[] { 1, 1, 5 }, spacing(2e-4, 2e-4, 1e-3), 1e-9);
		assertArrayEquals(new double[] { .8, .8, .3 }, spacing(.8, .8, .3), 1e-9);
		assertArrayEquals(new double[] { .1, .1, .1 }, spacing(.1, .1, .1), 1e-9);
	}

	@Test
	void whatIsNotFiniteCountsAsTheLowest() {
		final SliceReader slices = SliceReader.of(ArrayImgs.floats(new float[] { 3, Float.NaN, -2, Float.POSITIVE_INFINITY },
			2, 2, 1), Geometry.of(2, 2, 1, new double[] { 1, 1, 1 }, new double[3]));
		assertEquals(2, slices.nonFinite());
		assertArrayEquals(new float[] { 3, -2, -2, -2 }, slices.read(0));
	}
}
