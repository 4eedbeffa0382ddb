package org.stacksam.crowd;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.stacksam.Progress;

/**
 * The voxels in which annotators differ, numbered from 0 in the order x, y, z, beside what they agree on, and the box of
 * each label.
 */
final class DisputedVoxels {

	private final PlanarImg<UnsignedShortType, ShortArray> agreed;
	private final BitSet[] disputed;
	private final BitSet background = new BitSet();
	private final int[] offset;
	private final Map<Integer, int[]> bounds = new TreeMap<>();
	private final int width;
	private int count;

	DisputedVoxels(final List<? extends RandomAccessibleInterval<? extends IntegerType<?>>> annotations,
		final Progress progress)
	{
		final int[] size = LabelPlanes.size(annotations.get(0));
		width = size[0];
		agreed = PlanarImgs.unsignedShorts(size[0], size[1], size[2]);
		disputed = new BitSet[size[2]];
		offset = new int[size[2] + 1];
		VoteSlices.forEach(annotations, progress, "Looking for disputed voxels", this::visit);
	}

	private void visit(final int z, final int[][] votes) {
		final short[] plane = plane(z);
		disputed[z] = new BitSet();
		for (int i = 0; i < plane.length; i++) {
			plane[i] = (short) votes[0][i];
			boolean empty = false;
			for (final int[] vote : votes) {
				if (vote[i] != votes[0][i]) disputed[z].set(i);
				if (vote[i] != 0) include(vote[i], i % width, i / width, z);
				else empty = true;
			}
			if (!disputed[z].get(i)) continue;
			background.set(count, empty);
			count = Math.incrementExact(count);
		}
		offset[z + 1] = count;
	}

	private void include(final int label, final int x, final int y, final int z) {
		final int[] b = bounds.computeIfAbsent(label, l -> new int[] { x, y, z, x, y, z });
		b[0] = Math.min(b[0], x);
		b[1] = Math.min(b[1], y);
		b[2] = Math.min(b[2], z);
		b[3] = Math.max(b[3], x);
		b[4] = Math.max(b[4], y);
		b[5] = Math.max(b[5], z);
	}

	/** How many there are. */
	int count() {
		return count;
	}

	/** Whether at least one annotator left this one empty. */
	boolean isBackground(final int number) {
		return background.get(number);
	}

	/** Those of a slice, by y·width + x. */
	BitSet ofSlice(final int z) {
		return disputed[z];
	}

	/** Number of the first of a slice. */
	int first(final int z) {
		return offset[z];
	}

	/** Takes the number of a disputed voxel, its slice, and y·width + x. */
	@FunctionalInterface
	interface Visitor {

		void visit(int number, int z, int pixel);
	}

	void forEach(final Visitor visitor) {
		for (int z = 0; z < disputed.length; z++) {
			int n = offset[z];
			for (int i = disputed[z].nextSetBit(0); i >= 0; i = disputed[z].nextSetBit(i + 1))
				visitor.visit(n++, z, i);
		}
	}

	/** Labels of a slice; those of disputed voxels are the first annotator's until someone decides. */
	short[] plane(final int z) {
		return agreed.getPlane(z).getCurrentStorageArray();
	}

	RandomAccessibleInterval<UnsignedShortType> image() {
		return agreed;
	}

	/** Box of a label in all annotations, x0, y0, z0, x1, y1, z1, inclusive; by label, ascending; without background. */
	Map<Integer, int[]> bounds() {
		return bounds;
	}
}
