package org.stacksam.volume.refine;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A label volume as runs of equal labels along x: small in memory, and what connected components are found on. Numbers
 * of runs count through all slices, rows and columns.
 */
final class LabelRuns {

	/** Runs of one slice. */
	private static final class Slice {

		final int[] rowStart;
		int[] from = new int[64], to = new int[64], label = new int[64];
		int count;

		Slice(final int height) {
			rowStart = new int[height + 1];
		}

		void add(final int x0, final int x1, final int value) {
			if (count == from.length) {
				from = Arrays.copyOf(from, 2 * count);
				to = Arrays.copyOf(to, 2 * count);
				label = Arrays.copyOf(label, 2 * count);
			}
			from[count] = x0;
			to[count] = x1;
			label[count++] = value;
		}
	}

	private final int width, height;
	private final Slice[] slices;

	/** Without any label. */
	LabelRuns(final int width, final int height, final int depth) {
		this.width = width;
		this.height = height;
		slices = new Slice[depth];
		Arrays.setAll(slices, z -> new Slice(height));
	}

	int depth() {
		return slices.length;
	}

	/**
	 * Sets a slice; different slices may be set by different threads.
	 *
	 * @param labels width·height values, 0 = background
	 */
	void set(final int z, final short[] labels) {
		final Slice slice = new Slice(height);
		for (int y = 0; y < height; y++) {
			slice.rowStart[y] = slice.count;
			for (int x = 0; x < width;) {
				final short value = labels[y * width + x];
				final int start = x;
				while (x < width && labels[y * width + x] == value) x++;
				if (value != 0) slice.add(start, x, value & 0xffff);
			}
		}
		slice.rowStart[height] = slice.count;
		slices[z] = slice;
	}

	/** Writes a slice's labels into a plane; pixels without a label are left alone. */
	void paint(final int z, final short[] plane) {
		forEach(z, (y, x0, x1, label) -> Arrays.fill(plane, y * width + x0, y * width + x1, (short) label));
	}

	/** Takes a run: row, first column, one past the last, label. */
	interface RunConsumer {

		void accept(int y, int x0, int x1, int label);
	}

	void forEach(final int z, final RunConsumer consumer) {
		final Slice s = slices[z];
		for (int y = 0; y < height; y++)
			for (int i = s.rowStart[y]; i < s.rowStart[y + 1]; i++) consumer.accept(y, s.from[i], s.to[i], s.label[i]);
	}

	/** Label of a voxel, 0 = background. */
	int get(final int x, final int y, final int z) {
		final Slice s = slices[z];
		int low = s.rowStart[y], high = s.rowStart[y + 1] - 1;
		while (low <= high) {
			final int middle = (low + high) >>> 1;
			if (x < s.from[middle]) high = middle - 1;
			else if (x >= s.to[middle]) low = middle + 1;
			else return s.label[middle];
		}
		return 0;
	}

	/** Where these labels are c and the other volume's are not, labelled c. */
	LabelRuns minus(final LabelRuns other) {
		final LabelRuns out = new LabelRuns(width, height, depth());
		for (int z = 0; z < depth(); z++) {
			final Slice s = slices[z], result = out.slices[z];
			for (int y = 0; y < height; y++) {
				result.rowStart[y] = result.count;
				for (int i = s.rowStart[y]; i < s.rowStart[y + 1]; i++) other.gaps(z, y, s.from[i], s.to[i], s.label[i], result);
			}
			result.rowStart[height] = result.count;
		}
		return out;
	}

	/** Adds the parts of an interval that do not carry a label here. */
	private void gaps(final int z, final int y, final int from, final int to, final int label, final Slice result) {
		final Slice s = slices[z];
		int at = from;
		for (int i = s.rowStart[y]; i < s.rowStart[y + 1] && at < to; i++) {
			if (s.label[i] != label || s.to[i] <= at) continue;
			if (s.from[i] >= to) break;
			if (s.from[i] > at) result.add(at, s.from[i], label);
			at = Math.max(at, s.to[i]);
		}
		if (at < to) result.add(at, to, label);
	}

	/**
	 * Connected pieces of equal labels, 26 neighbours.
	 *
	 * @param pieceOf number of the piece of each run, 0-based, in order of their first runs
	 * @param size voxels of each piece
	 * @param label of each piece
	 */
	record Pieces(int[] pieceOf, long[] size, int[] label) {

		int count() {
			return size.length;
		}
	}

	/** Finds the connected pieces. */
	Pieces pieces() {
		final int[] base = new int[slices.length + 1];
		for (int z = 0; z < slices.length; z++) base[z + 1] = base[z] + slices[z].count;
		final int[] parent = new int[base[slices.length]];
		Arrays.setAll(parent, i -> i);
		for (int z = 0; z < slices.length; z++) {
			for (int y = 0; y < height; y++) {
				if (y > 0) join(parent, base, z, y, z, y - 1);
				if (z > 0) for (int other = Math.max(0, y - 1); other <= Math.min(height - 1, y + 1); other++)
					join(parent, base, z, y, z - 1, other);
			}
		}
		return numbered(parent, base);
	}

	private void join(final int[] parent, final int[] base, final int z, final int y, final int otherZ,
		final int otherY)
	{
		final Slice a = slices[z], b = slices[otherZ];
		int j = b.rowStart[otherY];
		final int end = b.rowStart[otherY + 1];
		for (int i = a.rowStart[y]; i < a.rowStart[y + 1]; i++) {
			while (j < end && b.to[j] < a.from[i]) j++;
			for (int n = j; n < end && b.from[n] <= a.to[i]; n++)
				if (a.label[i] == b.label[n]) union(parent, base[z] + i, base[otherZ] + n);
		}
	}

	private static void union(final int[] parent, final int a, final int b) {
		final int p = root(parent, a), q = root(parent, b);
		if (p < q) parent[q] = p;
		else parent[p] = q;
	}

	private static int root(final int[] parent, final int run) {
		int r = run;
		while (parent[r] != r) {
			parent[r] = parent[parent[r]];
			r = parent[r];
		}
		return r;
	}

	private Pieces numbered(final int[] parent, final int[] base) {
		final int[] pieceOf = new int[parent.length];
		int count = 0;
		for (int i = 0; i < parent.length; i++) {
			final int r = root(parent, i);
			pieceOf[i] = r == i ? count++ : pieceOf[r];
		}
		final long[] size = new long[count];
		final int[] label = new int[count];
		for (int z = 0; z < slices.length; z++) {
			for (int i = 0; i < slices[z].count; i++) {
				final int piece = pieceOf[base[z] + i];
				size[piece] += slices[z].to[i] - slices[z].from[i];
				label[piece] = slices[z].label[i];
			}
		}
		return new Pieces(pieceOf, size, label);
	}

	/** Takes a run and its piece: slice, row, first column, one past the last, number of the piece. */
	interface PieceConsumer {

		void accept(int z, int y, int x0, int x1, int piece);
	}

	void forEach(final Pieces pieces, final PieceConsumer consumer) {
		int run = 0;
		for (int z = 0; z < slices.length; z++) {
			final Slice s = slices[z];
			for (int y = 0; y < height; y++)
				for (int i = s.rowStart[y]; i < s.rowStart[y + 1]; i++, run++) consumer.accept(z, y, s.from[i], s.to[i],
					pieces.pieceOf[run]);
		}
	}

	/** The same without some pieces. */
	LabelRuns keep(final Pieces pieces, final IntPredicate kept) {
		final LabelRuns out = new LabelRuns(width, height, depth());
		int run = 0;
		for (int z = 0; z < slices.length; z++) {
			final Slice s = slices[z], result = out.slices[z];
			for (int y = 0; y < height; y++) {
				result.rowStart[y] = result.count;
				for (int i = s.rowStart[y]; i < s.rowStart[y + 1]; i++, run++)
					if (kept.test(pieces.pieceOf[run])) result.add(s.from[i], s.to[i], s.label[i]);
			}
			result.rowStart[height] = result.count;
		}
		return out;
	}
}
