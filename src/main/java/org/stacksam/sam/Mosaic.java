package org.stacksam.sam;

import java.util.List;
import java.util.stream.IntStream;

/** Slices of one size packed into one input of the model. */
final class Mosaic {

	private Mosaic() {}

	/**
	 * Where the slices lie: cells row after row.
	 *
	 * @throws IllegalArgumentException if there are none or more than grid², or their sizes differ
	 */
	static List<Placement> cells(final List<Plane> slices, final int grid, final EncoderSpec spec) {
		if (slices.isEmpty() || slices.size() > grid * grid) throw new IllegalArgumentException(slices.size() +
			" slices for a mosaic of " + grid + " × " + grid);
		requireSameSize(slices);
		final Plane first = slices.get(0);
		return IntStream.range(0, slices.size()).mapToObj(i -> spec.cell(first.width(), first.height(), grid, i)).toList();
	}

	static void requireSameSize(final List<Plane> planes) {
		final Plane first = planes.get(0);
		for (final Plane p : planes)
			if (p.width() != first.width() || p.height() != first.height()) throw new IllegalArgumentException(
				"Planes of different sizes: " + first.width() + " × " + first.height() + " and " + p.width() + " × " + p
					.height());
	}
}
