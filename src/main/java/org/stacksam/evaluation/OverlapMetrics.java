package org.stacksam.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.stacksam.Progress;

/**
 * Counts the voxels of all labels in one pass over both images, slices in parallel; memory is a few slices. Definitions
 * of nnU-Net v2 ({@code evaluate_predictions.py}).
 */
public final class OverlapMetrics {

	private OverlapMetrics() {}

	/**
	 * Voxel counts of each label.
	 *
	 * @param labels what to score; values of the images that none of them names count as background
	 * @return as many counts, in the same order
	 * @throws org.stacksam.InputException if an image holds anything but whole numbers of 0..65535
	 */
	public static List<Overlap> compute(final LabelPair pair, final List<EvaluatedLabel> labels,
		final Progress progress)
	{
		return count(pair, labels, progress).overlaps();
	}

	/** Counts and the boxes around each label, which the surface metrics work in. */
	static Counts count(final LabelPair pair, final List<EvaluatedLabel> labels, final Progress progress) {
		final int[][] labelsOf = labelsByValue(labels);
		return IntStream.range(0, pair.depth()).parallel().collect(() -> new Counts(labels.size()), (counts, z) -> {
			progress.check();
			counts.addSlice(pair, labelsOf, z);
		}, Counts::add);
	}

	/** For each label value the indices of the labels and regions it belongs to. */
	private static int[][] labelsByValue(final List<EvaluatedLabel> labels) {
		final int[][] labelsOf = new int[LabelPair.MAX_VALUE + 1][];
		Arrays.fill(labelsOf, new int[0]);
		for (int i = 0; i < labels.size(); i++)
			for (final int value : labels.get(i).values()) {
				final int[] more = Arrays.copyOf(labelsOf[value], labelsOf[value].length + 1);
				more[more.length - 1] = i;
				labelsOf[value] = more;
			}
		return labelsOf;
	}

	/** What one thread has counted so far. */
	static final class Counts {

		private final long[] both;
		private final long[] predicted;
		private final long[] reference;
		private final LabelBounds[] bounds;
		private long voxels;
		private int[] predictedPlane;
		private int[] referencePlane;

		Counts(final int labels) {
			both = new long[labels];
			predicted = new long[labels];
			reference = new long[labels];
			bounds = new LabelBounds[labels];
			Arrays.setAll(bounds, i -> new LabelBounds());
		}

		private void addSlice(final LabelPair pair, final int[][] labelsOf, final int z) {
			final int width = pair.width();
			final int pixels = Math.multiplyExact(width, pair.height());
			if (predictedPlane == null) {
				predictedPlane = new int[pixels];
				referencePlane = new int[pixels];
			}
			pair.readPredicted(z, predictedPlane);
			pair.readReference(z, referencePlane);
			for (int i = 0; i < pixels; i++) {
				if (referencePlane[i] == pair.ignore()) continue;
				voxels++;
				if (predictedPlane[i] == 0 && referencePlane[i] == 0) continue;
				final int[] inPrediction = labelsOf[predictedPlane[i]];
				final int[] inReference = labelsOf[referencePlane[i]];
				for (final int label : inPrediction) {
					predicted[label]++;
					bounds[label].add(i % width, i / width, z);
					if (contains(inReference, label)) both[label]++;
				}
				for (final int label : inReference) {
					reference[label]++;
					bounds[label].add(i % width, i / width, z);
				}
			}
		}

		private void add(final Counts other) {
			voxels += other.voxels;
			for (int i = 0; i < both.length; i++) {
				both[i] += other.both[i];
				predicted[i] += other.predicted[i];
				reference[i] += other.reference[i];
				bounds[i].add(other.bounds[i]);
			}
		}

		List<Overlap> overlaps() {
			final List<Overlap> overlaps = new ArrayList<>();
			for (int i = 0; i < both.length; i++)
				overlaps.add(new Overlap(both[i], predicted[i] - both[i], reference[i] - both[i], voxels - predicted[i] -
					reference[i] + both[i]));
			return overlaps;
		}

		LabelBounds bounds(final int label) {
			return bounds[label];
		}

		private static boolean contains(final int[] labels, final int label) {
			for (final int l : labels)
				if (l == label) return true;
			return false;
		}
	}
}
