package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.stacksam.TestModel;
import org.stacksam.prompt.Box;

/** The real model on painted slices. */
class OrtSamModelTest {

	private static final int W = 120, H = 90;

	@Test
	void boxOnADiscGivesTheDisc() {
		final SamModel model = TestModel.get();
		final Plane plane = Painted.disc(W, H, 50, 40, 20);
		final SliceMasks masks = model.decode(model.encode(plane), SlicePrompt.of(new Box(30, 20, 70, 60)));
		assertEquals(4, masks.count());
		assertTrue(Painted.iou(masks.sample(masks.best()), plane) > 0.9);
	}
}
