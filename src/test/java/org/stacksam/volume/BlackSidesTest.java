package org.stacksam.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import net.imglib2.img.array.ArrayImgs;

import org.stacksam.image.Filters;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;

class BlackSidesTest {

	private static final int SIZE = 48, DEPTH = 4;
	private static final double A = 100, SIGMA = 13;

	/** A block of 100 HU in fat of −95. */
	private static SliceReader block(final double blur) {
		final float[] values = new float[SIZE * SIZE * DEPTH];
		for (int i = 0; i < values.length; i++) {
			final int x = i % SIZE, y = i / SIZE % SIZE;
			values[i] = x >= 12 && x < 36 && y >= 12 && y < 36 ? 100 : -95;
		}
		final float[] blurred = blur == 0 ? values : Filters.gauss(values, SIZE, SIZE, DEPTH, new double[] { blur, blur, 0 });
		return SliceReader.of(ArrayImgs.floats(blurred, SIZE, SIZE, DEPTH), Geometry.of(SIZE, SIZE, DEPTH, new double[] { 1,
			1, 3 }, new double[3]));
	}

	private static List<Prompt> boxes(final double wider) {
		return IntStream.range(0, DEPTH).mapToObj(z -> Prompt.box(1, 1, z, new Box(12, 12, 36, 36).grow(wider))).toList();
	}

	@Test
	void rimsThatGoBlackLowerTheEdge() {
		assertEquals(A - SIGMA, BlackSides.visibleEdge(block(0), boxes(0), A, SIGMA), "sharp");
		// The outermost row of the block is half a pixel inside: with a blur of 1.2 pixels it has 34 HU.
		final double edge = BlackSides.visibleEdge(block(1.2), boxes(0), A, SIGMA);
		assertTrue(edge <= 34 && edge > 34 - SIGMA, "edge " + edge);
	}

	@Test
	void wideBoxesAndOtherPromptsSayNothing() {
		assertEquals(A - SIGMA, BlackSides.visibleEdge(block(0), boxes(3), A, SIGMA), "black whatever the edge");
		assertEquals(A - SIGMA, BlackSides.visibleEdge(block(1.2), List.of(Prompt.points(1, 1, 0, List.of(new PointPrompt(24,
			24, true)))), A, SIGMA));
		assertEquals(A - SIGMA, BlackSides.visibleEdge(block(1.2), List.of(Prompt.box(1, 1, 0, new Box(24, 24, 26, 26))), A,
			SIGMA), "too narrow");
	}
}
