package org.stacksam.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.stacksam.InputException;

class PromptChecksTest {

	@Test
	void everythingWrongIsListed() {
		final BitSet one = new BitSet();
		one.set(0);
		final String message = message(Prompt.box(1, 5, 10, new Box(0, 0, 5, 5)), Prompt.box(2, 5, 0, new Box(5, 5, 5, 9)),
			Prompt.box(3, 5, 1, new Box(40, 5, 45, 9)), Prompt.box(4, 5, 2, new Box(0, 0, Double.NaN, 5)), Prompt.points(0, 5,
				3, List.of(new PointPrompt(1, -2, true))), new Prompt(0, 5, 4, -1, -1, null, List.of(), new MaskPrompt(29, 20, 1,
					1, one), false), new Prompt(0, 5, 5, -1, -1, null, List.of(), null, false), Prompt.absent(9, 5, -1));
		assertEquals("""
			The prompts do not fit the image of 30 × 20 pixels and 10 slices, 8 problems:
			- object 1, label 5, slice 11: the image has slices 1 to 10
			- object 2, label 5, slice 1: the box has no area, x 5.0 to 5.0, y 5.0 to 9.0
			- object 3, label 5, slice 2: the box lies outside the image, x 40.0 to 45.0, y 5.0 to 9.0
			- object 4, label 5, slice 3: the box has no area, x 0.0 to NaN, y 0.0 to 5.0
			- label 5, slice 4: the point (1.0, -2.0) lies outside the image
			- label 5, slice 5: the mask reaches outside the image, x 29.0 to 30.0, y 20.0 to 21.0
			- label 5, slice 6: neither box nor points nor mask
			- object 9, label 5, slice 0: the image has slices 1 to 10""", message);
		assertTrue(message().contains("there is no prompt"));
	}

	@Test
	void boxesBeyondTheEdgeAreCutAndNoted() {
		final ReadPrompts checked = PromptChecks.check(set(0, Prompt.box(1, 5, 0, new Box(-2, 3, 31, 5)), Prompt.box(1, 5, 1,
			new Box(0, 0, 30, 20))), 30, 20, 10);
		assertEquals(List.of(new Box(0, 3, 30, 5), new Box(0, 0, 30, 20)), checked.prompts().prompts().stream().map(
			Prompt::box).toList());
		assertEquals(1, checked.notes().size());
	}

	@Test
	void imageOfAnotherSizeIsNamed() {
		final String message = assertThrows(InputException.class, () -> PromptChecks.check(set(512, Prompt.box(1, 5, 0,
			new Box(0, 0, 1, 1))), 30, 20, 10)).getMessage();
		assertTrue(message.contains("whose width is 512, not 30"), message);
	}

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

	private static String message(final Prompt... prompts) {
		return assertThrows(InputException.class, () -> PromptChecks.check(set(0, prompts), 30, 20, 10)).getMessage();
	}

	private static PromptSet set(final int width, final Prompt... prompts) {
		return new PromptSet("", "", width, 0, 0, List.of(new LabelClass(5, "a")), List.of(prompts));
	}
}
