package org.stacksam.volume.fill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.volume.SegmentedPrompt;
import org.stacksam.volume.fill.Phantom.Ellipse;
import org.stacksam.volume.learn.Features;

class BeyondTest {

	/** A spindle: exists on slices 2 to 10, widest on slice 6, and moves. */
	private static final Phantom SPINDLE = new Phantom(80, 64, 13, z -> {
		final double r = 17 - Math.abs(z - 6) * 2.6;
		return r < 5 ? List.of() : List.of(new Ellipse(40 + (z - 6) * .8, 32, r, r * .8));
	});

	private static Filled fill(final Phantom phantom, final List<SegmentedPrompt> given, final StopMarks stops,
		final Beyond.Limits limits)
	{
		final SliceStack stack = phantom.stack(2);
		final Features features = new Features(stack.intensities(), stack.width(), stack.height(), stack.depth(), stack
			.spacing(), 170, 178, 3);
		return Beyond.fill(given, stops, stack, features, TestModel.get(), limits, 1, Progress.NONE);
	}

	private static final Beyond.Limits FREE = new Beyond.Limits(0, Integer.MAX_VALUE, Integer.MAX_VALUE);

	@Test
	void anObjectIsFollowedToItsEndsAndNoFurther() {
		final Filled filled = fill(SPINDLE, List.of(SPINDLE.prompt(1, 6, 0)), StopMarks.NONE, FREE);
		final int low = filled.prompts().get(0).slice(), high = filled.prompts().get(filled.prompts().size() - 1).slice();
		assertTrue(low >= 1 && low <= 3 && high >= 9 && high <= 11, "true slices 2 to 10, found " + low + " to " + high);
		for (final SegmentedPrompt p : filled.prompts()) {
			assertEquals("beyond", p.source());
			assertEquals(2.0 * Math.abs(p.slice() - 6), p.distanceMm());
			if (p.slice() > 2 && p.slice() < 10) assertTrue(SPINDLE.dice(filled.prompts(), p.slice()) > .93, "slice " + p
				.slice() + ": " + SPINDLE.dice(filled.prompts(), p.slice()));
		}
		assertTrue(filled.prompts().stream().noneMatch(p -> p.slice() == 6), "the given slice stays");
		assertEquals(List.of("Object 1: prompted on slices 7 to 7, followed to slices " + (low + 1) + " and " + (high +
			1)), filled.notes());
	}

	@Test
	void neverWiderThanThePromptOfATaperingObject() {
		final Filled filled = fill(SPINDLE, List.of(SPINDLE.prompt(1, 6, 0)), StopMarks.NONE, FREE);
		int last = Integer.MAX_VALUE;
		for (final SegmentedPrompt p : filled.prompts()) {
			if (p.slice() < 7) continue;
			final int area = Region.of(p, 80, 64).area();
			assertTrue(area <= last * 1.02 + 4, "slice " + p.slice() + ": " + area + " after " + last);
			last = area;
		}
	}

	@Test
	void limitsAndStopMarksHold() {
		final Filled limited = fill(SPINDLE, List.of(SPINDLE.prompt(1, 6, 0)), StopMarks.NONE, new Beyond.Limits(4, 8, 100));
		assertEquals(List.of(4, 5, 7, 8), limited.prompts().stream().map(SegmentedPrompt::slice).toList());
		final Filled few = fill(SPINDLE, List.of(SPINDLE.prompt(1, 6, 0)), StopMarks.NONE, new Beyond.Limits(0, 100, 1));
		assertEquals(List.of(5, 7), few.prompts().stream().map(SegmentedPrompt::slice).toList());
		final StopMarks stops = StopMarks.of(new PromptSet("", "", 0, 0, 0, List.of(), List.of(Prompt.absent(1, 1, 8), Prompt
			.absent(0, 1, 3))));
		final Filled stopped = fill(SPINDLE, List.of(SPINDLE.prompt(1, 6, 0)), stops, FREE);
		assertEquals(List.of(4, 5, 7), stopped.prompts().stream().map(SegmentedPrompt::slice).toList());
	}

	@Test
	void theSameSeedGivesTheSame() {
		final Beyond.Limits limits = new Beyond.Limits(5, 8, 100);
		final Filled a = fill(SPINDLE, List.of(SPINDLE.prompt(1, 6, 0)), StopMarks.NONE, limits), b = fill(SPINDLE, List.of(
			SPINDLE.prompt(1, 6, 0)), StopMarks.NONE, limits);
		for (int i = 0; i < a.prompts().size(); i++) {
			assertEquals(a.prompts().get(i).box(), b.prompts().get(i).box());
			assertEquals(0, java.util.Arrays.compare(a.prompts().get(i).logits().values(), b.prompts().get(i).logits()
				.values()));
		}
	}

	@Test
	void twoObjectsThatMergeBecomeOne() {
		final Phantom merge = new Phantom(96, 60, 7, z -> List.of(new Ellipse(48 - Math.max(0, 4 - z) * 5, 30, 14, 13),
			new Ellipse(48 + Math.max(0, 4 - z) * 5, 30, 14, 13)));
		final Filled filled = fill(merge, List.of(merge.prompt(1, 0, 0), merge.prompt(2, 0, 1)), StopMarks.NONE, FREE);
		final long onLast = filled.prompts().stream().filter(p -> p.slice() == 6).count();
		assertTrue(onLast <= 1, onLast + " objects at the same place");
	}
}
