package org.stacksam.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

import org.stacksam.Progress;
import org.stacksam.prompt.LabelClass;

class PhantomTest {

	private static final Phantom PHANTOM = Phantom.generate(1, Progress.NONE);

	@Test
	void isAGridLikeThatOfAScanner() {
		assertArrayEquals(new long[] { 160, 128, 30 }, PHANTOM.image().dimensionsAsLongArray());
		assertArrayEquals(new double[] { 2, 2, 3 }, PHANTOM.geometry().spacing());
		assertTrue(PHANTOM.geometry().oriented());
		assertEquals(2, PHANTOM.geometry().affine()[0][0]);
	}

	/** Fat, soft organs and bone lie where a radiologist expects them; organs differ by little more than the noise. */
	@Test
	void organsHaveSoftContrast() {
		final double[] mean = new double[6], square = new double[6];
		final long[] count = new long[6];
		final Cursor<ShortType> values = Views.flatIterable(PHANTOM.image()).cursor();
		final Cursor<UnsignedByteType> labels = Views.flatIterable(PHANTOM.labels()).cursor();
		while (values.hasNext()) {
			final int label = labels.next().get();
			final double value = values.next().get();
			mean[label] += value;
			square[label] += value * value;
			count[label]++;
		}
		for (final LabelClass organ : Phantom.CLASSES) {
			final int label = organ.value();
			final double average = mean[label] / count[label];
			final double deviation = Math.sqrt(square[label] / count[label] - average * average);
			assertTrue(count[label] > 2500, organ.name() + " has " + count[label] + " voxels");
			assertTrue(average > 70 && average < 180, organ.name() + " has " + average + " HU");
			assertTrue(deviation > 12 && deviation < 45, organ.name() + " varies by " + deviation + " HU");
		}
	}

	@Test
	void theSeedDecides() {
		assertEquals(hash(PHANTOM), hash(Phantom.generate(1, Progress.NONE)));
		assertTrue(hash(PHANTOM) != hash(Phantom.generate(2, Progress.NONE)));
	}

	private static int hash(final Phantom phantom) {
		int hash = 0;
		for (final ShortType value : Views.flatIterable(phantom.image()))
			hash = 31 * hash + value.get();
		return hash;
	}
}
