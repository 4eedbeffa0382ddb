package org.stacksam.crowd;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;

import org.stacksam.InputException;
import org.stacksam.Progress;

/** Walks through several label images together, slice by slice. */
final class VoteSlices {

	private VoteSlices() {}

	/** Takes the labels of one slice of all annotators: votes[annotator][voxel], x fastest; overwritten by the next. */
	@FunctionalInterface
	interface Visitor {

		void visit(int z, int[][] votes);
	}

	static void forEach(final List<? extends RandomAccessibleInterval<? extends IntegerType<?>>> annotations,
		final Progress progress, final String message, final Visitor visitor)
	{
		final int[] size = LabelPlanes.size(annotations.get(0));
		for (final RandomAccessibleInterval<?> other : annotations)
			for (int d = 0; d < 3; d++)
				if (other.dimension(d) != size[d]) throw new InputException("The annotations have different sizes: " + shown(
					annotations.get(0)) + " and " + shown(other) + ".");
		final int[][] votes = new int[annotations.size()][size[0] * size[1]];
		for (int z = 0; z < size[2]; z++) {
			progress.check();
			progress.report(z, size[2], message);
			for (int k = 0; k < votes.length; k++)
				LabelPlanes.read(annotations.get(k), z, votes[k]);
			visitor.visit(z, votes);
		}
	}

	private static String shown(final RandomAccessibleInterval<?> image) {
		return image.dimension(0) + " × " + image.dimension(1) + " × " + image.dimension(2);
	}
}
