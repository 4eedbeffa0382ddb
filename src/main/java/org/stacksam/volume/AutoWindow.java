package org.stacksam.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.sam.Window;

/**
 * Intensities of the prompted objects, and the window chosen from them. The lower edge decides: it must remove fat but
 * not the darkest organ (a laboratory measured −16..100 HU for abdominal CT, +.08 Dice over −160..240).
 *
 * @param lowest median of the darkest class, in the image's units (A)
 * @param highest median of the brightest class (B)
 * @param sigma median of the classes' spreads, &gt; 0
 * @param window the whole volume is shown with
 */
public record AutoWindow(double lowest, double highest, double sigma, Window window) {

	/** Values of one class that are kept; with more, every n-th pixel is taken. */
	private static final int MAX_VALUES = 2_000_000;
	private static final int POINT_RADIUS = 2;
	/** Share of pixels from 6 to 3 sigmas below the darkest class, against those of the classes, that counts as a gap. */
	private static final double GAP = 0.01;
	/** Share of pixels below the gap, against those of the classes, that makes it one. */
	private static final double SOME = 0.1;
	private static final int BINS = 256;

	/**
	 * Measures the prompted objects: the central halves of boxes, the pixels of masks, 5×5 pixels round positive points;
	 * A − σ .. B + 3σ of these, over all slices and classes. Where the values inside the prompts do not vary (noise-free
	 * or constant images), the window spans the prompted slices' lowest to highest value; where nothing lies just below
	 * the darkest class, it begins at the upper end of what lies below; where its lower edge would cut into the objects, it
	 * begins lower ({@link BlackSides}).
	 *
	 * @param slices the volume
	 * @param prompts with coordinates as shown; at least one that is not a stop mark
	 * @param fixed null, or the window to use instead; the object's intensities are measured all the same
	 */
	public static AutoWindow of(final SliceReader slices, final List<Prompt> prompts, final Window fixed) {
		final Map<Integer, List<Prompt>> bySlice = prompts.stream().filter(p -> !p.absent()).collect(Collectors.groupingBy(
			Prompt::slice, TreeMap::new, Collectors.toList()));
		final Map<Integer, List<float[]>> pools = new TreeMap<>();
		final float[] range = { Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY };
		final int step = (int) Math.ceil(totalArea(prompts, slices) / MAX_VALUES);
		bySlice.forEach((z, here) -> {
			final float[] plane = slices.read(z);
			for (final float v : plane) {
				range[0] = Math.min(range[0], v);
				range[1] = Math.max(range[1], v);
			}
			for (final Prompt p : here) pools.computeIfAbsent(p.label(), k -> new ArrayList<>()).add(values(plane, slices
				.width(), slices.height(), p, Math.max(1, step)));
		});
		final List<Robust> classes = pools.values().stream().map(AutoWindow::concatenate).filter(v -> v.length > 0).map(
			Robust::of).toList();
		if (classes.isEmpty()) return ofRange(range[0], range[1], range[0], range[1], fixed);
		final double a = classes.stream().mapToDouble(Robust::median).min().getAsDouble();
		final double b = classes.stream().mapToDouble(Robust::median).max().getAsDouble();
		final double sigma = median(classes.stream().mapToDouble(Robust::spread).sorted().toArray());
		if (!(sigma > 1e-6 * Math.max(Math.abs(a), Math.abs(b)))) return ofRange(a, b, range[0], range[1], fixed);
		if (fixed != null) return new AutoWindow(a, b, sigma, fixed);
		return new AutoWindow(a, b, sigma, new Window(lowerEdge(slices, prompts, bySlice.keySet(), range[0], a, b, sigma),
			b + 3 * sigma));
	}

	/**
	 * The same with edges that other prompts on the volume mostly give as well, so that its embeddings serve again: the
	 * lower one a multiple of the power of two nearest to σ, the upper one of twice that (measured on a CT and an MR: the
	 * Dice of neither changes by more than the boxes' own differences do).
	 */
	public AutoWindow rounded() {
		final double step = Math.scalb(1.0, (int) Math.rint(Math.log(sigma) / Math.log(2)));
		return new AutoWindow(lowest, highest, sigma, new Window(step * Math.rint(window.lo() / step), 2 * step * Math.rint(
			window.hi() / (2 * step))));
	}

	/**
	 * A − σ; but where next to nothing lies from 6 to 3 sigmas below the darkest class, as in clean images, there is
	 * nothing to remove there, and an edge close to the class would only cut into it: then the upper end of what lies
	 * below.
	 */
	private static double lowerEdge(final SliceReader slices, final List<Prompt> prompts, final Set<Integer> prompted,
		final double least, final double a, final double b, final double sigma)
	{
		final double top = a - 6 * sigma;
		final long[] counts = new long[BINS];
		long below = 0, near = 0, among = 0;
		for (final int z : prompted) {
			for (final float v : slices.read(z)) {
				if (v < top) {
					counts[(int) Math.min(BINS - 1, (v - least) / (top - least) * BINS)]++;
					below++;
				}
				else if (v < a - 3 * sigma) near++;
				else if (v < b + 2 * sigma) among++;
			}
		}
		// A background that begins where intensities end, as in MR, is no gap.
		if (near >= GAP * among || below < SOME * among) return BlackSides.visibleEdge(slices, prompts, a, sigma);
		int bin = BINS;
		for (double above = 0; bin > 0 && above <= GAP * below; bin--) above += counts[bin - 1];
		return least + (bin + 1) * (top - least) / BINS;
	}

	/** Lowest to highest value; a constant image gets a window one unit wide. */
	private static AutoWindow ofRange(final double a, final double b, final double min, final double max,
		final Window fixed)
	{
		final Window window = max > min ? new Window(min, max) : new Window(min - 0.5, min + 0.5);
		return new AutoWindow(a, b, (window.hi() - window.lo()) / 20, fixed != null ? fixed : window);
	}

	private static double totalArea(final List<Prompt> prompts, final SliceReader slices) {
		return prompts.stream().filter(p -> p.box() != null).mapToDouble(p -> p.box().clip(slices.width(), slices.height())
			.area() / 4).sum();
	}

	private static float[] values(final float[] plane, final int width, final int height, final Prompt p,
		final int step)
	{
		if (p.mask() != null) return inMask(plane, width, height, p.mask(), step);
		if (p.box() != null) return inCentralHalf(plane, width, height, p.box(), step);
		final List<float[]> near = new ArrayList<>();
		for (final PointPrompt point : p.points()) {
			if (!point.positive()) continue;
			final int x = (int) Math.floor(point.x()), y = (int) Math.floor(point.y());
			near.add(rectangle(plane, width, height, x - POINT_RADIUS, y - POINT_RADIUS, x + POINT_RADIUS + 1, y +
				POINT_RADIUS + 1, 1));
		}
		return concatenate(near);
	}

	private static float[] inCentralHalf(final float[] plane, final int width, final int height, final Box b,
		final int step)
	{
		return rectangle(plane, width, height, (int) Math.floor(b.centerX() - b.width() / 4), (int) Math.floor(b
			.centerY() - b.height() / 4), (int) Math.ceil(b.centerX() + b.width() / 4), (int) Math.ceil(b.centerY() + b
				.height() / 4), step);
	}

	private static float[] inMask(final float[] plane, final int width, final int height, final MaskPrompt m,
		final int step)
	{
		final float[] out = new float[m.pixels().cardinality()];
		int n = 0, seen = 0;
		for (int i = m.pixels().nextSetBit(0); i >= 0; i = m.pixels().nextSetBit(i + 1)) {
			final int x = m.x() + i % m.width(), y = m.y() + i / m.width();
			if (x >= 0 && y >= 0 && x < width && y < height && seen++ % step == 0) out[n++] = plane[y * width + x];
		}
		return Arrays.copyOf(out, n);
	}

	private static float[] rectangle(final float[] plane, final int width, final int height, final int left,
		final int top, final int right, final int bottom, final int step)
	{
		final int x0 = Math.max(0, left), y0 = Math.max(0, top), x1 = Math.min(width, right), y1 = Math.min(height, bottom);
		if (x1 <= x0 || y1 <= y0) return new float[0];
		final float[] out = new float[(x1 - x0) * (y1 - y0)];
		int n = 0, seen = 0;
		for (int y = y0; y < y1; y++)
			for (int x = x0; x < x1; x++)
				if (seen++ % step == 0) out[n++] = plane[y * width + x];
		return Arrays.copyOf(out, n);
	}

	private static float[] concatenate(final List<float[]> parts) {
		final float[] all = new float[parts.stream().mapToInt(p -> p.length).sum()];
		int at = 0;
		for (final float[] part : parts) {
			System.arraycopy(part, 0, all, at, part.length);
			at += part.length;
		}
		return all;
	}

	private static double median(final double[] sorted) {
		final int half = sorted.length / 2;
		return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
	}
}
