package org.stacksam.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.stacksam.InputException;

class PromptTransformTest {

	@Test
	void turnsMoveEverything() {
		final BitSet pixels = new BitSet();
		pixels.set(1); // the pixel right of (4, 6)
		final PromptSet set = new PromptSet("", "", 30, 20, 10, List.of(new LabelClass(5, "a")), List.of(new Prompt(1, 5, 2,
			-1, -1, new Box(1, 2, 8, 4), List.of(new PointPrompt(3.5, 1.5, false)), new MaskPrompt(4, 6, 2, 3, pixels),
			false)));
		final PromptSet flipped = new PromptTransform(false, true, SliceOrder.DEFAULT).apply(set);
		assertEquals(new Box(1, 16, 8, 18), flipped.prompts().get(0).box());
		assertEquals(new PointPrompt(3.5, 18.5, false), flipped.prompts().get(0).points().get(0));
		assertTrue(flipped.prompts().get(0).mask().contains(5, 13), "row 6 of 20 becomes row 13");
		final PromptSet transposed = new PromptTransform(true, false, SliceOrder.parse("reversed")).apply(set);
		assertEquals(new Box(2, 1, 4, 8), transposed.prompts().get(0).box());
		assertTrue(transposed.prompts().get(0).mask().contains(6, 5));
		assertEquals(List.of(20, 30, 7), List.of(transposed.width(), transposed.height(), transposed.prompts().get(0)
			.slice()));
		for (final PromptTransform twice : List.of(new PromptTransform(true, false, SliceOrder.DEFAULT), new PromptTransform(
			false, true, SliceOrder.parse("number,reversed"))))
			assertEquals(set, twice.apply(twice.apply(set)));
		assertEquals(set, PromptTransform.NONE.apply(set));
		assertThrows(InputException.class, () -> new PromptTransform(false, true, SliceOrder.DEFAULT).apply(new PromptSet("",
			"", 0, 0, 0, List.of(), List.of())));
	}
}
