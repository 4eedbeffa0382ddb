package org.stacksam.volume.fill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.prompt.Box;
import org.stacksam.volume.DenseLabels;
import org.stacksam.volume.LogitCrop;
import org.stacksam.volume.SegmentedPrompt;
import org.stacksam.volume.fill.Phantom.Ellipse;

class SecondRoundTest {

	private static final Phantom DISC = new Phantom(60, 50, 1, z -> List.of(new Ellipse(30, 25, 12, 10)));

	private static SegmentedPrompt at(final int object, final int slice, final boolean given) {
		return new SegmentedPrompt(object, 1, slice, new Box(15, 12, 45, 38), LogitCrop.of(10, 10, 40, 32, new float[40 *
			32]), given, false, .9, .9, 0, given ? "box" : "between");
	}

	@Test
	void longGapsAndEndsAreChosen() {
		final List<SegmentedPrompt> prompts = new ArrayList<>();
		for (int z = 0; z < 20; z++) prompts.add(at(1, z, z == 2 || z == 9 || z == 15));
		// Gaps of 7 and 6 slices of 3 mm: 21 mm and 18 mm; 0, 1 and 16 to 19 lie beyond.
		assertEquals(Set.of(0, 1, 3, 4, 5, 6, 7, 8, 16, 17, 18, 19), SecondRound.chosen(prompts, 3, false));
		assertEquals(Set.of(0, 1, 16, 17, 18, 19), SecondRound.chosen(prompts, 2, false));
		assertTrue(SecondRound.chosen(prompts, 20 / 6.0001, false).contains(10), "20 mm in a header's float");
		assertEquals(20, SecondRound.chosen(prompts, 3, true).size());
	}

	@Test
	void theRefinedLabelIsAskedAgain() {
		final SegmentedPrompt rough = at(1, 0, false), other = at(2, 0, true);
		final DenseLabels labels = new DenseLabels(60, 50, 1);
		final float[] scores = new float[40 * 32];
		final short[] found = new short[60 * 50];
		for (int y = 10; y < 42; y++) {
			for (int x = 10; x < 50; x++) {
				// The refinement found the disc but for its right third.
				final boolean inside = DISC.inside(x, y, 0) && x < 36;
				scores[(y - 10) * 40 + x - 10] = inside ? 3 : -3;
				if (inside) found[y * 60 + x] = 1;
			}
		}
		labels.setLabels(0, found);
		final List<SegmentedPrompt> again = SecondRound.run(List.of(other, rough), Map.of(1, LogitCrop.of(10, 10, 40, 32,
			scores)), labels, DISC.stack(3), TestModel.get(), Progress.NONE);
		assertSame(other, again.get(0));
		assertEquals(new Box(17.5, 14.5, 36.5, 35.5), again.get(1).box(), "tight box and half a pixel");
		final double mean = (3 + 8) / 2.0;
		assertTrue(again.get(1).logits().get(28, 25) > 1.5 && again.get(1).logits().get(28, 25) <= mean, "half SAM, half 3");
		assertTrue(again.get(1).agreement() > .8);
	}

	@Test
	void whatTheRefinementLeftNothingOf() {
		final SegmentedPrompt between = at(1, 0, false);
		final SegmentedPrompt beyond = new SegmentedPrompt(1, 1, 0, between.box(), between.logits(), false, false, .9, .9, 30,
			"beyond");
		final Map<Integer, LogitCrop> scores = Map.of(0, between.logits(), 1, between.logits());
		assertEquals(List.of(between), SecondRound.run(List.of(between, beyond), scores, new DenseLabels(60, 50, 1), DISC
			.stack(3), TestModel.get(), Progress.NONE));
	}
}
