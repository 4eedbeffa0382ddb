package org.stacksam.volume.refine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.stacksam.prompt.Box;
import org.stacksam.volume.LogitCrop;
import org.stacksam.volume.SegmentedPrompt;

class LogitFieldTest {

	private static final RefineParameters.Smoothing SMOOTHING = RefineParameters.DEFAULT.smoothing();

	@Test
	void neighbouringSlicesWeighOneFifth() {
		final LogitField field = field(false, mask(1, 0, new Box(0, 0, 2, 1), 3, -9), mask(1, 1, new Box(0, 0, 3, 1), 5,
			5, 1), mask(1, 2, new Box(2, 0, 4, 1), 4, 2));
		// Slice 1 at column 2: .6·1 + .2·(−6, outside the box) + .2·4; slice 2's box starts there.
		assertArrayEquals(new float[] { 0.6f * 5 + 0.2f * 3 - 0.2f * 6, 0.6f * 5 - 0.2f * 6 - 0.2f * 6, 0.6f * 1 - 0.2f *
			6 + 0.2f * 4 }, field.smoothed(0, 1, 0).logits(), 2e-3f);
		// Slice 0 has one neighbour: weights .6 and .2 of .8.
		assertArrayEquals(new float[] { (0.6f * 3 + 0.2f * 5) / 0.8f, (-0.6f * 6 + 0.2f * 5) / 0.8f }, field.smoothed(0, 0, 0)
			.logits(), 2e-3f);
		assertArrayEquals(new float[] { 3, -6 }, field.raw(0, 0).logits(), 1e-3f);
		assertNull(field.smoothed(0, 3, 0));
	}

	@Test
	void anotherObjectElsewhereDoesNotCount() {
		final LogitField field = field(false, mask(1, 0, new Box(0, 0, 2, 1), 3, 3), mask(2, 1, new Box(5, 0, 7, 1), 2, 2));
		assertArrayEquals(new float[] { 3, 3 }, field.smoothed(0, 0, 0).logits(), 1e-3f);
	}

	@Test
	void boxesHoldThePixelsWhoseCentresLieInThem() {
		final ClassPlane plane = field(false, mask(1, 0, new Box(0.6, 0, 2.5, 1), 1, 1, 1)).raw(0, 0);
		assertEquals(1, plane.x0());
		assertEquals(2, plane.width());
	}

	@Test
	void thinSlicesAreSmoothedBoxOntoBox() {
		// The same shape, moved by three columns from slice to slice: stretched box onto box nothing changes.
		final List<SegmentedPrompt> moving = List.of(mask(1, 0, new Box(2, 0, 6, 1), -2, -2, -1, 3, 3, -1, -2, -2), mask(1,
			1, new Box(5, 0, 9, 1), -2, -2, -1, 3, 3, -1, -2, -2));
		final List<SegmentedPrompt> smooth = MorphSmoothing.smooth(moving, 1, 3, 6, 12, 1);
		assertArrayEquals(new float[] { -1, 3, 3, -1 }, smooth.get(1).logits().toFloats(), 2e-3f);
		// A slice that disagrees gets weights 1 and exp(−1/18).
		final double weight = Math.exp(-1 / 18.0);
		final List<SegmentedPrompt> other = MorphSmoothing.smooth(List.of(mask(1, 0, new Box(0, 0, 2, 1), 4, 4), mask(1, 1,
			new Box(0, 0, 2, 1), -2, 4)), 1, 3, 6, 12, 1);
		assertEquals((4 - 2 * weight) / (1 + weight), other.get(0).logits().get(0, 0), 2e-3);
		final SegmentedPrompt truth = new SegmentedPrompt(1, 5, 0, new Box(0, 0, 2, 1), LogitCrop.of(0, 0, 2, 1,
			new float[] { 8, -8 }), true, true, 1, 1, 0, "mask");
		assertSame(truth, MorphSmoothing.smooth(List.of(truth, moving.get(1)), 1, 3, 6, 12, 1).get(0));
	}

	/** A mask in a row; logits start two columns left of the box if there are more than the box is wide. */
	private static SegmentedPrompt mask(final int object, final int z, final Box box, final float... logits) {
		final int left = logits.length > Math.ceil(box.width()) ? (int) box.x0() - 2 : (int) box.x0();
		return new SegmentedPrompt(object, 5, z, box, LogitCrop.of(Math.max(0, left), 0, logits.length, 1, logits), true,
			false, 1, 1, 0, "box");
	}

	private static LogitField field(final boolean smoothed, final SegmentedPrompt... masks) {
		return new LogitField(List.of(masks), new int[] { 5 }, 12, 1, 4, SMOOTHING, smoothed);
	}
}
