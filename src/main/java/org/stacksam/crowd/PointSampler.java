package org.stacksam.crowd;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.stacksam.image.DistanceTransform;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.PointPrompt;

/**
 * Chooses where an annotator clicks on one piece of a label. A good click lies as deep inside as it can and away from
 * the others: each next point is the pixel whose smaller distance, to the edge or to a point chosen before, is largest.
 */
final class PointSampler {

	/** Furthest that a click misses an object, pixels. */
	private static final double MISS = 3;
	/** Nearest that a negative click comes to an object, pixels. */
	private static final double CLEARANCE = 2;

	private final Box frame;
	private final int width;
	private final float[] signed;
	private final boolean[] free;

	/**
	 * @param piece to click on
	 * @param sameSlice the pieces of its label in its slice, where no negative click may fall
	 * @param imageWidth of the slice
	 * @param imageHeight of the slice
	 */
	PointSampler(final LabelPiece piece, final List<LabelPiece> sameSlice, final int imageWidth, final int imageHeight) {
		// A quarter of the box round it is where people set negative clicks; outside of the image counts as outside.
		final double margin = Math.ceil(MISS + 1 + .25 * Math.max(piece.mask().width(), piece.mask().height()));
		frame = piece.box().grow(margin);
		width = (int) frame.width();
		final boolean[] mask = new boolean[width * (int) frame.height()];
		free = new boolean[mask.length];
		for (int i = 0; i < mask.length; i++) {
			final int x = column(i), y = row(i);
			mask[i] = piece.mask().contains(x, y);
			free[i] = x >= 0 && y >= 0 && x < imageWidth && y < imageHeight && sameSlice.stream().noneMatch(other -> other
				.mask().contains(x, y));
		}
		signed = DistanceTransform.signed(mask, width, (int) frame.height());
	}

	/** Points on the piece; fewer than asked for if it has fewer pixels. */
	List<PointPrompt> positive(final int count, final AnnotatorNoise noise, final SplittableRandom random) {
		final List<PointPrompt> points = new ArrayList<>();
		for (int n = 0; n < count; n++) {
			final double draw = random.nextDouble(), place = random.nextDouble();
			if (draw < noise.outsidePoints()) addRandom(points, place, -MISS, 0);
			else if (draw < noise.outsidePoints() + noise.borderPoints()) addRandom(points, place, 0, 1);
			else addDeepest(points, 1, true);
		}
		return points;
	}

	/** Points beside the piece, in its box grown by a quarter, on no piece of the same label. */
	List<PointPrompt> negative(final int count) {
		final List<PointPrompt> points = new ArrayList<>();
		for (int n = 0; n < count; n++)
			addDeepest(points, -1, false);
		return points;
	}

	/** Adds the deepest pixel inside (sign 1) or outside (−1). */
	private void addDeepest(final List<PointPrompt> points, final int sign, final boolean positive) {
		int best = -1;
		double most = 0;
		for (int i = 0; i < signed.length; i++) {
			double depth = sign * signed[i];
			if (positive ? depth <= 0 : depth < CLEARANCE || !free[i]) continue;
			for (final PointPrompt p : points)
				depth = Math.min(depth, Math.hypot(p.x() - column(i) - .5, p.y() - row(i) - .5));
			if (depth > most) {
				most = depth;
				best = i;
			}
		}
		if (best >= 0) points.add(point(best, positive));
	}

	/** Adds a pixel whose signed distance lies in a range, uniformly; none if there is none. */
	private void addRandom(final List<PointPrompt> points, final double place, final double low, final double high) {
		final List<Integer> candidates = new ArrayList<>();
		for (int i = 0; i < signed.length; i++)
			if (signed[i] > low && signed[i] < high && (signed[i] > 0 || free[i])) candidates.add(i);
		if (!candidates.isEmpty()) points.add(point(candidates.get((int) (place * candidates.size())), true));
	}

	private PointPrompt point(final int i, final boolean positive) {
		return new PointPrompt(column(i) + .5, row(i) + .5, positive);
	}

	private int column(final int i) {
		return (int) frame.x0() + i % width;
	}

	private int row(final int i) {
		return (int) frame.y0() + i / width;
	}
}
