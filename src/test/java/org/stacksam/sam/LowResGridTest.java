package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LowResGridTest {

	private static final int SIDE = 256;

	/** A grid whose value is column + 1000 · row, which bilinear interpolation keeps. */
	private static SliceMasks ramp(final Placement place) {
		final float[] grid = new float[SIDE * SIDE];
		for (int i = 0; i < grid.length; i++)
			grid[i] = i % SIDE + 1000 * (i / SIDE);
		return new SliceMasks(new EncodedSlice(new float[0], place), new float[][] { grid }, SIDE, new float[] { 1 });
	}

	@Test
	void samplesAtPixelCentres() {
		final SliceMasks masks = ramp(Placement.whole(64, 32, 1024));
		// 64 pixels over 256 cells: the centre of pixel i lies at 4 i + 2 edges, cell index 4 i + 1.5.
		assertArrayEquals(new float[] { 4 * 10 + 1.5f + 1000 * (4 * 20 + 1.5f), 4 * 11 + 1.5f + 1000 * (4 * 20 + 1.5f) },
			masks.sample(0, 10, 20, 2, 1), 0.01f);
		assertEquals(64 * 32, masks.sample(0).length);
	}

	@Test
	void clampsAtTheBorderOfTheGrid() {
		// 512 pixels: the centre of pixel 0 lies at cell index −0.25, of pixel 511 at 255.25.
		final float[] row = ramp(Placement.whole(512, 512, 1024)).sample(0, 0, 0, 512, 1);
		assertEquals(0, row[0]);
		assertEquals(0.25f, row[1]);
		assertEquals(255, row[511]);
	}

	@Test
	void cellOfAMosaicIsReadFromItsPlace() {
		final Placement cell = Placement.cell(64, 64, 1024, 2, 3);
		// Cell 3 starts at input pixel 512, grid cell 128; a pixel is 8 input pixels, 2 grid cells.
		assertEquals(128 + 2 * 5 + 0.5f + 1000 * (128 + 2 * 7 + 0.5f), ramp(cell).sample(0, 5, 7, 1, 1)[0], 0.01f);
	}

	/** Numbers of numpy, by matrices of linear weights at ((i + .5) · 90 / 256 − .5), on the same cone. */
	@Test
	void maskInputFillsTheSliceAndPadsTheRest() {
		final float[] level = new float[90 * 70];
		for (int y = 0; y < 70; y++)
			for (int x = 0; x < 90; x++)
				level[y * 90 + x] = (float) Math.max(-8, Math.min(8, 20 - Math.hypot(x + 0.5 - 36, y + 0.5 - 31.5)));
		final float[] input = new EncodedSlice(new float[0], Placement.whole(90, 70, 1024)).maskInput(level);
		assertEquals(SIDE * SIDE, input.length);
		assertEquals(-382126.956, Painted.sum(input), 0.1);
		assertEquals(-2.696582, input[40 * SIDE + 60], 1e-5f);
		assertEquals(-8, input[0]);
		assertEquals(8, input[90 * SIDE + 100]);
		assertEquals(-8, input[198 * SIDE + 255]);
		assertEquals(-10, input[199 * SIDE + 255]);
	}

	@Test
	void maskInputOfAWrongSizeIsRefused() {
		final EncodedSlice slice = new EncodedSlice(new float[0], Placement.whole(9, 7, 1024));
		assertThrows(IllegalArgumentException.class, () -> slice.maskInput(new float[62]));
	}

	@Test
	void bestIsTheHighestOfTheMultimaskOutputs() {
		final EncodedSlice slice = new EncodedSlice(new float[0], Placement.whole(1, 1, 1024));
		assertEquals(2, new SliceMasks(slice, new float[4][1], 1, new float[] { 0.99f, 0.5f, 0.7f, 0.6f }).best());
		assertEquals(0, new SliceMasks(slice, new float[1][1], 1, new float[] { 0.5f }).best());
	}
}
