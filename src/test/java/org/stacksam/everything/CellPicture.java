package org.stacksam.everything;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.stacksam.image.Filters;
import org.stacksam.sam.Plane;

/**
 * A microscope's picture of known truth, like those that ImageJ comes with.
 *
 * @param image grey values about 0..255
 * @param truth object numbers, row by row, 0 = none
 * @param objects how many
 */
public record CellPicture(Plane image, int[] truth, int objects) {

	private record Cell(double x, double y, double a, double b, double angle, double brightness) {

		/** 0 at the centre, 1 on the outline. */
		double distance(final double px, final double py) {
			final double c = Math.cos(angle), s = Math.sin(angle), dx = px - x, dy = py - y;
			return Math.hypot((dx * c + dy * s) / a, (dy * c - dx * s) / b);
		}
	}

	/** Bright, smooth blobs apart from each other on a dark ground. */
	public static CellPicture blobs(final int width, final int height, final int count, final long seed) {
		return of(width, height, count, 6, 14, 1.25, 0, 1.5, 6, seed);
	}

	/** Cells that touch in clumps, each darker towards its border, under noise. */
	public static CellPicture touchingCells(final int width, final int height, final int count, final long seed) {
		return of(width, height, count, 11, 17, 0.85, 0.35, 1, 10, seed);
	}

	/** Touching cells that are lit from one side: 0 at the left to 100 at the right are added to 0.6 of the light. */
	public static CellPicture unevenCells(final int width, final int height, final int count, final long seed) {
		final CellPicture even = touchingCells(width, height, count, seed);
		final float[] values = even.image.values().clone();
		for (int i = 0; i < values.length; i++)
			values[i] = 0.6f * values[i] + 100f * (i % width) / width;
		return new CellPicture(new Plane(values, width, height), even.truth, even.objects);
	}

	/**
	 * Makes a picture.
	 *
	 * @param least smaller half axis
	 * @param most larger half axis
	 * @param gap least distance of centres, as a share of the sum of the mean half axes
	 * @param shade how much darker a cell's border is than its centre
	 * @param noise standard deviation
	 */
	private static CellPicture of(final int width, final int height, final int count, final double least,
		final double most, final double gap, final double shade, final double blur, final double noise, final long seed)
	{
		final Random random = new Random(seed);
		final List<Cell> cells = new ArrayList<>();
		for (int tries = 0; cells.size() < count && tries < 100_000; tries++) {
			final double a = least + (most - least) * random.nextDouble(), b = Math.max(least, a * (0.7 + 0.3 * random
				.nextDouble()));
			final Cell cell = new Cell(a + (width - 2 * a) * random.nextDouble(), a + (height - 2 * a) * random.nextDouble(), a,
				b, Math.PI * random.nextDouble(), 110 + 90 * random.nextDouble());
			if (cells.stream().allMatch(c -> Math.hypot(c.x - cell.x, c.y - cell.y) >= gap * (c.a + c.b + a + b) / 2)) cells
				.add(cell);
		}
		final float[] values = new float[width * height];
		final int[] truth = new int[width * height];
		for (int i = 0; i < truth.length; i++) {
			double nearest = 1;
			for (int k = 0; k < cells.size(); k++) {
				final double d = cells.get(k).distance(i % width + 0.5, i / width + 0.5);
				if (d < nearest) {
					nearest = d;
					truth[i] = k + 1;
				}
			}
			values[i] = truth[i] == 0 ? 30 : (float) (cells.get(truth[i] - 1).brightness * (1 - shade * nearest * nearest));
		}
		final float[] blurred = Filters.gauss(values, width, height, 1, new double[] { blur, blur, 0 });
		for (int i = 0; i < blurred.length; i++)
			blurred[i] = (float) Math.max(0, Math.min(255, blurred[i] + noise * random.nextGaussian()));
		return new CellPicture(new Plane(blurred, width, height), truth, cells.size());
	}
}
