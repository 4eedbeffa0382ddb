package org.stacksam.image;

import java.util.Arrays;

/** Connected components of a mask, by two passes and union-find (Rosenfeld and Pfaltz 1966); linear in voxels. */
public final class ConnectedComponents {

	private ConnectedComponents() {}

	/**
	 * Components and their sizes.
	 *
	 * @param labels width·height·depth numbers, x fastest: 0 = background, 1..count in order of first voxel
	 * @param sizes voxels of component i at index i (index 0: background)
	 */
	public record Components(int[] labels, int[] sizes) {

		/** How many components there are; 0 for an empty mask. */
		public int count() {
			return sizes.length - 1;
		}

		/** Number of the largest component, the first of equals; 0 if there is none. */
		public int largest() {
			int best = 0;
			for (int i = 1; i < sizes.length; i++)
				if (best == 0 || sizes[i] > sizes[best]) best = i;
			return best;
		}
	}

	/**
	 * Labels a mask.
	 *
	 * @param mask width·height·depth flags, x fastest; depth 1 for a plane
	 * @param full true: neighbours by corners too (8 in a plane, 26 in 3D); false: 4 or 6
	 */
	public static Components label(final boolean[] mask, final int width, final int height, final int depth,
		final boolean full)
	{
		if (mask.length != (long) width * height * depth) throw new IllegalArgumentException(mask.length + " flags for " +
			width + " × " + height + " × " + depth);
		final int[][] before = neighboursBefore(full);
		final int[] labels = new int[mask.length];
		final Forest forest = new Forest();
		int i = 0;
		for (int z = 0; z < depth; z++) {
			for (int y = 0; y < height; y++) {
				for (int x = 0; x < width; x++, i++) {
					if (!mask[i]) continue;
					int label = 0;
					for (final int[] step : before) {
						final int nx = x + step[0], ny = y + step[1], nz = z + step[2];
						if (nx < 0 || nx >= width || ny < 0 || ny >= height || nz < 0) continue;
						final int other = labels[i + step[0] + width * (step[1] + height * step[2])];
						if (other != 0) label = label == 0 ? forest.find(other) : forest.join(label, other);
					}
					labels[i] = label == 0 ? forest.add() : label;
				}
			}
		}
		return numbered(labels, forest);
	}

	/** Replaces provisional numbers by final ones; a root is the smallest of its tree, so the order of first voxels stays. */
	private static Components numbered(final int[] labels, final Forest forest) {
		final int[] number = new int[forest.count + 1];
		int count = 0;
		for (int p = 1; p <= forest.count; p++) number[p] = forest.find(p) == p ? ++count : number[forest.find(p)];
		final int[] sizes = new int[count + 1];
		for (int i = 0; i < labels.length; i++) sizes[labels[i] = number[labels[i]]]++;
		return new Components(labels, sizes);
	}

	/** Steps (x, y, z) to the neighbours that come before a voxel in memory. */
	private static int[][] neighboursBefore(final boolean full) {
		if (!full) return new int[][] { { -1, 0, 0 }, { 0, -1, 0 }, { 0, 0, -1 } };
		final int[][] steps = new int[13][];
		for (int i = 0; i < 13; i++) steps[i] = new int[] { i % 3 - 1, i / 3 % 3 - 1, i / 9 - 1 };
		return steps;
	}

	/** Union-find over provisional numbers 1..count. */
	private static final class Forest {

		private int[] parent = new int[1024];
		private int count;

		int add() {
			if (++count == parent.length) parent = Arrays.copyOf(parent, 2 * count);
			return parent[count] = count;
		}

		int find(int i) {
			while (parent[i] != i) i = parent[i] = parent[parent[i]];
			return i;
		}

		int join(final int a, final int b) {
			final int x = find(a), y = find(b), low = Math.min(x, y);
			parent[Math.max(x, y)] = low;
			return low;
		}
	}
}
