package org.stacksam.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import org.junit.jupiter.api.Test;
import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.crowd.SimulatorOptions.Kind;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;

class SimulatorTest {

	private static final List<LabelClass> ONE = List.of(new LabelClass(1, "a"));
	private static final List<LabelClass> TWO = List.of(new LabelClass(1, "a"), new LabelClass(2, "b"));
	/** 40 discs of radius 20 at (32, 30) of label 1. */
	private static final RandomAccessibleInterval<UnsignedByteType> COLUMN = discs(64, 60, 40);

	@Test
	void boxesAreTightAndObjectsLinked() {
		// Two pieces of label 1 that touch by a corner are one; the small one below min_pixels is nobody's.
		final RandomAccessibleInterval<UnsignedByteType> labels = LabelVolumes.of("11.... 11..22 ..1..2", "......... ......... ........."
			.replace(".........", "......"), "1111.1 .....1 ..2...");
		final SimulatorOptions all = new SimulatorOptions(1, Kind.BOX, 2, 1, 0, AnnotatorNoise.NONE, List.of(1.0), 0);
		final PromptSet set = Simulator.simulate(labels, "x.tif", TWO, all, Progress.NONE).get(0);
		assertEquals(List.of(Prompt.box(1, 1, 0, new Box(0, 0, 3, 3)), Prompt.box(2, 2, 0, new Box(4, 1, 6, 3)), Prompt.box(
			3, 1, 2, new Box(0, 0, 4, 1)), Prompt.box(4, 1, 2, new Box(5, 0, 6, 2))), set.prompts());
		assertEquals(List.of("annotator 1", "x.tif", 6, 3, 3), List.of(set.annotator(), set.image(), set.width(), set
			.height(), set.depth()));
	}

	@Test
	void largerObjectChoosesItsContinuationFirst() {
		// In slice 1 one piece overlaps both pieces of slice 0: the larger (right) one goes on, the smaller ends.
		final RandomAccessibleInterval<UnsignedByteType> labels = LabelVolumes.of("11.1111", "1111111");
		assertEquals(List.of(1, 2, 2), LabelPieces.find(labels, ONE, 1, Progress.NONE).stream().map(LabelPiece::object)
			.toList());
	}

	@Test
	void everyNthCountsFromEachObjectsFirstAndKeepsItsLast() {
		final PromptSet set = perfect(SimulatorOptions.DEFAULT.withEveryNth(7));
		assertEquals(List.of(0, 7, 14, 21, 28, 35, 39), set.prompts().stream().map(Prompt::slice).toList());
	}

	@Test
	void noiseHasItsStatedSizeAndSeed() {
		final SimulatorOptions options = SimulatorOptions.DEFAULT.withNoise(AnnotatorNoise.ofBoxes(.1, .2)).withAnnotators(
			30).withSeed(7);
		final List<PromptSet> sets = simulate(options);
		final List<Prompt> prompts = sets.stream().flatMap(s -> s.prompts().stream()).toList();
		// 1200 boxes of which 20 % are missing: 240 ± 14 (one standard deviation).
		assertEquals(960, prompts.size(), 45);
		// True box 12..53 by 10..51: each side within ± 10 % of 41, mean of |uniform| = half of that.
		assertTrue(prompts.stream().allMatch(p -> Math.abs(p.box().x0() - 12) <= 4.1 && Math.abs(p.box().y1() - 51) <= 4.1));
		assertEquals(2.05, prompts.stream().mapToDouble(p -> Math.abs(p.box().x1() - 53)).average().getAsDouble(), .1);
		assertEquals(12, prompts.stream().mapToDouble(p -> p.box().x0()).average().getAsDouble(), .25);
		assertEquals(sets, simulate(options), "same seed");
		assertNotEquals(sets, simulate(options.withSeed(8)));
		assertEquals(sets.subList(0, 2), simulate(options.withAnnotators(2)), "an annotator depends on those that follow");
		assertNotEquals(sets.get(0).prompts(), sets.get(1).prompts());
	}

	@Test
	void skillMultipliesTheNoise() {
		final List<PromptSet> sets = simulate(SimulatorOptions.DEFAULT.withNoise(AnnotatorNoise.ofBoxes(.1, .3))
			.withNoiseFactors(List.of(0.0, 2.0)));
		assertEquals(perfect(SimulatorOptions.DEFAULT).prompts(), sets.get(0).prompts());
		assertEquals(16, sets.get(1).prompts().size(), 10); // 60 % of 40 missing
		assertTrue(sets.get(1).prompts().stream().anyMatch(p -> Math.abs(p.box().x0() - 12) > 4.1));
	}

	@Test
	void spuriousAndWrongBoxesAreObjectsOfTheirOwn() {
		final List<Prompt> prompts = Simulator.simulate(COLUMN, "", TWO, SimulatorOptions.DEFAULT.withNoise(
			new AnnotatorNoise(0, 0, .5, .5, 0, 0)), Progress.NONE).get(0).prompts();
		assertEquals(60, prompts.size(), 12);
		assertEquals(20, prompts.stream().filter(p -> p.label() == 2).count(), 12);
		final Set<Integer> others = new HashSet<>();
		prompts.stream().filter(p -> p.object() != 1).forEach(p -> assertTrue(others.add(p.object())));
		assertTrue(prompts.stream().filter(p -> p.object() == 1).allMatch(p -> p.label() == 1 && p.box().equals(new Box(12,
			10, 53, 51))));
		assertTrue(prompts.stream().allMatch(p -> p.box().x0() >= 0 && p.box().x1() <= 64 && p.box().width() == 41));
	}

	@Test
	void pointsLieDeepInsideAndBeside() {
		final List<PointPrompt> points = perfect(SimulatorOptions.DEFAULT.withKind(Kind.POINTS).withPoints(4, 3)).prompts()
			.get(0).points();
		assertEquals(7, points.size());
		assertEquals(new PointPrompt(32.5, 30.5, true), points.get(0));
		for (final PointPrompt p : points) {
			final double r = Math.hypot(p.x() - 32.5, p.y() - 30.5);
			assertTrue(p.positive() ? r <= 20 : r > 21 && p.x() > 0 && p.x() < 64 && p.y() > 0 && p.y() < 60, p.toString());
		}
		// The further ones keep away from the edge and from each other.
		assertTrue(points.stream().filter(PointPrompt::positive).skip(1).allMatch(p -> Math.hypot(p.x() - 32.5, p.y() -
			30.5) < 15 && Math.hypot(p.x() - 32.5, p.y() - 30.5) > 8));
		assertNull(perfect(SimulatorOptions.DEFAULT.withKind(Kind.POINTS)).prompts().get(0).box());
		assertEquals(new Box(12, 10, 53, 51), perfect(SimulatorOptions.DEFAULT.withKind(Kind.BOTH)).prompts().get(0).box());
	}

	@Test
	void pointsOnTheRimAndOutsideByTheirShare() {
		final List<PointPrompt> points = simulate(SimulatorOptions.DEFAULT.withKind(Kind.POINTS).withPoints(10, 0)
			.withNoise(new AnnotatorNoise(0, 0, 0, 0, .3, .2))).get(0).prompts().stream().flatMap(p -> p.points().stream())
			.toList();
		final long outside = points.stream().filter(p -> radius(p) > 20).count();
		final long rim = points.stream().filter(p -> radius(p) <= 20 && radius(p) > 18.5).count();
		assertEquals(400, points.size());
		assertEquals(80, outside, 25); // 20 % of 400, standard deviation 8
		assertEquals(120, rim, 28); // 30 % of 400, standard deviation 9
		assertTrue(points.stream().allMatch(p -> radius(p) < 24));
	}

	@Test
	void absentLabelsAndBadSharesAreNamed() {
		final String message = assertThrows(InputException.class, () -> Simulator.simulate(COLUMN, "", List.of(
			new LabelClass(9, "aorta")), SimulatorOptions.DEFAULT, Progress.NONE)).getMessage();
		assertTrue(message.contains("aorta=9"), message);
		assertThrows(InputException.class, () -> AnnotatorNoise.ofBoxes(1.5, 0));
		assertThrows(InputException.class, () -> AnnotatorNoise.ofBoxes(Double.NaN, 0));
		assertThrows(InputException.class, () -> SimulatorOptions.DEFAULT.withEveryNth(0));
		assertThrows(InputException.class, () -> SimulatorOptions.DEFAULT.withAnnotators(0));
		assertFalse(Simulator.simulate(COLUMN, "", TWO, SimulatorOptions.DEFAULT, Progress.NONE).get(0).prompts().isEmpty());
	}

	private static double radius(final PointPrompt p) {
		return Math.hypot(p.x() - 32.5, p.y() - 30.5);
	}

	private static PromptSet perfect(final SimulatorOptions options) {
		return simulate(options).get(0);
	}

	private static List<PromptSet> simulate(final SimulatorOptions options) {
		return Simulator.simulate(COLUMN, "", ONE, options, Progress.NONE);
	}

	private static RandomAccessibleInterval<UnsignedByteType> discs(final int width, final int height, final int depth) {
		final byte[] values = new byte[width * height * depth];
		for (int i = 0; i < values.length; i++)
			if (Math.hypot(i % width - 32, i / width % height - 30) <= 20) values[i] = 1;
		return ArrayImgs.unsignedBytes(values, width, height, depth);
	}
}
