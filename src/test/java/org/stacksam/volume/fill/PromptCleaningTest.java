package org.stacksam.volume.fill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stacksam.volume.fill.PromptLinkingTest.set;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.volume.fill.PromptCleaning.Cleaned;
import org.stacksam.volume.fill.PromptCleaning.Place;

class PromptCleaningTest {

	/** A box that drifts by a pixel a slice. */
	private static Box drifting(final int z) {
		return new Box(10 + z, 20, 40 + z, 50);
	}

	private static Box on(final Cleaned cleaned, final int slice) {
		return cleaned.prompts().prompts().stream().filter(p -> p.slice() == slice).findFirst().orElseThrow().box();
	}

	@Test
	void exactBoxesStayAsTheyAre() {
		final List<Prompt> prompts = new ArrayList<>();
		for (int z = 0; z < 9; z++) prompts.add(Prompt.box(1, 5, z, drifting(z)));
		final Cleaned cleaned = PromptCleaning.clean(set(prompts));
		assertEquals(prompts, cleaned.prompts().prompts());
		assertEquals(List.of(), cleaned.notes());
		assertFalse(cleaned.trembling());
	}

	@Test
	void gapsAreInterpolatedWherePromptsAreSliceBySlice() {
		final List<Prompt> prompts = new ArrayList<>();
		for (final int z : new int[] { 0, 1, 2, 5, 6 }) prompts.add(Prompt.box(1, 5, z, drifting(z)));
		final Cleaned cleaned = PromptCleaning.clean(set(prompts));
		assertEquals(Set.of(new Place(1, 3), new Place(1, 4)), cleaned.interpolated());
		assertBox(drifting(3), on(cleaned, 3), 1e-9);
		assertBox(drifting(4), on(cleaned, 4), 1e-9);
		assertEquals(2, cleaned.notes().size());
		assertTrue(cleaned.notes().get(0).startsWith("Object 1 (liver), slice 4:"), cleaned.notes().get(0));
		assertEquals(5, prompts.size(), "the given set stays");
	}

	@Test
	void fewPromptsHaveNoMissingBoxes() {
		final List<Prompt> prompts = new ArrayList<>();
		for (final int z : new int[] { 0, 5, 10, 15, 16 }) prompts.add(Prompt.box(1, 5, z, drifting(z)));
		assertEquals(Set.of(), PromptCleaning.clean(set(prompts)).interpolated());
	}

	@Test
	void longGapsAndStopMarksAreLeft() {
		final List<Prompt> far = new ArrayList<>(), stopped = new ArrayList<>();
		for (final int z : new int[] { 0, 1, 2, 8, 9 }) far.add(Prompt.box(1, 5, z, drifting(z)));
		assertEquals(Set.of(), PromptCleaning.clean(set(far)).interpolated());
		for (final int z : new int[] { 0, 1, 2, 4, 5 }) stopped.add(Prompt.box(1, 5, z, drifting(z)));
		stopped.add(Prompt.absent(1, 5, 3));
		assertEquals(Set.of(), PromptCleaning.clean(set(stopped)).interpolated());
	}

	@Test
	void aBoxThatJumpsIsPulledBackAndNamed() {
		final List<Prompt> prompts = new ArrayList<>();
		for (int z = 0; z < 7; z++) prompts.add(Prompt.box(1, 5, z, z == 3 ? new Box(60, 60, 90, 90) : drifting(z)));
		final Cleaned cleaned = PromptCleaning.clean(set(prompts));
		assertEquals(Set.of(new Place(1, 3)), cleaned.outliers());
		// A tenth of (60, 60, 90, 90), nine tenths of (13, 20, 43, 50).
		assertBox(new Box(17.7, 24, 47.7, 54), on(cleaned, 3), 1e-9);
		assertBox(drifting(2), on(cleaned, 2), 1e-9);
		assertTrue(cleaned.notes().get(0).contains("slice 4"), cleaned.notes().get(0));
	}

	@Test
	void anObjectThatMovesFastDoesNotJump() {
		final List<Prompt> prompts = new ArrayList<>();
		for (int z = 0; z < 7; z++) prompts.add(Prompt.box(1, 5, z, new Box(10 * z, 10, 10 * z + 12, 22)));
		assertEquals(Set.of(), PromptCleaning.clean(set(prompts)).outliers());
	}

	@Test
	void tremblingCornersAreSmoothedByOneTwoOne() {
		final List<Prompt> prompts = new ArrayList<>();
		for (int z = 0; z < 6; z++) prompts.add(Prompt.box(1, 5, z, new Box(z % 2 == 0 ? 10 : 14, z % 2 == 0 ? 20 : 24, z % 2 ==
			0 ? 40 : 44, 50)));
		final Cleaned cleaned = PromptCleaning.clean(set(prompts));
		assertEquals(new Box(11, 21, 41, 50), on(cleaned, 0), "the first counts as its own neighbour");
		assertEquals(new Box(12, 22, 42, 50), on(cleaned, 1));
		assertEquals(new Box(13, 23, 43, 50), on(cleaned, 5));
		assertEquals(1, cleaned.notes().size());
		assertTrue(cleaned.trembling());
	}

	@Test
	void jitterIsTellableFromExactBoxes() {
		final Random random = new Random(1);
		for (final double jitter : new double[] { .05, .1 }) {
			final List<Prompt> prompts = new ArrayList<>();
			for (int z = 0; z < 30; z++) {
				final Box b = drifting(z);
				final double[] d = random.doubles(4, -30 * jitter, 30 * jitter).toArray();
				prompts.add(Prompt.box(1, 5, z, new Box(b.x0() + d[0], b.y0() + d[1], b.x1() + d[2], b.y1() + d[3])));
			}
			final double tremble = PromptCleaning.tremble(set(prompts));
			// |u − 2v + w| of numbers uniform in ±j has a median of 1.05 j (by a simulation of 400 000).
			assertEquals(1.05 * jitter, tremble, .3 * jitter);
		}
	}

	@Test
	void severalBoxesOfAnObjectOnASliceAreLeft() {
		final PromptSet set = set(Prompt.box(1, 5, 0, drifting(0)), Prompt.box(1, 5, 1, drifting(1)), Prompt.box(1, 5, 1,
			drifting(30)), Prompt.box(1, 5, 3, drifting(3)));
		assertEquals(set.prompts(), PromptCleaning.clean(set).prompts().prompts());
	}

	private static void assertBox(final Box expected, final Box actual, final double tolerance) {
		assertEquals(expected.x0(), actual.x0(), tolerance);
		assertEquals(expected.y0(), actual.y0(), tolerance);
		assertEquals(expected.x1(), actual.x1(), tolerance);
		assertEquals(expected.y1(), actual.y1(), tolerance);
	}
}
