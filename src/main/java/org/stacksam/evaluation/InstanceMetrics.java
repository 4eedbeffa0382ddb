package org.stacksam.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.stacksam.InputException;
import org.stacksam.Progress;

/**
 * Matches the objects of two instance label images (each value an object, 0 background) one to one by IoU, as StarDist
 * and cellpose do. Only the overlaps that occur are stored, so thousands of objects are no burden.
 */
public final class InstanceMetrics {

	/** IoU .5 to .95 in steps of .05. */
	private static final double[] THRESHOLDS = IntStream.range(10, 20).mapToDouble(i -> i / 20.0).toArray();

	private InstanceMetrics() {}

	/** The usual thresholds: .5, .55, … .95. */
	public static double[] thresholds() {
		return THRESHOLDS.clone();
	}

	/** Two overlapping objects. */
	private record Overlapping(int predicted, int reference, double iou) {}

	/**
	 * Matches objects.
	 *
	 * @param predicted [x, y] or [x, y, z], whole numbers up to 2³¹ − 1; disjoint parts of one value are one object
	 * @param reference of the same size
	 * @param thresholds least IoU of a match, ascending, each of .5..1: from .5 on the best matching is unambiguous but
	 *          for exact halves, so that no assignment problem is left to solve
	 * @throws InputException if the sizes differ or a pixel is no whole number
	 */
	public static InstanceScores compute(final RandomAccessibleInterval<? extends RealType<?>> predicted,
		final RandomAccessibleInterval<? extends RealType<?>> reference, final double[] thresholds,
		final Progress progress)
	{
		if (!Arrays.equals(predicted.dimensionsAsLongArray(), reference.dimensionsAsLongArray())) throw new InputException(
			"The predicted objects have " + Arrays.toString(predicted.dimensionsAsLongArray()) + " voxels, the reference " +
				Arrays.toString(reference.dimensionsAsLongArray()) + ": both must lie on the same grid.");
		for (final double threshold : thresholds)
			if (!(threshold >= .5 && threshold <= 1)) throw new InputException("The IoU threshold " + threshold +
				" is not in 0.5..1, where matches are unambiguous.");
		final Areas areas = count(predicted, reference, progress);
		final List<Overlapping> overlaps = overlaps(areas, thresholds[0]);
		final List<InstanceScores.AtThreshold> scores = new ArrayList<>();
		for (final double threshold : thresholds)
			scores.add(match(overlaps, threshold, areas.predicted.size(), areas.reference.size()));
		return new InstanceScores(areas.predicted.size(), areas.reference.size(), scores);
	}

	/** Pairs that could match, best first. */
	private static List<Overlapping> overlaps(final Areas areas, final double least) {
		final List<Overlapping> overlaps = new ArrayList<>();
		areas.both.forEach((pair, common) -> {
			final int p = (int) (pair >> 32), r = pair.intValue();
			final long union = areas.predicted.get(p) + areas.reference.get(r) - common;
			final double iou = (double) common / union;
			if (iou >= least) overlaps.add(new Overlapping(p, r, iou));
		});
		overlaps.sort(Comparator.comparingDouble(Overlapping::iou).reversed().thenComparingInt(Overlapping::predicted)
			.thenComparingInt(Overlapping::reference));
		return overlaps;
	}

	private static InstanceScores.AtThreshold match(final List<Overlapping> overlaps, final double threshold,
		final long predicted, final long reference)
	{
		final Set<Integer> usedPredicted = new HashSet<>(), usedReference = new HashSet<>();
		long matched = 0;
		double sum = 0;
		for (final Overlapping pair : overlaps) {
			if (pair.iou < threshold || usedPredicted.contains(pair.predicted) || usedReference.contains(pair.reference))
				continue;
			usedPredicted.add(pair.predicted);
			usedReference.add(pair.reference);
			matched++;
			sum += pair.iou;
		}
		return new InstanceScores.AtThreshold(threshold, matched, predicted - matched, reference - matched, sum);
	}

	private static Areas count(final RandomAccessibleInterval<? extends RealType<?>> predicted,
		final RandomAccessibleInterval<? extends RealType<?>> reference, final Progress progress)
	{
		final int width = Math.toIntExact(reference.dimension(0)), height = Math.toIntExact(reference.dimension(1));
		final int depth = reference.numDimensions() == 2 ? 1 : Math.toIntExact(reference.dimension(2));
		final Interval plane = new FinalInterval(width, height);
		return IntStream.range(0, depth).parallel().collect(Areas::new, (areas, z) -> {
			progress.check();
			final int[] inPrediction = new int[width * height], inReference = new int[width * height];
			LabelReader.read(predicted, "predicted objects", plane, z, inPrediction, Integer.MAX_VALUE);
			LabelReader.read(reference, "reference objects", plane, z, inReference, Integer.MAX_VALUE);
			areas.addSlice(inPrediction, inReference);
		}, Areas::add);
	}

	/** Voxels of each object, and of each pair of overlapping ones (predicted in the upper half of the key). */
	private static final class Areas {

		private final Map<Integer, Long> predicted = new HashMap<>();
		private final Map<Integer, Long> reference = new HashMap<>();
		private final Map<Long, Long> both = new HashMap<>();

		void addSlice(final int[] inPrediction, final int[] inReference) {
			for (int start = 0; start < inPrediction.length;) {
				// Neighbours mostly belong to the same pair: count runs.
				int end = start + 1;
				while (end < inPrediction.length && inPrediction[end] == inPrediction[start] &&
					inReference[end] == inReference[start]) end++;
				final int p = inPrediction[start], r = inReference[start];
				final long run = end - start;
				if (p != 0) predicted.merge(p, run, Long::sum);
				if (r != 0) reference.merge(r, run, Long::sum);
				if (p != 0 && r != 0) both.merge((long) p << 32 | r, run, Long::sum);
				start = end;
			}
		}

		void add(final Areas other) {
			other.predicted.forEach((object, area) -> predicted.merge(object, area, Long::sum));
			other.reference.forEach((object, area) -> reference.merge(object, area, Long::sum));
			other.both.forEach((pair, area) -> both.merge(pair, area, Long::sum));
		}
	}
}
