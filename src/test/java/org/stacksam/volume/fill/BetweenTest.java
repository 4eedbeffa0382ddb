package org.stacksam.volume.fill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.volume.LogitCrop;
import org.stacksam.volume.SegmentedPrompt;
import org.stacksam.volume.fill.Phantom.Ellipse;

class BetweenTest {

	/** A tube that moves to the right and gets narrower and taller. */
	private static final Phantom TUBE = new Phantom(72, 60, 7, z -> List.of(new Ellipse(28 + 3 * z, 26 + z, 14 - z, 11 + z *
		.5)));

	private static List<SegmentedPrompt> fill(final Phantom phantom, final List<SegmentedPrompt> given,
		final StopMarks stops, final Set<Integer> numbered)
	{
		return Between.fill(Gaps.find(given, stops, numbered, new ArrayList<>()), phantom.stack(3), TestModel.get(),
			Progress.NONE);
	}

	private static StopMarks stop(final int object, final int slice) {
		return StopMarks.of(new PromptSet("", "", 0, 0, 0, List.of(), List.of(Prompt.absent(object, 1, slice))));
	}

	@Test
	void agreesWithTheLaboratorysRecipe() throws IOException {
		final List<SegmentedPrompt> filled = fill(TUBE, List.of(TUBE.prompt(1, 0, 0), TUBE.prompt(1, 6, 0)), StopMarks.NONE,
			Set.of());
		assertEquals(List.of(1, 2, 3, 4, 5), filled.stream().map(SegmentedPrompt::slice).toList());
		try (Reader in = new InputStreamReader(BetweenTest.class.getResourceAsStream("between.json"),
			StandardCharsets.UTF_8))
		{
			for (final JsonElement e : JsonParser.parseReader(in).getAsJsonObject().getAsJsonArray("slices")) {
				final JsonObject expected = e.getAsJsonObject();
				final SegmentedPrompt actual = filled.get(expected.get("slice").getAsInt() - 1);
				final JsonArray box = expected.getAsJsonArray("box");
				assertEquals(new Box(box.get(0).getAsDouble(), box.get(1).getAsDouble(), box.get(2).getAsDouble(), box.get(3)
					.getAsDouble()), actual.box());
				compare(expected, actual);
			}
		}
	}

	/** The recipe rounds the slice's extent in the low-resolution grid to whole cells, which shifts the shape a little. */
	private static void compare(final JsonObject expected, final SegmentedPrompt actual) {
		int compared = 0;
		for (int r = 0; r < expected.getAsJsonArray("rows").size(); r++) {
			for (int c = 0; c < expected.getAsJsonArray("columns").size(); c++) {
				final int y = expected.getAsJsonArray("rows").get(r).getAsInt(), x = expected.getAsJsonArray("columns").get(c)
					.getAsInt();
				if (!actual.logits().contains(x, y)) continue;
				compared++;
				assertEquals(expected.getAsJsonArray("logits").get(r).getAsJsonArray().get(c).getAsDouble(), actual.logits()
					.get(x, y), .05, "column " + x + ", row " + y);
			}
		}
		assertTrue(compared > 40, compared + " pixels compared");
	}

	@Test
	void aTubeIsFollowed() {
		final List<SegmentedPrompt> filled = fill(TUBE, List.of(TUBE.prompt(1, 0, 0), TUBE.prompt(1, 6, 0)), StopMarks.NONE,
			Set.of());
		for (final SegmentedPrompt p : filled) {
			assertTrue(TUBE.dice(filled, p.slice()) > .97, "slice " + p.slice());
			assertTrue(p.agreement() > .95 && p.predictedIou() > .85 && p.stability() > .9, p.toString());
			assertFalse(p.given());
			assertEquals("between", p.source());
			assertEquals(3.0 * Math.min(p.slice(), 6 - p.slice()), p.distanceMm());
		}
	}

	/** One ellipse up to slice 2, two from slice 5 on, which drift apart. */
	private static final Phantom FORK = new Phantom(96, 60, 8, z -> {
		final double apart = Math.max(0, z - 1) * 4.5;
		return z < 2 ? List.of(new Ellipse(48, 30, 22, 13)) : List.of(new Ellipse(48 - apart, 30, 22 - z * 1.5, 13),
			new Ellipse(48 + apart, 30, 22 - z * 1.5, 13));
	});

	@Test
	void aSplitIsFilledOnBothSides() {
		final List<SegmentedPrompt> given = List.of(FORK.prompt(1, 1, 0), FORK.prompt(1, 6, 0), FORK.prompt(1, 6, 1));
		final List<SegmentedPrompt> filled = fill(FORK, given, StopMarks.NONE, Set.of());
		assertEquals(8, filled.size(), "two pieces on slices 2 to 5");
		for (int z = 2; z < 6; z++) assertTrue(FORK.dice(filled, z) > .88, "slice " + z + ": " + FORK.dice(filled, z));
	}

	@Test
	void objectsNumberedByOverlapMergeToo() {
		// Upside down: two become one; the second was given a number of its own by linking.
		final Phantom merge = new Phantom(96, 60, 8, z -> z > 5 ? List.of(new Ellipse(48, 30, 22, 13)) : List.of(new Ellipse(
			48 - (6 - z) * 4.5, 30, 13 + z, 13), new Ellipse(48 + (6 - z) * 4.5, 30, 13 + z, 13)));
		final List<SegmentedPrompt> given = List.of(merge.prompt(1, 2, 0), merge.prompt(2, 2, 1), merge.prompt(1, 7, 0));
		assertEquals(8, Gaps.find(given, StopMarks.NONE, Set.of(1, 2), new ArrayList<>()).stream().mapToInt(g -> g.to()
			.slice() - g.from().slice() - 1).sum());
		assertEquals(1, Gaps.find(given, StopMarks.NONE, Set.of(), new ArrayList<>()).size(),
			"objects that the user told apart stay apart");
		assertEquals(1, Gaps.find(given, stop(2, 4), Set.of(1, 2), new ArrayList<>()).size(), "a stop mark ends it");
	}

	@Test
	void aStopMarkSplitsAnObject() {
		final List<SegmentedPrompt> given = List.of(TUBE.prompt(1, 0, 0), TUBE.prompt(1, 2, 0), TUBE.prompt(1, 6, 0));
		final List<Gaps.Gap> gaps = Gaps.find(given, stop(1, 4), Set.of(), new ArrayList<>());
		assertEquals(1, gaps.size());
		assertEquals(2, gaps.get(0).to().slice());
		assertEquals(2, Gaps.find(given, stop(9, 4), Set.of(), new ArrayList<>()).size(), "another object's mark");
	}

	@Test
	void oneSliceAloneIsNamed() {
		final List<String> notes = new ArrayList<>();
		assertEquals(List.of(), Gaps.find(List.of(TUBE.prompt(3, 4, 0)), StopMarks.NONE, Set.of(), notes));
		assertEquals(List.of("Object 3: prompted on slice 5 only; there is nothing between to fill"), notes);
	}

	@Test
	void pointsBesideBoxesCountWithTheirMasksOwnBox() {
		final SegmentedPrompt p = TUBE.prompt(1, 6, 0);
		final SegmentedPrompt points = new SegmentedPrompt(1, 1, 6, new Box(0, 0, 72, 60), p.logits(), true, false, .9, .9, 0,
			"points");
		final List<SegmentedPrompt> filled = fill(TUBE, List.of(TUBE.prompt(1, 0, 0), points), StopMarks.NONE, Set.of());
		final List<SegmentedPrompt> boxes = fill(TUBE, List.of(TUBE.prompt(1, 0, 0), p), StopMarks.NONE, Set.of());
		assertEquals(boxes.get(3).box(), filled.get(3).box());
		final SegmentedPrompt empty = points.withLogits(LogitCrop.of(0, 0, 1, 1, new float[] { -4 }));
		assertEquals(List.of(), Gaps.find(List.of(TUBE.prompt(1, 0, 0), empty), StopMarks.NONE, Set.of(),
			new ArrayList<>()), "points that gave no mask");
	}

	@Test
	void aBoxOfOnePixelAndOneWithoutMask() {
		final SegmentedPrompt pixel = new SegmentedPrompt(1, 1, 0, new Box(20, 20, 21, 21), LogitCrop.of(18, 18, 5, 5,
			new float[25]), true, false, .1, 0, 0, "box");
		final List<SegmentedPrompt> filled = fill(TUBE, List.of(pixel, TUBE.prompt(1, 2, 0)), StopMarks.NONE, Set.of());
		assertEquals(1, filled.size());
		final Box to = TUBE.prompt(1, 2, 0).box();
		assertEquals(pixel.box().lerp(to, .5).grow(.5), filled.get(0).box());
	}

	@Test
	void whereTheImageContradictsTheShapeTheyAgreeLess() {
		// The tube is not where the neighbours' masks say: they lie 20 pixels further left.
		final SegmentedPrompt a = moved(TUBE.prompt(1, 2, 0)), b = moved(TUBE.prompt(1, 4, 0));
		final SegmentedPrompt wrong = fill(TUBE, List.of(a, b), StopMarks.NONE, Set.of()).get(0);
		final SegmentedPrompt right = fill(TUBE, List.of(TUBE.prompt(1, 2, 0), TUBE.prompt(1, 4, 0)), StopMarks.NONE, Set
			.of()).get(0);
		assertTrue(wrong.agreement() < right.agreement() - .05, wrong.agreement() + " against " + right.agreement());
	}

	private static SegmentedPrompt moved(final SegmentedPrompt p) {
		final Box b = p.box();
		final float[] logits = p.logits().toFloats(), left = new float[logits.length];
		for (int i = 0; i < left.length; i++) left[i] = i + 20 < left.length ? logits[i + 20] : -4;
		return new SegmentedPrompt(1, 1, p.slice(), new Box(b.x0() - 20, b.y0(), b.x1() - 20, b.y1()), LogitCrop.of(0, 0, 72,
			60, left), true, false, .9, .9, 0, "box");
	}

	@Test
	void canBeCancelled() {
		final Progress stop = new Progress() {

			@Override
			public boolean isCanceled() {
				return true;
			}
		};
		final List<Gaps.Gap> gaps = Gaps.find(List.of(TUBE.prompt(1, 0, 0), TUBE.prompt(1, 6, 0)), StopMarks.NONE, Set.of(),
			new ArrayList<>());
		Assertions.assertThrows(CancellationException.class, () -> Between.fill(gaps, TUBE.stack(3), TestModel.get(), stop));
	}
}
