package org.stacksam.volume.refine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.stacksam.Progress;
import org.stacksam.volume.AutoWindow;
import org.stacksam.volume.Robust;
import org.stacksam.volume.SliceReader;

/** Measures {@link ClassEvidence} in one pass over the slices. */
final class EvidenceStatistics {

	/** Fewer voxels say nothing. */
	private static final int FEWEST = 20;
	/** Voxels of one class whose values are kept; with more, every n-th is taken. */
	private static final long MOST = 1_000_000;
	/** The same of all classes together. */
	private static final long MOST_OF_ALL = 10_000_000;
	private static final int BINS = SliceIntensities.BINS;
	private static final double BIN_SMOOTHING = 1.5;

	private EvidenceStatistics() {}

	/** What one slice contributes to one class. */
	private record Part(float[] rawSure, float[] smoothSure, long[] inside, long[] outside) {}

	/**
	 * Measures all classes.
	 *
	 * @param heterogeneous by class: marked by the user
	 */
	static List<ClassEvidence> measure(final SliceReader slices, final LogitField field, final AutoWindow window,
		final RefineParameters parameters, final boolean[] heterogeneous, final Progress progress)
	{
		final int classes = field.classes();
		final int[] step = new int[classes];
		final long most = Math.min(MOST, MOST_OF_ALL / classes);
		for (int k = 0; k < classes; k++) {
			long area = 0;
			for (final int z : field.slices(k)) area += field.rectangleArea(k, z);
			step[k] = (int) Math.max(1, (area + most - 1) / most);
		}
		final List<Part[]> parts = IntStream.range(0, field.depth()).parallel().mapToObj(z -> {
			progress.check();
			return slice(slices, field, window, parameters.evidence(), step, z);
		}).toList();
		final List<ClassEvidence> out = new ArrayList<>();
		for (int k = 0; k < classes; k++) {
			final int number = k;
			final List<Part> own = parts.stream().map(p -> p[number]).filter(p -> p != null).toList();
			out.add(combine(own, window.sigma(), parameters.evidence(), heterogeneous[k]));
		}
		return out;
	}

	private static Part[] slice(final SliceReader slices, final LogitField field, final AutoWindow window,
		final RefineParameters.Evidence e, final int[] step, final int z)
	{
		final Part[] out = new Part[field.classes()];
		SliceIntensities intensities = null;
		for (int k = 0; k < out.length; k++) {
			if (field.masks(k, z).isEmpty()) continue;
			if (intensities == null) intensities = SliceIntensities.of(slices, z, window);
			final ClassPlane smooth = field.smoothed(k, z, e.ring());
			final long[] inside = new long[BINS], outside = new long[BINS];
			final boolean[] near = dilate(smooth, e.ring());
			for (int y = 0, i = 0; y < smooth.height(); y++) {
				for (int x = 0; x < smooth.width(); x++, i++) {
					final int bin = intensities.bins()[(smooth.y0() + y) * slices.width() + smooth.x0() + x];
					if (smooth.boxed()[i] && smooth.logits()[i] > e.sure()) inside[bin]++;
					else if (near[i] && smooth.logits()[i] < -e.sure()) outside[bin]++;
				}
			}
			out[k] = new Part(sure(field.raw(k, z), intensities.flat(), slices.width(), e.sure(), step[k]), sure(smooth,
				intensities.flat(), slices.width(), e.sure(), step[k]), inside, outside);
		}
		return out;
	}

	private static float[] sure(final ClassPlane plane, final float[] flat, final int width, final double sure,
		final int step)
	{
		final float[] values = new float[plane.logits().length];
		int n = 0, seen = 0;
		for (int y = 0, i = 0; y < plane.height(); y++)
			for (int x = 0; x < plane.width(); x++, i++)
				if (plane.boxed()[i] && plane.logits()[i] > sure && seen++ % step == 0) values[n++] = flat[(plane.y0() + y) *
					width + plane.x0() + x];
		return Arrays.copyOf(values, n);
	}

	/** Pixels of the plane within a square of this radius round a boxed pixel. */
	static boolean[] dilate(final ClassPlane plane, final int radius) {
		final int w = plane.width(), h = plane.height();
		final boolean[] rows = new boolean[w * h], out = new boolean[w * h];
		for (int y = 0; y < h; y++)
			for (int x = 0, last = -radius - 1, next = -1; x < w; x++) {
				if (plane.boxed()[y * w + x]) last = x;
				if (next < x) {
					next = x;
					while (next < w && !plane.boxed()[y * w + next]) next++;
				}
				rows[y * w + x] = x - last <= radius || next < w && next - x <= radius;
			}
		for (int x = 0; x < w; x++)
			for (int y = 0; y < h; y++)
				for (int d = Math.max(0, y - radius); d <= Math.min(h - 1, y + radius) && !out[y * w + x]; d++)
				out[y * w + x] = rows[d * w + x];
		return out;
	}

	private static ClassEvidence combine(final List<Part> parts, final double sigma, final RefineParameters.Evidence e,
		final boolean heterogeneous)
	{
		final float[] raw = joined(parts.stream().map(Part::rawSure).toList()), smooth = joined(parts.stream().map(
			Part::smoothSure).toList());
		double heterogeneity = 1;
		if (raw.length >= FEWEST) {
			final Robust r = Robust.of(raw);
			final double limit = 6 * Math.max(r.spread(), sigma / 4);
			long beyond = 0;
			for (final float v : raw) if (Math.abs(v - r.median()) > limit) beyond++;
			heterogeneity = (double) beyond / raw.length;
		}
		double median = Double.NaN, spread = Double.NaN;
		if (smooth.length >= FEWEST) {
			final Robust r = Robust.of(smooth);
			median = r.median();
			spread = Math.max(r.spread(), sigma / 4);
		}
		final long[] inside = new long[BINS], outside = new long[BINS];
		for (final Part p : parts)
			for (int b = 0; b < BINS; b++) {
				inside[b] += p.inside[b];
				outside[b] += p.outside[b];
			}
		return new ClassEvidence(heterogeneity, heterogeneity <= e.gate() && !heterogeneous, median, spread, logRatio(
			inside, outside, e.most()));
	}

	private static float[] logRatio(final long[] inside, final long[] outside, final double most) {
		final float[] out = new float[BINS];
		if (Arrays.stream(inside).sum() < FEWEST || Arrays.stream(outside).sum() < FEWEST) return out;
		final double[] p = density(inside), q = density(outside);
		for (int b = 0; b < BINS; b++) out[b] = (float) Math.max(-most, Math.min(most, Math.log(p[b] / q[b])));
		return out;
	}

	/** Shares of the bins after smoothing (ends replicated) and half a count in each. */
	static double[] density(final long[] counts) {
		final int radius = (int) (4 * BIN_SMOOTHING + 0.5);
		final double[] kernel = new double[2 * radius + 1], out = new double[BINS];
		double norm = 0, sum = 0;
		for (int i = -radius; i <= radius; i++)
			norm += kernel[i + radius] = Math.exp(-0.5 * i * i / (BIN_SMOOTHING * BIN_SMOOTHING));
		for (int b = 0; b < BINS; b++) {
			for (int i = -radius; i <= radius; i++)
				out[b] += kernel[i + radius] / norm * counts[Math.max(0, Math.min(BINS - 1, b + i))];
			sum += out[b];
		}
		for (int b = 0; b < BINS; b++) out[b] = (out[b] + 0.5) / (sum + 0.5 * BINS);
		return out;
	}

	private static float[] joined(final List<float[]> parts) {
		final float[] all = new float[parts.stream().mapToInt(p -> p.length).sum()];
		int at = 0;
		for (final float[] part : parts) {
			System.arraycopy(part, 0, all, at, part.length);
			at += part.length;
		}
		return all;
	}
}
