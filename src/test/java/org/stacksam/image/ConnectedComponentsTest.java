package org.stacksam.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.stacksam.image.ConnectedComponents.Components;

class ConnectedComponentsTest {

	private static boolean[] mask(final String rows) {
		final boolean[] out = new boolean[rows.length()];
		for (int i = 0; i < out.length; i++) out[i] = rows.charAt(i) == '#';
		return out;
	}

	/** By flooding: the definition. */
	private static int[] flooded(final boolean[] mask, final int w, final int h, final boolean full) {
		final int[] labels = new int[mask.length];
		int count = 0;
		for (int start = 0; start < mask.length; start++) {
			if (!mask[start] || labels[start] != 0) continue;
			final Deque<Integer> open = new ArrayDeque<>(List.of(start));
			labels[start] = ++count;
			while (!open.isEmpty()) {
				final int i = open.pop();
				for (int j = 0; j < mask.length; j++) {
					final int dx = Math.abs(i % w - j % w), dy = Math.abs(i / w % h - j / w % h), dz = Math.abs(i / (w * h) - j / (w *
						h));
					final boolean near = full ? Math.max(dx, Math.max(dy, dz)) == 1 : dx + dy + dz == 1;
					if (near && mask[j] && labels[j] == 0) {
						labels[j] = count;
						open.push(j);
					}
				}
			}
		}
		return labels;
	}

	@Test
	void cornersJoinOnlyWhereAsked() {
		final boolean[] mask = mask("##.." + "..#." + "#..#");
		assertArrayEquals(new int[] { 1, 1, 0, 0, 0, 0, 1, 0, 2, 0, 0, 1 }, ConnectedComponents.label(mask, 4, 3, 1, true)
			.labels());
		final Components four = ConnectedComponents.label(mask, 4, 3, 1, false);
		assertArrayEquals(new int[] { 7, 2, 1, 1, 1 }, four.sizes());
		assertEquals(1, four.largest());
	}

	@Test
	void lateJoinsKeepTheOrderOfFirstVoxels() {
		final Components c = ConnectedComponents.label(mask("#.#.#" + "#.#.." + "###.#"), 5, 3, 1, false);
		assertArrayEquals(new int[] { 1, 0, 1, 0, 2, 1, 0, 1, 0, 0, 1, 1, 1, 0, 3 }, c.labels());
		assertEquals(3, c.count());
	}

	@Test
	void agreesWithFlooding() {
		for (final float threshold : new float[] { 40, 60, 80 }) {
			final boolean[] mask = Pseudo.above(Pseudo.values(9 * 8 * 7), threshold);
			for (final boolean full : new boolean[] { true, false })
				assertArrayEquals(flooded(mask, 9, 8, full), ConnectedComponents.label(mask, 9, 8, 7, full).labels(), "above " +
					threshold);
		}
	}

	@Test
	void agreesWithScipy() {
		final boolean[] mask = Pseudo.above(Pseudo.values(60), 60);
		assertArrayEquals(new int[] { 39, 21 }, ConnectedComponents.label(mask, 5, 4, 3, true).sizes());
		assertArrayEquals(new int[] { 39, 1, 5, 3, 6, 2, 2, 1, 1 }, ConnectedComponents.label(mask, 5, 4, 3, false).sizes());
	}

	@Test
	void manyComponents() {
		final int n = 200;
		final List<Integer> expected = new ArrayList<>();
		final boolean[] mask = new boolean[n * n];
		for (int i = 0; i < mask.length; i++) {
			mask[i] = i / n % 2 == 0 && i % n % 2 == 0;
			if (mask[i]) expected.add(i);
		}
		assertEquals(expected.size(), ConnectedComponents.label(mask, n, n, 1, true).count());
	}

	@Test
	void emptyMask() {
		final Components c = ConnectedComponents.label(new boolean[6], 3, 2, 1, true);
		assertEquals(0, c.count());
		assertEquals(0, c.largest());
	}
}
