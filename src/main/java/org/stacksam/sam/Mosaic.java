package org.stacksam.sam;

import java.util.List;
import java.util.stream.IntStream;

/** Slices packed into one input of the model. */
final class Mosaic {

	private Mosaic() {}

	/** Where the slices of one size lie: cells row after row. */
	static List<Placement> cells(final Plane first, final int count, final int grid, final int inputSize) {
		return IntStream.range(0, count).mapToObj(i -> Placement.cell(first.width(), first.height(), inputSize, grid, i))
			.toList();
	}
}
