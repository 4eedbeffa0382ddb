package org.stacksam.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.TestData;
import org.stacksam.io.LabelImages;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.LabelNames;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;

class BoxMergingTest {

	private static final List<LabelClass> TWO = List.of(new LabelClass(1, "spleen"), new LabelClass(5, "liver"));
	private static final Box HERE = new Box(10, 10, 30, 30), THERE = new Box(50, 50, 60, 60);

	@Test
	void eachSideIsTheMedian() {
		final MergedBoxes merged = merge(set("a", box(0, 1, 3, 10, 10, 30, 31)), set("b", box(0, 1, 3, 12, 9, 29, 35)), set(
			"c", box(0, 1, 3, 8, 11, 33, 30)));
		assertEquals(List.of(Prompt.box(0, 1, 3, new Box(10, 10, 30, 31))), merged.prompts().prompts());
		assertEquals("merged from a, b, c", merged.prompts().annotator());
		assertEquals(List.of(100, 100, 10), List.of(merged.prompts().width(), merged.prompts().height(), merged.prompts()
			.depth()));
		assertEquals(new MergedBoxes.Row("a", 1, 1, 0, 0), merged.annotators().get(0));
	}

	@Test
	void oneAnnotatorIsEnoughWhereTheOthersMissed() {
		final MergedBoxes merged = merge(set("a", Prompt.box(0, 1, 3, HERE), Prompt.box(0, 1, 4, HERE)), set("b", Prompt.box(
			0, 1, 3, HERE)), set("c", Prompt.box(0, 1, 3, HERE)));
		assertEquals(2, merged.prompts().prompts().size());
		assertEquals(List.of(0, 1, 1), merged.annotators().stream().map(MergedBoxes.Row::missed).toList());
		assertEquals(List.of(), merged.notes());
	}

	@Test
	void outliersAreRejectedAndNamed() {
		// c draws the place right but far too large; d draws something elsewhere; e mistakes the label.
		final List<Prompt> right = List.of(Prompt.box(0, 1, 3, HERE), Prompt.box(0, 1, 4, HERE));
		final MergedBoxes merged = merge(set("a", right.get(0), right.get(1)), set("b", right.get(0), right.get(1)), set("c",
			Prompt.box(0, 1, 3, new Box(5, 5, 40, 40)), right.get(1)), set("d", right.get(0), Prompt.box(0, 1, 4, THERE)), set(
				"e", right.get(0), Prompt.box(0, 5, 4, HERE)));
		assertEquals(right, merged.prompts().prompts());
		assertEquals(List.of(0, 0, 1, 1, 1), merged.annotators().stream().map(MergedBoxes.Row::rejected).toList());
		assertEquals(List.of(
			"c, slice 4: the box of spleen is not used; it agrees with the 4 others' median by an IoU of only 0.33.",
			"d, slice 5: the box of spleen is not used; no one else drew it, and nothing that others drew of this label on the slices nearby lies there.",
			"e, slice 5: the box of liver is not used; 3 others drew spleen there."), merged.notes());
	}

	@Test
	void ofTwoAnnotatorsNobodyIsRejected() {
		assertEquals(3, merge(set("a", Prompt.box(0, 1, 3, HERE), Prompt.box(0, 1, 4, THERE)), set("b", Prompt.box(0, 5, 3,
			HERE))).prompts().prompts().size());
	}

	@Test
	void neighboursOfOneLabelStayApart() {
		final Box left = new Box(0, 0, 10, 10), right = new Box(8, 0, 18, 10);
		final MergedBoxes merged = merge(set("a", Prompt.box(0, 1, 0, left), Prompt.box(0, 1, 0, right)), set("b", Prompt.box(
			0, 1, 0, right), Prompt.box(0, 1, 0, left)));
		assertEquals(List.of(left, right), merged.prompts().prompts().stream().map(Prompt::box).sorted((p, q) -> Double
			.compare(p.x0(), q.x0())).toList());
	}

	@Test
	void objectsFollowWhatMostAnnotatorsState() {
		// Each counts in an own way; b took the two for one at slice 2 and missed slice 1.
		final Box a = new Box(0, 0, 10, 10), b = new Box(20, 0, 30, 10);
		final MergedBoxes merged = merge(set("a", Prompt.box(1, 1, 0, a), Prompt.box(2, 1, 0, b), Prompt.box(1, 1, 1, a),
			Prompt.box(2, 1, 1, b), Prompt.box(1, 1, 2, a), Prompt.box(2, 1, 2, b)), set("b", Prompt.box(9, 1, 0, a), Prompt
				.box(7, 1, 0, b), Prompt.box(7, 1, 2, a)), set("c", Prompt.box(5, 1, 0, a), Prompt.box(3, 1, 0, b), Prompt.box(5,
					1, 1, a), Prompt.box(3, 1, 1, b), Prompt.box(5, 1, 2, a), Prompt.box(3, 1, 2, b)));
		final Map<Box, List<Integer>> objects = new HashMap<>();
		merged.prompts().prompts().forEach(p -> objects.computeIfAbsent(p.box(), k -> new ArrayList<>()).add(p.object()));
		assertEquals(Map.of(a, List.of(1, 1, 1), b, List.of(2, 2, 2)), objects);
	}

	@Test
	void pointsStopMarksAndMasks() {
		final PointPrompt p = new PointPrompt(15, 15, true), q = new PointPrompt(1, 1, false);
		final BitSet bit = new BitSet();
		bit.set(0);
		final Prompt withPoint = new Prompt(0, 1, 3, -1, -1, HERE, List.of(p), null, false);
		final MergedBoxes merged = merge(set("a", withPoint, Prompt.absent(4, 1, 9), Prompt.absent(0, 1, 8)), set("b", Prompt
			.box(0, 1, 3, HERE), Prompt.absent(2, 1, 9), Prompt.points(3, 5, 0, List.of(q))), set("c", new Prompt(0, 1, 3, -1,
				-1, null, List.of(), new MaskPrompt(1, 1, 1, 1, bit), false)));
		assertEquals(List.of(withPoint, Prompt.absent(0, 1, 9), Prompt.points(0, 5, 0, List.of(q))), merged.prompts()
			.prompts());
		assertEquals(1, merged.notes().size());
		assertTrue(merged.notes().get(0).startsWith("1 masks are left out"));
	}

	@Test
	void labelsAndImagesThatDifferAreNamed() {
		final PromptSet a = set("a", Prompt.box(0, 1, 3, HERE));
		final String labels = assertThrows(InputException.class, () -> merge(a, new PromptSet("b", "", 100, 100, 10, List.of(
			new LabelClass(1, "liver")), List.of()))).getMessage();
		assertTrue(labels.contains("label 1 is liver for b, but spleen") && labels.contains("liver is label 1 for b, but 5"),
			labels);
		final String sizes = assertThrows(InputException.class, () -> merge(a, new PromptSet("b", "", 100, 90, 10, TWO, List
			.of()))).getMessage();
		assertTrue(sizes.contains("a and b") && sizes.contains("100 × 100 × 10 and 100 × 90 × 10"), sizes);
		assertThrows(InputException.class, () -> BoxMerging.merge(List.of()));
	}

	@Test
	void annotatorsWhoAllDrewNothingGiveNothing() {
		final MergedBoxes merged = merge(set("a"), set("b"));
		assertEquals(List.of(), merged.prompts().prompts());
		assertTrue(Double.isNaN(merged.annotators().get(0).meanIou()));
	}

	/** Three annotators, each side ±10 %, 10 % of the boxes missing, some spurious or of the wrong label. */
	@ParameterizedTest
	@CsvSource({ "ct, 'spleen=1,kidney_right=2,kidney_left=3,liver=5,stomach=6,aorta=52', 173",
		"mr, 'spleen=1,kidney_right=2,kidney_left=3,liver=5', 64" })
	void mergedBoxesOfRealOrgansAreNearerTheTruthThanAnyAnnotators(final String volume, final String names,
		final int boxes) throws IOException
	{
		final var labels = LabelImages.ofAny(NiftiFile.read(TestData.shared(volume + "/labels.nii.gz"), 0).image(), "labels")
			.image();
		final List<LabelClass> classes = LabelNames.parse(names);
		final PromptSet truth = Simulator.simulate(labels, "", classes, SimulatorOptions.DEFAULT, Progress.NONE).get(0);
		final List<PromptSet> noisy = Simulator.simulate(labels, "", classes, SimulatorOptions.DEFAULT.withNoise(
			new AnnotatorNoise(.1, .1, .03, .03, 0, 0)).withAnnotators(3).withSeed(1), Progress.NONE);
		final MergedBoxes merged = BoxMerging.merge(noisy);
		final double iou = meanIou(truth, merged.prompts());
		assertEquals(boxes, merged.prompts().prompts().size(), .04 * boxes);
		for (final PromptSet one : noisy)
			assertTrue(iou > meanIou(truth, one) + .08);
		assertTrue(iou > .85);
		// The objects are found again: as many as there are, each of one label.
		final Map<Integer, Integer> labelOf = new HashMap<>();
		for (final Prompt p : merged.prompts().prompts())
			assertEquals(p.label(), labelOf.computeIfAbsent(p.object(), o -> p.label()));
	}

	/** Mean over the true boxes of the best IoU with a box of the same label and slice, 0 if there is none. */
	private static double meanIou(final PromptSet truth, final PromptSet drawn) {
		return truth.prompts().stream().mapToDouble(t -> drawn.prompts().stream().filter(p -> p.slice() == t.slice() && p
			.label() == t.label()).mapToDouble(p -> p.box().iou(t.box())).max().orElse(0)).average().orElseThrow();
	}

	private static MergedBoxes merge(final PromptSet... sets) {
		return BoxMerging.merge(List.of(sets));
	}

	private static Prompt box(final int object, final int label, final int slice, final double... v) {
		return Prompt.box(object, label, slice, new Box(v[0], v[1], v[2], v[3]));
	}

	private static PromptSet set(final String annotator, final Prompt... prompts) {
		return new PromptSet(annotator, "", 100, 100, 10, TWO, List.of(prompts));
	}
}
