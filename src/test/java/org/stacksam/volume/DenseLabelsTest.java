package org.stacksam.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;

import net.imglib2.Cursor;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

class DenseLabelsTest {

	@Test
	void slicesComeBackAsTheyWereSet() {
		final int w = 37, h = 23, d = 50;
		final DenseLabels dense = new DenseLabels(w, h, d);
		final short[][] labels = new short[d][w * h];
		final byte[][] confidence = new byte[d][w * h];
		final Random random = new Random(1);
		for (int z = 1; z < d; z++) {
			for (int i = 0; i < w * h; i++) labels[z][i] = (short) random.nextInt(0x10000);
			random.nextBytes(confidence[z]);
		}
		IntStream.range(1, d).parallel().forEach(z -> {
			dense.setLabels(z, labels[z]);
			dense.setConfidence(z, confidence[z]);
		});
		for (int z = 0; z < d; z++) {
			assertArrayEquals(labels[z], dense.labels(z));
			assertArrayEquals(confidence[z], dense.confidence(z));
		}
		final Cursor<UnsignedShortType> label = Views.flatIterable(dense.labels()).localizingCursor();
		final Cursor<UnsignedByteType> sure = Views.flatIterable(dense.confidence()).cursor();
		while (label.hasNext()) {
			label.fwd();
			final int at = label.getIntPosition(1) * w + label.getIntPosition(0), z = label.getIntPosition(2);
			assertEquals(labels[z][at] & 0xffff, label.get().get());
			assertEquals(confidence[z][at] & 0xff, sure.next().get());
		}
	}

	/** As arrays these would be 6.6 GB; the tests have 2. */
	@Test
	void moreVoxelsThanAnArrayHolds() {
		final int n = 1300;
		final DenseLabels dense = new DenseLabels(n, n, n);
		final short[] last = new short[n * n];
		last[n * n - 1] = 7;
		dense.setLabels(n - 1, last);
		assertEquals(2_197_000_000L, dense.labels().dimension(0) * dense.labels().dimension(1) * dense.labels().dimension(2));
		assertEquals(7, dense.labels().getAt(n - 1, n - 1, n - 1).get());
		assertEquals(0, dense.labels().getAt(n - 2, n - 1, n - 1).get());
		assertEquals(0, dense.confidence().getAt(n - 1, n - 1, n - 1).get());
	}

	@Test
	void voxelsThatAreNotSureGetAValueOfTheirOwn() {
		final var labels = ArrayImgs.unsignedShorts(new short[] { 0, 5, 5, 0 }, 2, 2, 1);
		final var confidence = ArrayImgs.unsignedBytes(new byte[] { (byte) 255, (byte) 127, (byte) 128, 3 }, 2, 2, 1);
		final var marked = Undecided.mark(labels, confidence, .5, 9);
		assertEquals(2, Undecided.count(confidence, .5));
		assertArrayEquals(new int[] { 0, 9, 5, 9 }, new int[] { marked.getAt(0, 0, 0).get(), marked.getAt(1, 0, 0).get(), marked
			.getAt(0, 1, 0).get(), marked.getAt(1, 1, 0).get() });
		assertEquals(5, labels.getAt(1, 0, 0).get(), "a view");
	}
}
