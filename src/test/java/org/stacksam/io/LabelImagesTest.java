package org.stacksam.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.stacksam.InputException;

class LabelImagesTest {

	@Test
	void unsignedShortIsGivenBackAsItIs() {
		final var image = ArrayImgs.unsignedShorts(new short[] { 0, 3, (short) 65535, 3 }, 2, 2);
		final LabelImages.Labels labels = LabelImages.of(image, "a.tif");
		assertSame(image, labels.image());
		assertEquals("{0, 3, 65535}", labels.values().toString());
	}

	@Test
	void wholeFloatsAndThoseOffByRoundingAreLabels() {
		final LabelImages.Labels labels = LabelImages.of(ArrayImgs.doubles(new double[] { 0, 1.00000004, 4.9999998 }, 3, 1,
			1), "a.nii");
		assertEquals("{0, 1, 5}", labels.values().toString());
		assertEquals(5, labels.image().randomAccess().setPositionAndGet(2, 0, 0).get());
	}

	@Test
	void firstBadValueAndItsVoxelAreNamed() {
		for (final float bad : new float[] { 0.5f, -1, 65536, Float.NaN, Float.POSITIVE_INFINITY }) {
			final float[] values = new float[12];
			values[7] = bad; // x = 1, y = 0, z = 1 of 3 × 2 × 2
			values[9] = 0.25f;
			final String message = assertThrows(InputException.class, () -> LabelImages.of(ArrayImgs.floats(values, 3, 2, 2),
				"liver.nii")).getMessage();
			assertTrue(message.contains("liver.nii") && message.contains("" + (double) bad) && message.contains("(1, 0, 1)"),
				message);
		}
	}
}
