package org.stacksam.ij;

import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import org.stacksam.InputException;
import org.stacksam.image.DistanceTransform;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;

import ij.gui.Line;
import ij.gui.Roi;
import ij.process.FloatPolygon;
import ij.process.ImageProcessor;

/** What a ROI's outline says as box, mask and points, in pixel-edge coordinates. */
final class RoiShapes {

	/** Points along a line, and at most so many inside a shape. */
	private static final int POINTS = 3;

	/** A pixel of a shape takes half as many bytes while its inner points are looked for. */
	private static final int MEMORY_SHARE = 32;

	private RoiShapes() {}

	/** The exact edges of a ROI; those of a sub-pixel rectangle lie between pixels. */
	static Box bounds(final Roi roi) {
		final var b = roi.getFloatBounds();
		return new Box(b.x, b.y, b.x + b.width, b.y + b.height);
	}

	/** Whether the ROI is a plain rectangle, whose corners are meant as a box. */
	static boolean isBox(final Roi roi) {
		return roi.getType() == Roi.RECTANGLE && roi.getCornerDiameter() == 0;
	}

	/**
	 * The pixels of an area ROI that lie in the image.
	 *
	 * @param width of the image, 0 if unknown
	 * @param height of the image, 0 if unknown
	 * @return null if none does
	 */
	static MaskPrompt mask(final Roi roi, final int width, final int height) {
		final Rectangle bounds = roi.getBounds();
		final Rectangle inside = width > 0 ? bounds.intersection(new Rectangle(width, height)) : bounds.intersection(
			new Rectangle(Integer.MAX_VALUE, Integer.MAX_VALUE));
		if (inside.isEmpty()) return null;
		// ImageJ draws the whole of it, not only what lies in the image
		if ((long) bounds.width * bounds.height > Runtime.getRuntime().maxMemory() / MEMORY_SHARE) throw new InputException(
			RoiNames.describe(roi) + " is larger than any image that fits into memory (" + bounds.width + " × " + bounds.height +
				" pixels). Draw it again or delete it.");
		final ImageProcessor mask = roi.getMask();
		final BitSet pixels = new BitSet();
		for (int y = 0; y < inside.height; y++)
			for (int x = 0; x < inside.width; x++)
				if (mask == null || mask.get(x + inside.x - bounds.x, y + inside.y - bounds.y) != 0) pixels.set(y *
					inside.width + x);
		return pixels.isEmpty() ? null : new MaskPrompt(inside.x, inside.y, inside.width, inside.height, pixels);
	}

	/**
	 * Foreground points inside a mask: the pixel farthest from the edge, then pixels far from those before and at least
	 * half as deep, so that each arm of a shape that has several gets one.
	 *
	 * @return 1 to 3 pixel centres; none for an empty mask
	 */
	static List<PointPrompt> innerPoints(final MaskPrompt mask) {
		final int w = mask.width() + 2, h = mask.height() + 2;
		final boolean[] padded = new boolean[w * h];
		mask.pixels().stream().forEach(i -> padded[(i / mask.width() + 1) * w + i % mask.width() + 1] = true);
		final float[] depth = DistanceTransform.signed(padded, w, h);
		final List<Point> chosen = new ArrayList<>();
		float deepest = 0;
		for (int k = 0; k < POINTS; k++) {
			int best = -1;
			double bestScore = 0;
			for (int i = 0; i < depth.length; i++) {
				if (depth[i] <= 0 || k > 0 && depth[i] < deepest / 2) continue;
				final double score = k == 0 ? depth[i] : distance(chosen, i % w, i / w);
				if (score > bestScore) {
					bestScore = score;
					best = i;
				}
			}
			// a second point within the reach of the first would say nothing new
			if (best < 0 || k > 0 && bestScore < deepest) break;
			if (k == 0) deepest = depth[best];
			chosen.add(new Point(best % w, best / w));
		}
		return chosen.stream().map(p -> new PointPrompt(mask.x() + p.x - 0.5, mask.y() + p.y - 0.5, true)).toList();
	}

	/**
	 * Foreground points along a line ROI, at 1/6, 3/6 and 5/6 of its length; of a line that has only one point, that.
	 *
	 * @throws InputException if it has none
	 */
	static List<PointPrompt> alongLine(final Roi roi) {
		final FloatPolygon line = roi instanceof Line l ? l.getFloatPoints() : roi.getFloatPolygon();
		if (line.npoints == 0) throw new InputException(RoiNames.describe(roi) + " is a line without a point. Remove it.");
		if (line.npoints == 1) return List.of(new PointPrompt(center(line.xpoints[0]), center(line.ypoints[0]), true));
		final double[] reach = new double[line.npoints];
		for (int i = 1; i < line.npoints; i++)
			reach[i] = reach[i - 1] + Math.hypot(line.xpoints[i] - line.xpoints[i - 1], line.ypoints[i] - line.ypoints[i -
				1]);
		final List<PointPrompt> points = new ArrayList<>();
		for (int k = 0; k < POINTS; k++) {
			final double at = reach[line.npoints - 1] * (2 * k + 1) / (2 * POINTS);
			int i = 1;
			while (i < line.npoints - 1 && reach[i] < at)
				i++;
			final double step = reach[i] - reach[i - 1], t = step > 0 ? (at - reach[i - 1]) / step : 0;
			points.add(new PointPrompt(center(line.xpoints[i - 1] + t * (line.xpoints[i] - line.xpoints[i - 1])), center(
				line.ypoints[i - 1] + t * (line.ypoints[i] - line.ypoints[i - 1])), true));
		}
		return points.stream().distinct().toList();
	}

	/** ImageJ's points at whole numbers mean the pixel, whose centre lies half a pixel on. */
	static double center(final double coordinate) {
		return coordinate == Math.rint(coordinate) ? coordinate + 0.5 : coordinate;
	}

	private static double distance(final List<Point> points, final int x, final int y) {
		double nearest = Double.POSITIVE_INFINITY;
		for (final Point p : points) nearest = Math.min(nearest, p.distanceSq(x, y));
		return Math.sqrt(nearest);
	}
}
