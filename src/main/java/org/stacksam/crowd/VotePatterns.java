package org.stacksam.crowd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;

import org.stacksam.InputException;
import org.stacksam.Progress;

/**
 * How often each combination of votes occurs in the voxels of several annotators' label images. There are few
 * combinations whatever the volume's size, and fusion and agreement depend on nothing else: they are exact, and need the
 * volumes only twice, slice by slice.
 */
public final class VotePatterns {

	private static final int MAX_PATTERNS = 2_000_000;

	private final int raters;
	private final Map<Votes, Integer> index = new HashMap<>();
	private final List<int[]> patterns = new ArrayList<>();
	private long[] counts = new long[64];
	private int last = -1;

	private VotePatterns(final int raters) {
		this.raters = raters;
	}

	/** Votes as a key. */
	private record Votes(int[] labels) {

		@Override
		public boolean equals(final Object o) {
			return o instanceof Votes v && Arrays.equals(labels, v.labels);
		}

		@Override
		public int hashCode() {
			return Arrays.hashCode(labels);
		}
	}

	/**
	 * Counts the combinations.
	 *
	 * @param annotations [x, y, z] of one size, at least one
	 * @throws InputException if the sizes differ, or there are millions of combinations, as of images that are no labels
	 */
	public static VotePatterns count(final List<? extends RandomAccessibleInterval<? extends IntegerType<?>>> annotations,
		final Progress progress)
	{
		final VotePatterns patterns = new VotePatterns(annotations.size());
		VoteSlices.forEach(annotations, progress, "Counting votes", (z, votes) -> {
			final int[] at = new int[annotations.size()];
			for (int i = 0; i < votes[0].length; i++) {
				for (int k = 0; k < at.length; k++)
					at[k] = votes[k][i];
				patterns.add(at, 1);
			}
		});
		return patterns;
	}

	/** Patterns of a single row of voxels, for tests and small data: votes[annotator][voxel]. */
	public static VotePatterns of(final int[][] votes) {
		final VotePatterns patterns = new VotePatterns(votes.length);
		for (int i = 0; i < votes[0].length; i++) {
			final int voxel = i;
			patterns.add(Arrays.stream(votes).mapToInt(v -> v[voxel]).toArray(), 1);
		}
		return patterns;
	}

	private void add(final int[] votes, final long count) {
		final int i = find(votes, true);
		if (i == counts.length) counts = Arrays.copyOf(counts, 2 * i);
		counts[i] += count;
	}

	/**
	 * Number of a pattern.
	 *
	 * @param votes one an annotator; not kept
	 * @throws IllegalArgumentException if it does not occur
	 */
	int indexOf(final int[] votes) {
		return find(votes, false);
	}

	private int find(final int[] votes, final boolean add) {
		// Neighbours mostly have the same votes.
		if (last >= 0 && Arrays.equals(votes, patterns.get(last))) return last;
		final Integer known = index.get(new Votes(votes));
		if (known != null) return last = known;
		if (!add) throw new IllegalArgumentException("These votes were not counted: " + Arrays.toString(votes));
		if (patterns.size() == MAX_PATTERNS) throw new InputException("The annotations hold more than " + MAX_PATTERNS +
			" combinations of labels. Check that they are label images.");
		final int[] own = votes.clone();
		index.put(new Votes(own), patterns.size());
		patterns.add(own);
		return last = patterns.size() - 1;
	}

	/** How many annotators voted. */
	public int raters() {
		return raters;
	}

	/** How many different combinations there are. */
	public int size() {
		return patterns.size();
	}

	/** Vote of an annotator in a combination. */
	public int vote(final int pattern, final int rater) {
		return patterns.get(pattern)[rater];
	}

	/** Votes of all annotators in a combination; a copy. */
	public int[] votes(final int pattern) {
		return patterns.get(pattern).clone();
	}

	/** Voxels that have this combination. */
	public long count(final int pattern) {
		return counts[pattern];
	}

	/** Voxels in all. */
	public long total() {
		return Arrays.stream(counts).sum();
	}

	/** All values that anyone voted for, ascending; with 0 where it occurs. */
	public int[] labels() {
		final TreeSet<Integer> labels = new TreeSet<>();
		patterns.forEach(votes -> Arrays.stream(votes).forEach(labels::add));
		return labels.stream().mapToInt(Integer::intValue).toArray();
	}
}
