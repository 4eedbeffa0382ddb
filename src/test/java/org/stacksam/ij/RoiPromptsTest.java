package org.stacksam.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.stacksam.InputException;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.ReadPrompts;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Arrow;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;

class RoiPromptsTest {

	private static final RoiSpace SPACE = RoiSpace.of("stack.tif", 64, 48, 10);

	private static Roi at(final Roi roi, final int slice, final int group, final String name) {
		roi.setPosition(slice);
		roi.setGroup(group);
		roi.setName(name);
		return roi;
	}

	private static ReadPrompts read(final Roi... rois) {
		return RoiPrompts.of(List.of(rois), SPACE, -1);
	}

	private static List<Prompt> prompts(final Roi... rois) {
		return read(rois).prompts().prompts();
	}

	private static String error(final Roi... rois) {
		return assertThrows(InputException.class, () -> read(rois)).getMessage();
	}

	@Test
	void rectanglesAreBoxesWithTheirExactEdges() {
		final List<Prompt> prompts = prompts(at(new Roi(3, 4, 5, 6), 2, 1, null), at(new Roi(1.25, 2.5, 3.5, 4.0), 3, 1,
			null));
		assertEquals(new Box(3, 4, 8, 10), prompts.get(0).box());
		assertEquals(1, prompts.get(0).slice());
		assertEquals(new Box(1.25, 2.5, 4.75, 6.5), prompts.get(1).box());
		assertTrue(prompts.get(0).points().isEmpty());
		assertNull(prompts.get(0).mask());
		assertEquals(new Box(60, 0, 64, 5), prompts(at(new Roi(60, -3, 20, 8), 1, 1, null)).get(0).box());
	}

	/** As Jazzer found them in a file: a polyline that was ended where it began. */
	@Test
	void aLineOfOnePointIsThatPoint() {
		final Prompt point = prompts(at(new PolygonRoi(new int[] { 20 }, new int[] { 30 }, 1, Roi.POLYLINE), 1, 1, null)).get(
			0);
		assertNull(point.box());
		assertEquals(List.of(new PointPrompt(20.5, 30.5, true)), point.points());
	}

	@Test
	void shapesAreBoxAndInnerPoints() {
		final Prompt oval = prompts(at(new OvalRoi(10, 10, 21, 21), 1, 1, null)).get(0);
		assertEquals(new Box(10, 10, 31, 31), oval.box());
		assertEquals(new PointPrompt(20.5, 20.5, true), oval.points().get(0));
		assertNull(oval.mask());
		// the three arms of a T each hold one
		final Roi t = new ShapeRoi(new Roi(5, 5, 50, 9)).or(new ShapeRoi(new Roi(26, 5, 9, 40)));
		final Prompt tee = prompts(at(t, 1, 1, null)).get(0);
		assertEquals(new Box(5, 5, 55, 45), tee.box());
		assertEquals(3, tee.points().size());
		assertTrue(tee.points().stream().allMatch(p -> t.contains((int) p.x(), (int) p.y())));
		assertTrue(tee.points().stream().anyMatch(p -> p.y() > 30));
	}

	@Test
	void rotatedRectanglesGiveTheTightBoxAndMasksThemselves() {
		final Prompt diamond = prompts(at(new RotatedRectRoi(10, 20, 30, 20, 10), 1, 1, null)).get(0);
		assertEquals(new Box(10, 15, 30, 25), diamond.box());
		final Prompt triangle = prompts(at(new PolygonRoi(new float[] { 10, 30, 10 }, new float[] { 10, 10, 30 },
			Roi.POLYGON), 1, 1, "liver mask")).get(0);
		assertNull(triangle.box());
		assertTrue(triangle.mask().contains(12, 12) && !triangle.mask().contains(28, 28));
	}

	@Test
	void linesArePointsAndABoxUnlessTheyAreFlat() {
		final Prompt diagonal = prompts(at(new Line(10, 10, 40, 40), 1, 1, null)).get(0);
		assertEquals(new Box(10, 10, 40, 40), diagonal.box());
		assertEquals(List.of(15.5, 25.5, 35.5), diagonal.points().stream().map(PointPrompt::x).toList());
		final Prompt flat = prompts(at(new Line(10, 10, 40, 10), 1, 1, null)).get(0);
		assertNull(flat.box());
		assertEquals(3, flat.points().size());
	}

	@Test
	void countersSayTheSign() {
		final PointRoi roi = new PointRoi();
		roi.addPoint(10, 12);
		roi.setCounter(1);
		roi.addPoint(20.25, 12.75);
		final Prompt p = prompts(at(roi, 4, 2, null)).get(0);
		assertEquals(List.of(new PointPrompt(10.5, 12.5, true), new PointPrompt(20.25, 12.75, false)), p.points());
		assertEquals(3, p.slice());
		assertEquals(2, p.label());
		roi.setCounter(2);
		roi.addPoint(5, 5);
		assertTrue(error(roi).contains("counter 2"));
	}

	@Test
	void groupsAreClassesAndOthersTheirOwn() {
		final ReadPrompts read = read(at(new Roi(1, 1, 4, 4), 1, 3, "liver"), at(new Roi(10, 1, 4, 4), 1, 3, "liver-1"), at(
			new Roi(20, 1, 4, 4), 1, 0, "0001-0003-0022"), at(new Roi(30, 1, 4, 4), 1, 0, null), at(new Roi(40, 1, 4, 4), 1, 0,
				"spleen"), at(new Roi(40, 9, 4, 4), 2, 0, "spleen"));
		assertEquals(List.of(3, 3, 4, 5, 6, 6), read.prompts().prompts().stream().map(Prompt::label).toList());
		assertEquals(List.of(new LabelClass(3, "liver"), new LabelClass(4, "object 4"), new LabelClass(5, "object 5"),
			new LabelClass(6, "spleen")), read.prompts().labels());
		assertTrue(read.prompts().prompts().stream().allMatch(p -> p.object() == 0));
		assertEquals(10, read.prompts().depth());
	}

	@Test
	void groupsOfDifferentNamesAreNamedByNumber() {
		assertEquals(List.of(new LabelClass(2, "class 2")), read(at(new Roi(1, 1, 4, 4), 1, 2, "a"), at(new Roi(9, 1, 4, 4),
			1, 2, "b")).prompts().labels());
	}

	@Test
	void pointsInABoxOfTheirClassRefineIt() {
		final PointRoi inside = new PointRoi(5, 5), outside = new PointRoi(40, 40);
		final List<Prompt> prompts = prompts(at(new Roi(2, 2, 10, 10), 1, 1, null), at(inside, 1, 1, null), at(outside, 1,
			1, null), at(new PointRoi(5, 5), 2, 1, null), at(new PointRoi(6, 6), 1, 2, null));
		assertEquals(4, prompts.size());
		assertEquals(List.of(new PointPrompt(5.5, 5.5, true)), prompts.get(0).points());
	}

	@Test
	void backgroundPointsJoinTheirObjectOrStopIt() {
		final PointRoi background = new PointRoi();
		background.setCounter(1);
		background.addPoint(5, 5);
		final Roi box = at(new Roi(2, 2, 10, 10), 1, 0, null), other = at(new Roi(30, 2, 10, 10), 1, 0, null);
		assertEquals(List.of(new PointPrompt(5.5, 5.5, false)), prompts(box, other, at(background, 1, 0, null)).get(0)
			.points());
		final List<Prompt> stopped = prompts(at(new Roi(2, 2, 10, 10), 1, 4, null), at((Roi) background.clone(), 6, 4,
			null));
		assertEquals(List.of(false, true), stopped.stream().map(Prompt::absent).toList());
		assertEquals(5, stopped.get(1).slice());
		final PointRoi between = new PointRoi();
		between.setCounter(1);
		between.addPoint(20, 40);
		assertTrue(error(box, other, at(between, 2, 0, null)).contains("absent"));
		assertTrue(error(box, other, at(between, 1, 0, null)).contains("2 objects"));
	}

	@Test
	void namesStopObjects() {
		final List<Prompt> prompts = prompts(at(new Roi(2, 2, 10, 10), 1, 4, "liver"), at(new PointRoi(1, 1), 8, 0,
			"liver absent"), at(new Roi(1, 1, 2, 2), 9, 4, "absent"), at(new PointRoi(1, 1), 10, 0, "Absent"));
		assertEquals(List.of(0, 7, 8, 9), prompts.stream().map(Prompt::slice).toList());
		assertEquals(List.of(false, true, true, true), prompts.stream().map(Prompt::absent).toList());
		assertTrue(prompts.stream().allMatch(p -> p.label() == 4));
		assertTrue(error(at(new Roi(2, 2, 10, 10), 1, 1, null), at(new Roi(2, 2, 10, 10), 1, 2, null), at(new PointRoi(1,
			1), 8, 0, "absent")).contains("absent"));
	}

	@Test
	void refusesWhatCannotBeMeant() {
		assertTrue(error(at(new Roi(70, 2, 10, 10), 1, 1, "far")).contains("\"far\" lies outside stack.tif (64 × 48"));
		assertTrue(error(at(new Roi(7.0, 2.0, 0.0, 10.5), 1, 1, "thin")).contains("\"thin\" is empty"));
		assertTrue(error(at(new Roi(7, 2, 5, 5), 11, 1, "late")).contains("slice 11"));
		assertTrue(error(at(new Roi(7, 2, 5, 5), 0, 1, "nowhere")).contains("\"nowhere\" has no slice position"));
		assertTrue(error(at(new PointRoi(64.5, 3), 1, 1, "off")).contains("outside stack.tif"));
		assertEquals(8, prompts(at(new Roi(7, 2, 5, 5), 0, 1, "0009-0004-0009")).get(0).slice());
		assertEquals(4, RoiPrompts.of(List.of(new Roi(7, 2, 5, 5)), SPACE, 4).prompts().prompts().get(0).slice());
		assertTrue(prompts().isEmpty());
	}

	@Test
	void leavesOutDecorationAndResults() {
		final Roi result = at(new Roi(7, 2, 5, 5), 1, 1, null);
		result.setProperty(RoiProperties.RESULT, "true");
		final ReadPrompts read = read(at(new TextRoi(1, 1, "note"), 1, 0, "note"), at(new Arrow(1, 1, 9, 9), 1, 0, "look"),
			result);
		assertTrue(read.prompts().prompts().isEmpty());
		assertEquals(2, read.notes().size());
		assertTrue(read.notes().get(1).contains("look"));
	}

	@Test
	void positionsOfHyperstacks() {
		final ImagePlus image = IJ.createHyperStack("hyper", 64, 48, 2, 5, 3, 8);
		image.setPosition(2, 1, 3);
		final StackSelection selection = StackSelection.current(image);
		final Roi here = new Roi(1, 1, 4, 4), all = new Roi(10, 1, 4, 4), plain = new Roi(20, 1, 4, 4), other = new Roi(30,
			1, 4, 4);
		here.setPosition(2, 4, 3);
		all.setPosition(0, 5, 0);
		plain.setPosition(image.getStackIndex(2, 3, 3));
		other.setPosition(1, 4, 3);
		final ReadPrompts read = RoiPrompts.of(List.of(here, all, plain, other), RoiSpace.of(selection), -1);
		assertEquals(List.of(3, 4, 2), read.prompts().prompts().stream().map(Prompt::slice).toList());
		assertEquals(List.of(1, -1, 1), read.prompts().prompts().stream().map(Prompt::channel).toList());
		assertEquals(List.of(2, -1, 2), read.prompts().prompts().stream().map(Prompt::frame).toList());
		assertEquals(1, read.notes().size());
	}

	@Test
	void pointsOfOneRoiMayLieOnSeveralSlices() {
		final ImagePlus image = IJ.createImage("stack", "8-bit black", 64, 48, 5);
		image.setSlice(2);
		final PointRoi roi = new PointRoi();
		roi.addUserPoint(image, 10, 10);
		image.setSlice(4);
		roi.addUserPoint(image, 12, 10);
		final List<Prompt> prompts = RoiPrompts.of(List.of(roi), RoiSpace.of(StackSelection.current(image)), -1).prompts()
			.prompts();
		assertEquals(List.of(1, 3), prompts.stream().map(Prompt::slice).toList());
		assertEquals(1, prompts.stream().map(Prompt::label).collect(Collectors.toSet()).size());
	}

	@Test
	void maskOutsideTheImageIsCutOff() {
		final MaskPrompt mask = prompts(at(new OvalRoi(-10, -10, 20, 20), 1, 1, "mask")).get(0).mask();
		assertEquals(new Box(0, 0, 10, 10), mask.bounds());
	}
}
