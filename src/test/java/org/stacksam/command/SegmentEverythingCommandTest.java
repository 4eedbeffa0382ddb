package org.stacksam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.module.Module;
import org.stacksam.InputException;
import org.stacksam.evaluation.InstanceScores.AtThreshold;
import org.stacksam.everything.CellPicture;
import org.stacksam.ij.GlasbeyLut;
import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.StackSelection;

/** SAM Segment Everything on generated pictures, beside ImageJ's own threshold and watershed. */
class SegmentEverythingCommandTest {

	private static Commands commands;

	@BeforeAll
	static void start() {
		commands = new Commands();
	}

	@AfterAll
	static void stop() {
		commands.close();
	}

	private static ImagePlus image(final CellPicture picture) {
		final ImagePlus image = new ImagePlus("cells", new FloatProcessor(picture.image().width(), picture.image().height(),
			picture.image().values()));
		image.getCalibration().pixelWidth = image.getCalibration().pixelHeight = 0.5;
		image.getCalibration().setUnit("mm");
		return image;
	}

	/** Cells that touch, in uneven light: no threshold fits all of them. */
	@Test
	void cellsInUnevenLight() {
		final CellPicture picture = CellPicture.unevenCells(128, 128, 9, 2);
		final ImagePlus image = image(picture);
		final Module module = commands.run(SegmentEverythingCommand.class, "image", image, "points_per_side", 9,
			"add_rois", true);
		final ImagePlus labels = (ImagePlus) module.getOutput("labels");
		final AtThreshold sam = EverythingBench.score(ImagePlusViews.floats(StackSelection.current(labels)), picture);
		final AtThreshold watershed = EverythingBench.score(EverythingBench.watershed(picture), picture);
		assertTrue(sam.f1() >= 0.6, sam.toString());
		assertTrue(sam.f1() > watershed.f1(), watershed.toString());
		final int objects = (int) (sam.truePositives() + sam.falsePositives());
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals(objects, table.size());
		assertEquals("mm^2", table.getStringValue("area_unit", 0));
		int pixels = 0;
		for (int i = 0; i < 128 * 128; i++)
			if (labels.getProcessor().get(i) == 1) pixels++;
		assertEquals(pixels * 0.25, table.getValue("area", 0), 1e-9);
		assertEquals(0.5, labels.getCalibration().pixelWidth);
		assertEquals(GlasbeyLut.color(1), labels.getProcessor().getLut().getRGB(1) & 0xffffff);
		final Overlay overlay = image.getOverlay();
		assertEquals(objects, overlay.size());
		assertEquals(pixels, overlay.get(0).getContainedPoints().length);
	}

	/** Two tiles: the disks in the middle lie in both or across the border of one, and are one object each. */
	@Test
	void planeOfSeveralTiles() {
		final int width = 1300, height = 700, radius = 105;
		final int[][] disks = { { 130, 130 }, { 620, 140 }, { 1150, 150 }, { 350, 520 }, { 750, 540 }, { 1150, 540 } };
		final FloatProcessor plane = new FloatProcessor(width, height);
		final Random grain = new Random(1);
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				boolean inside = false;
				for (final int[] d : disks) inside |= Math.hypot(x + 0.5 - d[0], y + 0.5 - d[1]) < radius;
				plane.setf(x, y, (inside ? 150 : 60) + 6 * (float) grain.nextGaussian());
			}
		final Module module = commands.run(SegmentEverythingCommand.class, "image", new ImagePlus("large", plane),
			"points_per_side", 6);
		final ImageProcessor labels = ((ImagePlus) module.getOutput("labels")).getProcessor();
		assertEquals(disks.length, ((ResultsTable) module.getOutput("table")).size());
		final Set<Integer> seen = new HashSet<>();
		for (final int[] d : disks) {
			final int label = labels.get(d[0], d[1]);
			assertTrue(label > 0 && seen.add(label), "label " + label + " at " + d[0] + ", " + d[1]);
			int both = 0, either = 0;
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++) {
					final boolean truth = Math.hypot(x + 0.5 - d[0], y + 0.5 - d[1]) < radius, found = labels.get(x, y) == label;
					if (truth && found) both++;
					if (truth || found) either++;
				}
			assertTrue(both > 0.95 * either, "IoU " + (double) both / either + " at " + d[0] + ", " + d[1]);
		}
	}

	@Test
	void nothingFoundIsAnEmptyTable() {
		final Module module = commands.run(SegmentEverythingCommand.class, "image", image(CellPicture.blobs(40, 40, 1, 1)),
			"points_per_side", 1, "pred_iou_thresh", 1.0);
		assertEquals(0, ((ResultsTable) module.getOutput("table")).size());
		assertEquals(0, ((ImagePlus) module.getOutput("labels")).getStatistics().max);
	}

	@Test
	void wrongInputIsSaidBeforeAnyWork() {
		final ImagePlus nan = new ImagePlus("nan", new FloatProcessor(2, 1, new float[] { Float.NaN, Float.NaN }));
		assertTrue(assertThrows(InputException.class, () -> commands.run(SegmentEverythingCommand.class, "image", nan))
			.getMessage().contains("no finite value"));
		assertTrue(assertThrows(InputException.class, () -> commands.run(SegmentEverythingCommand.class, "image", nan,
			"points_per_side", 0)).getMessage().startsWith("points_per_side=0"));
	}
}
