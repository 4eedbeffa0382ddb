package org.stacksam.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;

import org.junit.jupiter.api.Test;

import net.imglib2.img.array.ArrayImgs;

import org.stacksam.io.Geometry;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.sam.Window;

class AutoWindowTest {

	private static SliceReader reader(final int width, final float... values) {
		return SliceReader.of(ArrayImgs.floats(values, width, values.length / width, 1), Geometry.of(width, values.length /
			width, 1, new double[] { 1, 1, 1 }, new double[3]));
	}

	@Test
	void centralHalvesOfBoxesPooledByClass() {
		// Central half of columns 0..8 is 2..6: 1 2 3 9, median 2.5, deviations 1.5 .5 .5 6.5, their median 1.
		final SliceReader image = reader(16, 99, 99, 1, 2, 3, 9, 99, 99, -7, -7, 10, 10, 14, 14, -7, -7);
		final AutoWindow w = AutoWindow.of(image, List.of(Prompt.box(1, 1, 0, new Box(0, 0, 8, 1)), Prompt.box(2, 2, 0,
			new Box(8, 0, 16, 1))), null);
		assertEquals(2.5, w.lowest());
		assertEquals(12, w.highest());
		final double sigma = 1.4826 * (1 + 2) / 2;
		assertEquals(sigma, w.sigma(), 1e-9);
		assertEquals(2.5 - sigma, w.window().lo(), 1e-9);
		assertEquals(12 + 3 * sigma, w.window().hi(), 1e-9);
	}

	@Test
	void nothingBelowTheClassesNothingToRemove() {
		// Median 9.5, sigma .74; nothing lies between 6 and 3 sigmas below, the background at −2 and 0 further away.
		final AutoWindow w = AutoWindow.of(reader(12, 0, -2, 0, 0, 9, 11, 10, 9, 0, 0, -2, 0), List.of(Prompt.box(1, 1, 0, new Box(
			2, 0, 10, 1))), null);
		assertEquals(9.5, w.lowest());
		// The bin of 256 from −2 to 9.5 − 6σ that holds 0.
		assertEquals(0, w.window().lo(), (11.5 - 6 * w.sigma()) / 256);
	}

	@Test
	void intensitiesThatEndAboveTheGapAreNoGap() {
		// Class 9 11 10 9 8: sigma 1.4826; all others are 7, nothing lies further below.
		final AutoWindow w = AutoWindow.of(reader(9, 7, 7, 9, 11, 10, 9, 8, 7, 7), List.of(Prompt.box(1, 1, 0, new Box(-0.5, 0,
			9.5, 1))), null);
		assertEquals(w.lowest() - w.sigma(), w.window().lo(), 1e-9);
	}

	@Test
	void pixelsOfMasksAndRoundPositivePoints() {
		final float[] values = new float[81];
		for (int i = 0; i < 81; i++) values[i] = i % 9;
		final BitSet pixels = new BitSet();
		pixels.set(0);
		pixels.set(2);
		final AutoWindow mask = AutoWindow.of(reader(9, values), List.of(new Prompt(1, 1, 0, -1, -1, null, List.of(),
			new MaskPrompt(3, 3, 3, 1, pixels), false)), null);
		assertEquals(4, mask.lowest());
		final AutoWindow points = AutoWindow.of(reader(9, values), List.of(Prompt.points(1, 1, 0, List.of(new PointPrompt(6.5,
			4.5, true), new PointPrompt(0.5, 0.5, false)))), null);
		assertEquals(6, points.lowest());
		assertEquals(1.4826, points.sigma(), 1e-6);
	}

	@Test
	void imagesWithoutNoiseAreShownWhole() {
		final float[] values = new float[64];
		for (int y = 2; y < 6; y++) for (int x = 2; x < 6; x++) values[y * 8 + x] = 200;
		values[0] = 250;
		final AutoWindow w = AutoWindow.of(reader(8, values), List.of(Prompt.box(1, 1, 0, new Box(2, 2, 6, 6))), null);
		assertEquals(new Window(0, 250), w.window());
		assertTrue(w.sigma() > 0);
		final AutoWindow constant = AutoWindow.of(reader(8, new float[64]), List.of(Prompt.box(1, 1, 0, new Box(2, 2, 6, 6))),
			null);
		assertEquals(new Window(-0.5, 0.5), constant.window());
	}

	/** Other prompts on a volume give a slightly other window; rounded it is mostly the same. */
	@Test
	void roundedToAPowerOfTwoNearSigma() {
		for (final AutoWindow ct : List.of(new AutoWindow(3, 42, 19.27, new Window(-16.27, 99.82)), new AutoWindow(5, 42, 18.53,
			new Window(-13.53, 97.6)), new AutoWindow(0, 43, 16.31, new Window(-16.31, 91.93))))
			assertEquals(new Window(-16, 96), ct.rounded().window());
		assertEquals(new Window(0.25, 1.5), new AutoWindow(.5, .7, .23, new Window(.27, 1.39)).rounded().window());
		assertEquals(.23, new AutoWindow(.5, .7, .23, new Window(.27, 1.39)).rounded().sigma());
	}

	@Test
	void aWindowThatIsGivenIsTaken() {
		final AutoWindow w = AutoWindow.of(reader(4, 1, 2, 3, 4), List.of(Prompt.box(1, 1, 0, new Box(0, 0, 4, 1))), new Window(
			-5, 5));
		assertEquals(new Window(-5, 5), w.window());
		assertEquals(2.5, w.lowest());
	}

	@Test
	void notANumberCountsAsTheLowest() {
		final SliceReader image = reader(4, Float.NaN, 7, Float.POSITIVE_INFINITY, -3);
		assertEquals(2, image.nonFinite());
		final float[] read = image.read(0);
		assertEquals(-3, read[0]);
		assertEquals(-3, read[2]);
		assertEquals(7, read[1]);
	}
}
