package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.stacksam.prompt.Box;

class PlacementTest {

	private static final EncoderSpec SPEC = ModelManifests.bundled().get(0).encoder();

	@Test
	void longestSideFillsTheInput() {
		assertEquals(new Box(64, 128, 192, 256), Placement.whole(8, 16, 1024).toInput(new Box(1, 2, 3, 4)));
		assertEquals(512, Placement.whole(8, 16, 1024).resizedWidth());
	}

	@Test
	void cellsOfAMosaicFollowRowAfterRow() {
		final Plane slice = new Plane(new float[100 * 50], 100, 50);
		final List<Placement> cells = Mosaic.cells(List.of(slice, slice, slice, slice, slice), 3, SPEC);
		assertEquals(341, cells.get(1).offsetX());
		assertEquals(0, cells.get(1).offsetY());
		assertEquals(341, cells.get(4).offsetX());
		assertEquals(341, cells.get(4).offsetY());
		assertEquals(3.41, cells.get(4).scaleX(), 1e-12);
	}

	@Test
	void mosaicsThatCannotBeAreRefused() {
		final Plane a = new Plane(new float[4], 2, 2), b = new Plane(new float[2], 2, 1);
		assertThrows(IllegalArgumentException.class, () -> Mosaic.cells(List.of(), 2, SPEC));
		assertThrows(IllegalArgumentException.class, () -> Mosaic.cells(List.of(a, a), 1, SPEC));
		assertThrows(IllegalArgumentException.class, () -> Mosaic.cells(List.of(a, b), 2, SPEC));
		assertThrows(IllegalArgumentException.class, () -> Placement.cell(2, 2, 1024, 2, 4));
	}
}
