package org.stacksam.evaluation;

/**
 * Smallest box of voxels around the prediction and the reference of one label, both ends included; grows while slices
 * are counted.
 */
final class LabelBounds {

	final int[] min = { Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE };
	final int[] max = { -1, -1, -1 };

	void add(final int x, final int y, final int z) {
		extend(0, x, x);
		extend(1, y, y);
		extend(2, z, z);
	}

	void add(final LabelBounds other) {
		for (int axis = 0; axis < 3; axis++)
			extend(axis, other.min[axis], other.max[axis]);
	}

	boolean isEmpty() {
		return max[0] < 0;
	}

	/** Voxels along an axis: 0 = x, 1 = y, 2 = z. */
	int size(final int axis) {
		return max[axis] - min[axis] + 1;
	}

	private void extend(final int axis, final int from, final int to) {
		if (from < min[axis]) min[axis] = from;
		if (to > max[axis]) max[axis] = to;
	}
}
