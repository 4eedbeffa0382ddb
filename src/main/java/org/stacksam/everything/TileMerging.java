package org.stacksam.everything;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;

/**
 * Joins what the borders of tiles cut. Two masks of neighbouring tiles, at least one of them cut, are one object if they
 * are each other's best match where the tiles overlap, with an IoU of at least one half there. If one of an object's masks
 * is whole, that is the object; if all are cut, their union is; a cut mask without a match is dropped, as SAM drops masks
 * at the edge of a crop.
 */
final class TileMerging {

	private static final double LEAST_IOU = 0.5;

	private final List<Candidate> all = new ArrayList<>();
	private final List<Integer> firstOfTile = new ArrayList<>();
	private final List<Crop> tiles;
	private final int[] parent;

	private TileMerging(final Map<Crop, List<Candidate>> byTile) {
		tiles = List.copyOf(byTile.keySet());
		for (final Crop tile : tiles) {
			firstOfTile.add(all.size());
			all.addAll(byTile.get(tile));
		}
		firstOfTile.add(all.size());
		parent = new int[all.size()];
		for (int i = 0; i < parent.length; i++)
			parent[i] = i;
	}

	/**
	 * Merges the masks of all tiles.
	 *
	 * @param byTile in an order that depends on nothing but the tiles
	 */
	static List<Candidate> merge(final Map<Crop, List<Candidate>> byTile, final Tally tally) {
		final TileMerging merging = new TileMerging(byTile);
		for (int a = 0; a < merging.tiles.size(); a++)
			for (int b = a + 1; b < merging.tiles.size(); b++)
				merging.match(a, b);
		return merging.objects(tally);
	}

	private void match(final int tileA, final int tileB) {
		final Box a = tiles.get(tileA).box(), b = tiles.get(tileB).box();
		if (!(a.intersection(b) > 0)) return;
		final Box shared = new Box(Math.max(a.x0(), b.x0()), Math.max(a.y0(), b.y0()), Math.min(a.x1(), b.x1()), Math.min(a
			.y1(), b.y1()));
		final int fromA = firstOfTile.get(tileA), toA = firstOfTile.get(tileA + 1);
		final int fromB = firstOfTile.get(tileB), toB = firstOfTile.get(tileB + 1);
		final double[][] iou = new double[toA - fromA][toB - fromB];
		for (int i = fromA; i < toA; i++)
			for (int j = fromB; j < toB; j++)
				if (all.get(i).cut() || all.get(j).cut()) iou[i - fromA][j - fromB] = iou(all.get(i), all.get(j), shared);
		for (int i = 0; i < iou.length; i++)
			for (int j = 0; j < iou[i].length; j++)
				if (iou[i][j] >= LEAST_IOU && isBest(iou, i, j)) parent[root(fromB + j)] = root(fromA + i);
	}

	private static boolean isBest(final double[][] iou, final int i, final int j) {
		for (final double other : iou[i])
			if (other > iou[i][j]) return false;
		for (final double[] row : iou)
			if (row[j] > iou[i][j]) return false;
		return true;
	}

	/** IoU of two masks within a rectangle; 0 if neither has a pixel there. */
	private static double iou(final Candidate a, final Candidate b, final Box shared) {
		if (!(a.box().intersection(b.box()) > 0)) return 0;
		final int inA = count(a.mask(), shared, null), inB = count(b.mask(), shared, null), both = count(a.mask(), shared, b
			.mask());
		return both == 0 ? 0 : both / (double) (inA + inB - both);
	}

	/** Pixels of a mask within a rectangle, and in another mask if there is one. */
	private static int count(final MaskPrompt mask, final Box shared, final MaskPrompt other) {
		final BitSet pixels = mask.pixels();
		int count = 0;
		for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i + 1)) {
			final int x = mask.x() + i % mask.width(), y = mask.y() + i / mask.width();
			if (x >= shared.x0() && x < shared.x1() && y >= shared.y0() && y < shared.y1() && (other == null || other.contains(
				x, y))) count++;
		}
		return count;
	}

	private int root(final int i) {
		return parent[i] == i ? i : (parent[i] = root(parent[i]));
	}

	private List<Candidate> objects(final Tally tally) {
		final Map<Integer, List<Candidate>> groups = new TreeMap<>();
		for (int i = 0; i < all.size(); i++)
			groups.computeIfAbsent(root(i), r -> new ArrayList<>()).add(all.get(i));
		final List<Candidate> objects = new ArrayList<>();
		for (final List<Candidate> group : groups.values()) {
			final List<Candidate> whole = group.stream().filter(c -> !c.cut()).toList();
			objects.addAll(whole);
			if (!whole.isEmpty()) tally.drop(Filter.JOINED, group.size() - whole.size());
			else if (group.size() == 1) tally.drop(Filter.TILE_EDGE);
			else {
				objects.add(union(group));
				tally.drop(Filter.JOINED, group.size() - 1);
			}
		}
		return objects;
	}

	/** One mask of all; scores are means weighted by area. */
	private static Candidate union(final List<Candidate> parts) {
		final int x0 = (int) parts.stream().mapToDouble(c -> c.box().x0()).min().orElseThrow();
		final int y0 = (int) parts.stream().mapToDouble(c -> c.box().y0()).min().orElseThrow();
		final int x1 = (int) parts.stream().mapToDouble(c -> c.box().x1()).max().orElseThrow();
		final int y1 = (int) parts.stream().mapToDouble(c -> c.box().y1()).max().orElseThrow();
		final BitSet pixels = new BitSet();
		double area = 0, predictedIou = 0, stability = 0;
		for (final Candidate part : parts) {
			final MaskPrompt m = part.mask();
			m.pixels().stream().forEach(i -> pixels.set((m.y() + i / m.width() - y0) * (x1 - x0) + m.x() + i % m.width() - x0));
			area += part.area();
			predictedIou += part.area() * part.predictedIou();
			stability += part.area() * part.stability();
		}
		return new Candidate(new MaskPrompt(x0, y0, x1 - x0, y1 - y0, pixels), new Box(x0, y0, x1, y1), predictedIou / area,
			stability / area, parts.get(0).crop(), false);
	}
}
