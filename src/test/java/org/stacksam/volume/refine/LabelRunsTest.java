package org.stacksam.volume.refine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.stacksam.image.ConnectedComponents;
import org.stacksam.prompt.Box;
import org.stacksam.volume.LogitCrop;
import org.stacksam.volume.SegmentedPrompt;

class LabelRunsTest {

	private static final RefineParameters.Smoothing SMOOTHING = RefineParameters.DEFAULT.smoothing();

	@Test
	void piecesAreThoseOfTheMask() {
		final int w = 9, h = 8, d = 7;
		final Random random = new Random(1);
		for (final double density : new double[] { 0.05, 0.15, 0.3 }) {
			final boolean[] mask = new boolean[w * h * d];
			final LabelRuns runs = new LabelRuns(w, h, d);
			for (int z = 0; z < d; z++) {
				final short[] plane = new short[w * h];
				for (int i = 0; i < plane.length; i++) {
					mask[z * w * h + i] = random.nextDouble() < density;
					if (mask[z * w * h + i]) plane[i] = 3;
				}
				runs.set(z, plane);
			}
			final ConnectedComponents.Components expected = ConnectedComponents.label(mask, w, h, d, true);
			final LabelRuns.Pieces found = runs.pieces();
			assertEquals(expected.count(), found.count());
			runs.forEach(found, (z, y, x0, x1, piece) -> {
				// Both number their pieces by their first voxels.
				for (int x = x0; x < x1; x++) assertEquals(expected.labels()[(z * h + y) * w + x], piece + 1);
			});
			for (int i = 0; i < found.count(); i++) assertEquals(expected.sizes()[i + 1], found.size()[i]);
		}
	}

	@Test
	void touchingLabelsAreDifferentPieces() {
		final LabelRuns runs = runs(4, 1, "1122");
		assertEquals(2, runs.pieces().count());
		assertEquals(1, runs.get(1, 0, 0));
		assertEquals(2, runs.get(2, 0, 0));
	}

	@Test
	void differenceKeepsTheFirstVolumesLabels() {
		final LabelRuns left = runs(8, 1, "11110222").minus(runs(8, 1, "10112222"));
		final short[] plane = new short[8];
		left.paint(0, plane);
		assertArrayEquals(new short[] { 0, 1, 0, 0, 0, 0, 0, 0 }, plane);
	}

	@Test
	void holesAndBaysAreKeptButRimsAreNot() {
		// A 7 × 7 square; the hole's shell of 8 lies inside wholly, the rim's half outside.
		final String plain = "000000000" + "011111110".repeat(7) + "000000000";
		final char[] sharp = plain.toCharArray();
		sharp[4 * 9 + 4] = '0';
		for (int y = 1; y <= 7; y++) sharp[y * 9 + 1] = '0';
		final BaysAndHoles found = new BaysAndHoles(runs(9, 9, plain), runs(9, 9, new String(sharp)), 1, 9, 9, 0.4);
		final boolean[] mask = found.mask(0, 0, new ClassPlane(0, 0, 9, 9, new float[81], new boolean[81]));
		for (int y = 0; y < 9; y++)
			for (int x = 0; x < 9; x++) assertEquals(Math.abs(x - 4) <= 1 && Math.abs(y - 4) <= 1, mask[y * 9 + x]);
		assertNull(found.mask(0, 1, new ClassPlane(0, 0, 9, 9, new float[81], new boolean[81])));
		// One pixel of the edge: of its 8 neighbours 3 lie outside, .375 of the shell.
		final char[] bay = plain.toCharArray();
		bay[4 * 9 + 1] = '0';
		assertTrue(new BaysAndHoles(runs(9, 9, plain), runs(9, 9, new String(bay)), 1, 9, 9, 0.37).isEmpty());
		assertEquals(false, new BaysAndHoles(runs(9, 9, plain), runs(9, 9, new String(bay)), 1, 9, 9, 0.38).isEmpty());
	}

	@Test
	void strayPiecesAreThoseOfTheirOwnObject() {
		// Object 1 spans columns 0..29 with a main piece of 25 and a stray of 1; object 2 is a piece of 1 in a box of its own.
		final String row = "1".repeat(25) + "0".repeat(3) + "1" + "0".repeat(4) + "1" + "0".repeat(6);
		final List<SegmentedPrompt> masks = new ArrayList<>();
		masks.add(mask(1, new Box(0, 0, 30, 1), false));
		masks.add(mask(2, new Box(32, 0, 35, 1), false));
		final LabelRuns kept = StrayPieces.drop(runs(40, 1, row), new LogitField(masks, new int[] { 5 }, 40, 1, 1,
			SMOOTHING, false), 0.05);
		assertEquals(1, kept.get(24, 0, 0));
		assertEquals(0, kept.get(28, 0, 0));
		assertEquals(1, kept.get(33, 0, 0));
		masks.set(0, mask(1, new Box(0, 0, 30, 1), true));
		assertEquals(1, StrayPieces.drop(runs(40, 1, row), new LogitField(masks, new int[] { 5 }, 40, 1, 1, SMOOTHING,
			false), 0.05).get(28, 0, 0), "a mask given as truth stays whole");
	}

	private static SegmentedPrompt mask(final int object, final Box box, final boolean truth) {
		final float[] logits = new float[(int) box.width()];
		Arrays.fill(logits, 4);
		return new SegmentedPrompt(object, 5, 0, box, LogitCrop.of((int) box.x0(), 0, logits.length, 1, logits), true,
			truth, 1, 1, 0, "box");
	}

	/** One slice of digits. */
	private static LabelRuns runs(final int w, final int h, final String digits) {
		final short[] plane = new short[w * h];
		for (int i = 0; i < plane.length; i++) plane[i] = (short) (digits.charAt(i) - '0');
		final LabelRuns runs = new LabelRuns(w, h, 1);
		runs.set(0, plane);
		return runs;
	}
}
