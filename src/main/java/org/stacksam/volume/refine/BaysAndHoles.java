package org.stacksam.volume.refine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the outlier term may act in classes of mixed intensities: pieces that it takes away and that lie in the object
 * (holes) or open to the outside by a small part of their surface (bays such as the renal hilum), not rims, where mixed
 * intensities are those of the edge itself.
 */
final class BaysAndHoles {

	/** By class number (0-based) and slice: rectangles of one row {y, x0, x1}. */
	private final List<Map<Integer, List<int[]>>> rows = new ArrayList<>();

	/**
	 * Finds them.
	 *
	 * @param plain class numbers (1-based) without the outlier term
	 * @param sharp the same with it
	 * @param share of a piece's shell (26 neighbours) that may lie outside the class without the term
	 */
	BaysAndHoles(final LabelRuns plain, final LabelRuns sharp, final int classes, final int width, final int height,
		final double share)
	{
		for (int k = 0; k < classes; k++) rows.add(new HashMap<>());
		final LabelRuns removed = plain.minus(sharp);
		final LabelRuns.Pieces pieces = removed.pieces();
		final List<List<int[]>> grown = new ArrayList<>();
		for (int i = 0; i < pieces.count(); i++) grown.add(new ArrayList<>());
		removed.forEach(pieces, (z, y, x0, x1, piece) -> {
			for (int dz = Math.max(0, z - 1); dz <= Math.min(plain.depth() - 1, z + 1); dz++)
				for (int dy = Math.max(0, y - 1); dy <= Math.min(height - 1, y + 1); dy++)
					grown.get(piece).add(new int[] { dz, dy, Math.max(0, x0 - 1), Math.min(width, x1 + 1) });
		});
		for (int i = 0; i < pieces.count(); i++) {
			final int label = pieces.label()[i];
			final List<int[]> merged = merge(grown.get(i));
			if (openShare(merged, label, plain, removed) > share) continue;
			for (final int[] row : merged) rows.get(label - 1).computeIfAbsent(row[0], z -> new ArrayList<>()).add(new int[] {
				row[1], row[2], row[3] });
		}
	}

	/** Share of the shell that lies outside the class. */
	private static double openShare(final List<int[]> grown, final int label, final LabelRuns plain,
		final LabelRuns removed)
	{
		long shell = 0, open = 0;
		for (final int[] row : grown) {
			for (int x = row[2]; x < row[3]; x++) {
				// What is removed from the same class beside a piece belongs to the piece itself.
				if (removed.get(x, row[1], row[0]) == label) continue;
				shell++;
				if (plain.get(x, row[1], row[0]) != label) open++;
			}
		}
		return shell == 0 ? 1 : (double) open / shell;
	}

	/** Sorts rows {z, y, x0, x1} and joins those that overlap. */
	private static List<int[]> merge(final List<int[]> intervals) {
		intervals.sort(Arrays::compare);
		final List<int[]> out = new ArrayList<>();
		int[] last = null;
		for (final int[] next : intervals) {
			if (last != null && last[0] == next[0] && last[1] == next[1] && next[2] <= last[3]) last[3] = Math.max(last[3],
				next[3]);
			else out.add(last = next.clone());
		}
		return out;
	}

	/** Whether there is any, for any class. */
	boolean isEmpty() {
		return rows.stream().allMatch(Map::isEmpty);
	}

	/** Pixels of the plane where the term may act, with one voxel round the pieces; null if nowhere on that slice. */
	boolean[] mask(final int k, final int z, final ClassPlane plane) {
		final List<int[]> here = rows.get(k).get(z);
		if (here == null) return null;
		final boolean[] out = new boolean[plane.logits().length];
		for (final int[] row : here) {
			final int y = row[0] - plane.y0();
			if (y < 0 || y >= plane.height()) continue;
			final int from = Math.max(0, row[1] - plane.x0()), to = Math.min(plane.width(), row[2] - plane.x0());
			if (from < to) Arrays.fill(out, y * plane.width() + from, y * plane.width() + to, true);
		}
		return out;
	}
}
