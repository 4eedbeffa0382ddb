package org.stacksam.volume.fill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;

class PromptLinkingTest {

	static PromptSet set(final Prompt... prompts) {
		return set(List.of(prompts));
	}

	static PromptSet set(final List<Prompt> prompts) {
		return new PromptSet("", "", 100, 100, 100, List.of(new LabelClass(5, "liver"), new LabelClass(1, "spleen")),
			prompts);
	}

	/** A square of label 5 without object. */
	static Prompt square(final int slice, final double x, final double y, final double side) {
		return Prompt.box(0, 5, slice, new Box(x, y, x + side, y + side));
	}

	private static List<Integer> objects(final PromptSet set) {
		return PromptLinking.link(set).prompts().prompts().stream().map(Prompt::object).toList();
	}

	@Test
	void acrossSlicesWithoutPrompts() {
		assertEquals(List.of(1, 2, 1, 2, 1), objects(set(square(0, 10, 10, 20), square(0, 60, 60, 20), square(5, 14, 12, 20),
			square(5, 58, 63, 20), square(10, 17, 15, 20))));
	}

	@Test
	void labelsAreLinkedApart() {
		final Prompt spleen = Prompt.box(0, 1, 1, new Box(10, 10, 30, 30));
		assertEquals(List.of(2, 1, 2), objects(set(square(0, 10, 10, 20), spleen, square(2, 10, 10, 20))));
	}

	@Test
	void theLargestOverlapContinuesAndTheOtherPieceIsNew() {
		final List<Integer> split = objects(set(square(3, 10, 10, 40), square(4, 10, 10, 15), square(4, 28, 28, 22)));
		assertEquals(List.of(1, 2, 1), split);
		final List<Integer> merge = objects(set(square(3, 10, 10, 15), square(3, 28, 28, 22), square(4, 10, 10, 40)));
		assertEquals(List.of(2, 1, 1), merge);
	}

	@Test
	void anObjectGoesOnAfterAMissedSliceWhileAnotherIsThere() {
		assertEquals(List.of(1, 2, 2, 1, 2), objects(set(square(0, 10, 10, 20), square(0, 60, 60, 20), square(1, 60, 60, 20),
			square(2, 11, 10, 20), square(2, 60, 61, 20))));
	}

	@Test
	void notOverFarMoreSlicesThanUsual() {
		final List<Prompt> prompts = new ArrayList<>();
		for (int z = 0; z < 5; z++) prompts.add(square(z, 10, 10, 20));
		for (int z = 30; z < 35; z++) prompts.add(square(z, 10, 10, 20));
		final List<Integer> objects = objects(set(prompts));
		assertEquals(1, objects.get(4));
		assertEquals(2, objects.get(5));
	}

	@Test
	void stopMarksEndObjects() {
		assertEquals(List.of(1, 0, 2), objects(set(square(0, 10, 10, 20), Prompt.absent(0, 5, 3), square(6, 10, 10, 20))));
		assertEquals(List.of(1, 0, 1), objects(set(square(0, 10, 10, 20), Prompt.absent(0, 1, 3), square(6, 10, 10, 20))));
	}

	@Test
	void statedObjectsStay() {
		final PromptLinking.Linked linked = PromptLinking.link(set(Prompt.box(7, 5, 0, new Box(10, 10, 30, 30)), square(1, 10,
			10, 20)));
		assertEquals(List.of(7, 8), linked.prompts().prompts().stream().map(Prompt::object).toList());
		assertEquals(Set.of(8), linked.numbered());
	}

	@Test
	void clicksJoinTheBoxRoundThemAndTheObjectsBeside() {
		final Prompt inBox = Prompt.points(0, 5, 0, List.of(new PointPrompt(20, 20, true)));
		final Prompt next = Prompt.points(0, 5, 4, List.of(new PointPrompt(22, 20, true), new PointPrompt(80, 80, false)));
		assertEquals(List.of(1, 1, 1, 2), objects(set(inBox, square(0, 10, 10, 20), next, square(4, 60, 60, 9))));
	}

	@Test
	void aMisplacedBoxBelongsToTheObjectThatLacksOne() {
		assertEquals(List.of(1, 1, 1, 1, 1), objects(set(square(0, 10, 10, 20), square(1, 10, 10, 20), square(2, 70, 70, 20),
			square(3, 10, 10, 20), square(4, 10, 10, 20))));
	}

	@Test
	void theOrderOfThePromptsDoesNotMatter() {
		final List<Prompt> prompts = new ArrayList<>();
		final Random random = new Random(3);
		for (int z = 0; z < 12; z += 2)
			for (int i = 0; i < 4; i++) prompts.add(square(z, 20 * i + random.nextInt(8), 30 + random.nextInt(8), 18));
		final PromptSet first = PromptLinking.link(set(prompts)).prompts();
		for (int round = 0; round < 5; round++) {
			Collections.shuffle(prompts, random);
			assertEquals(new HashSet<>(first.prompts()), new HashSet<>(PromptLinking.link(set(prompts)).prompts().prompts()));
		}
		assertNotEquals(first.prompts(), prompts);
	}

	@Test
	void boxesThatOverlapEntirely() {
		// Two annotated twice: as many objects as boxes on a slice, each going on; and the same box of another label.
		final List<Prompt> prompts = new ArrayList<>();
		for (int z = 0; z < 3; z++) {
			prompts.add(square(z, 10, 10, 20));
			prompts.add(square(z, 10, 10, 20));
			prompts.add(Prompt.box(0, 1, z, new Box(10, 10, 30, 30)));
		}
		final List<Integer> objects = objects(set(prompts));
		assertEquals(objects.subList(0, 3), objects.subList(3, 6));
		assertEquals(objects.subList(0, 3), objects.subList(6, 9));
		assertEquals(3, Set.copyOf(objects).size());
	}

	@Test
	void thousandsOfPrompts() {
		final List<Prompt> prompts = new ArrayList<>();
		for (int z = 0; z < 100; z += 2)
			for (int i = 0; i < 100; i++) prompts.add(square(z, i % 10 * 10, i / 10 * 10, 8));
		final PromptLinking.Linked linked = PromptLinking.link(set(prompts));
		assertEquals(100, linked.numbered().size());
		assertTrue(linked.prompts().prompts().stream().allMatch(p -> p.object() >= 1));
	}
}
