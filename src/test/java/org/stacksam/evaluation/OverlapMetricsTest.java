package org.stacksam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.stacksam.InputException;
import org.stacksam.Progress;

class OverlapMetricsTest {

	private static final double[] UNIT = { 1, 1 };
	private static final EvaluatedLabel ONE = EvaluatedLabel.of("one", 1);
	private static final EvaluatedLabel TWO = EvaluatedLabel.of("two", 2);

	@Test
	void countsByHand() {
		// 4 × 2: label 1 meets in two pixels, has one false positive (truly 2) and one false negative (called 0).
		final LabelPair pair = new LabelPair(image(1, 1, 1, 0, 0, 2, 0, 0), image(1, 1, 2, 1, 0, 2, 0, 0), UNIT);

		final List<Overlap> overlaps = OverlapMetrics.compute(pair, List.of(ONE, TWO, EvaluatedLabel.region("both", 1, 2)),
			Progress.NONE);

		assertEquals(new Overlap(2, 1, 1, 4), overlaps.get(0));
		assertEquals(new Overlap(1, 0, 1, 6), overlaps.get(1));
		assertEquals(new Overlap(4, 0, 1, 3), overlaps.get(2));
		assertEquals(4.0 / 6, overlaps.get(0).dice(), 1e-15);
		assertEquals(0.5, overlaps.get(0).iou(), 1e-15);
		assertEquals(0.5, overlaps.get(1).sensitivity(), 1e-15);
		assertEquals(1, overlaps.get(1).precision(), 1e-15);
		assertEquals(-0.5, overlaps.get(1).volumeError(), 1e-15);
	}

	@Test
	void goldenBoxes() {
		final Overlap boxes = OverlapMetrics.compute(Golden.boxes(), List.of(ONE), Progress.NONE).get(0);
		assertEquals(605, boxes.predicted());
		assertEquals(600, boxes.reference());
		assertEquals(0.597510373444, boxes.dice(), 1e-12);
		assertEquals(0.426035502959, boxes.iou(), 1e-12);

		final Overlap ellipsoids = OverlapMetrics.compute(Golden.ellipsoids(), List.of(ONE), Progress.NONE).get(0);
		assertEquals(5605, ellipsoids.predicted());
		assertEquals(6259, ellipsoids.reference());
		assertEquals(0.818779501011, ellipsoids.dice(), 1e-12);

		final Overlap ellipses = OverlapMetrics.compute(Golden.ellipses(), List.of(ONE), Progress.NONE).get(0);
		assertEquals(767, ellipses.predicted());
		assertEquals(787, ellipses.reference());
		assertEquals(0.823943661972, ellipses.iou(), 1e-12);
	}

	@Test
	void emptyMasksAsNnunet() {
		final LabelPair pair = new LabelPair(image(0, 0, 0, 0), image(2, 0, 0, 0), UNIT);
		final List<Overlap> overlaps = OverlapMetrics.compute(pair, List.of(ONE, TWO), Progress.NONE);
		assertTrue(Double.isNaN(overlaps.get(0).dice()));
		assertTrue(Double.isNaN(overlaps.get(0).iou()));
		assertEquals(0, overlaps.get(1).dice());
		assertEquals(0, overlaps.get(1).iou());
		assertEquals(0, overlaps.get(1).sensitivity());
		assertTrue(Double.isNaN(overlaps.get(1).precision()));
		assertEquals(-1, overlaps.get(1).volumeError());
	}

	@Test
	void ignoredVoxelsCountNowhere() {
		final LabelPair pair = new LabelPair(image(1, 1, 0, 1), image(1, 9, 9, 0), UNIT, 9);
		assertEquals(new Overlap(1, 1, 0, 0), OverlapMetrics.compute(pair, List.of(ONE), Progress.NONE).get(0));
	}

	@Test
	void anyTypeAndAnyOrigin() {
		final LabelPair pair = new LabelPair(Views.translate(ArrayImgs.doubles(new double[] { 1, 300, 0, 300 }, 2, 1, 2), 5,
			-3, 7), ArrayImgs.unsignedShorts(new short[] { 1, 0, 0, 300 }, 2, 1, 2), new double[] { 1, 1, 1 });
		assertEquals(new Overlap(1, 1, 0, 2), OverlapMetrics.compute(pair, List.of(EvaluatedLabel.of("x", 300)),
			Progress.NONE).get(0));
	}

	@Test
	void valuesThatAreNoLabelsAreNamed() {
		for (final float wrong : new float[] { 1.5f, -1, 65536, Float.NaN }) {
			final LabelPair pair = new LabelPair(image(0, 0, 0, 0), ArrayImgs.floats(new float[] { 0, 0, 0, wrong }, 2, 2),
				UNIT);
			final String message = assertThrows(InputException.class, () -> OverlapMetrics.compute(pair, List.of(ONE),
				Progress.NONE)).getMessage();
			assertTrue(message.contains(String.valueOf((double) wrong)) && message.contains("x 1, y 1, slice 1"), message);
		}
	}

	@Test
	void labelsThroughAScalingAreLabels() {
		final LabelPair pair = new LabelPair(ArrayImgs.floats(new float[] { 1.0000001f, 0, 0, 1.9999f }, 2, 2), image(1, 0, 0,
			2), UNIT);
		assertEquals(List.of(1.0, 1.0), OverlapMetrics.compute(pair, List.of(ONE, TWO), Progress.NONE).stream().map(
			Overlap::dice).toList());
	}

	@Test
	void problemsOnOtherThreadsReachTheCaller() {
		final float[] values = new float[4 * 40];
		values[4 * 37 + 2] = 0.5f;
		final LabelPair pair = new LabelPair(ArrayImgs.floats(values, 2, 2, 40), ArrayImgs.unsignedBytes(2, 2, 40),
			new double[] { 1, 1, 1 });
		assertTrue(assertThrows(InputException.class, () -> OverlapMetrics.compute(pair, List.of(ONE), Progress.NONE))
			.getMessage().contains("predicted labels hold the value 0.5 at x 0, y 1, slice 38"));
		final Progress canceled = new Progress() {

			@Override
			public boolean isCanceled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> OverlapMetrics.compute(pair, List.of(ONE), canceled));
	}

	@Test
	void differentGridsAreShown() {
		final String message = assertThrows(InputException.class, () -> new LabelPair(image(0, 0), image(0, 0, 0, 0), UNIT))
			.getMessage();
		assertTrue(message.contains("[1, 2]") && message.contains("[2, 2]"), message);
	}

	/** Two rows. */
	private static RandomAccessibleInterval<UnsignedByteType> image(final int... values) {
		final byte[] bytes = new byte[values.length];
		for (int i = 0; i < values.length; i++)
			bytes[i] = (byte) values[i];
		return ArrayImgs.unsignedBytes(bytes, values.length / 2, 2);
	}
}
