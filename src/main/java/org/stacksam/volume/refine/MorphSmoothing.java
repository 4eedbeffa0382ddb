package org.stacksam.volume.refine;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.stacksam.prompt.Box;
import org.stacksam.volume.LogitCrop;
import org.stacksam.volume.SegmentedPrompt;

/** Smoothing across thin slices: masks of an object are averaged after being stretched box onto box. */
final class MorphSmoothing {

	private MorphSmoothing() {}

	/**
	 * Averages each mask with those of its object on near slices, Gaussian weights by distance, reach 2 sigma. Masks given
	 * as truth stay as they are.
	 *
	 * @param dz distance of slices in mm
	 * @param clip logits are clipped to ±clip first
	 * @return as many masks, in the same order
	 */
	static List<SegmentedPrompt> smooth(final List<SegmentedPrompt> masks, final double dz, final double sigma,
		final double clip, final int width, final int height)
	{
		final int reach = Math.max(1, (int) Math.ceil(2 * sigma / dz));
		final Map<Integer, List<SegmentedPrompt>> objects = masks.stream().collect(Collectors.groupingBy(
			SegmentedPrompt::object));
		return masks.parallelStream().map(p -> p.truth() ? p : p.withLogits(average(p, objects.get(p.object()), reach, dz /
			sigma, (float) clip, width, height))).toList();
	}

	private static LogitCrop average(final SegmentedPrompt p, final List<SegmentedPrompt> track, final int reach,
		final double step, final float clip, final int width, final int height)
	{
		final int x0 = p.left(), y0 = p.top(), w = Math.max(1, p.right(width) - x0), h = Math.max(1, p.bottom(height) - y0);
		final float[] sum = new float[w * h];
		double weights = 0;
		for (final SegmentedPrompt q : track) {
			final int d = q.slice() - p.slice();
			if (Math.abs(d) > reach) continue;
			final float weight = (float) Math.exp(-d * step * d * step / 2);
			weights += weight;
			addWarped(q, p.box(), weight, clip, x0, y0, w, h, sum);
		}
		for (int i = 0; i < sum.length; i++) sum[i] /= (float) weights;
		return LogitCrop.of(x0, y0, w, h, sum);
	}

	/** Adds the mask, stretched so that its box comes to lie on the target box; bilinear. */
	private static void addWarped(final SegmentedPrompt q, final Box target, final float weight, final float clip,
		final int x0, final int y0, final int w, final int h, final float[] sum)
	{
		final Box source = q.box();
		final double scaleX = source.width() / target.width(), scaleY = source.height() / target.height();
		for (int y = 0; y < h; y++) {
			final double sy = (y0 + y + 0.5 - target.y0()) * scaleY + source.y0() - 0.5;
			final int ya = (int) Math.floor(sy);
			final float fy = (float) (sy - ya);
			for (int x = 0; x < w; x++) {
				final double sx = (x0 + x + 0.5 - target.x0()) * scaleX + source.x0() - 0.5;
				final int xa = (int) Math.floor(sx);
				final float fx = (float) (sx - xa);
				final float upper = (1 - fx) * at(q, xa, ya, clip) + fx * at(q, xa + 1, ya, clip);
				final float lower = (1 - fx) * at(q, xa, ya + 1, clip) + fx * at(q, xa + 1, ya + 1, clip);
				sum[y * w + x] += weight * ((1 - fy) * upper + fy * lower);
			}
		}
	}

	private static float at(final SegmentedPrompt q, final int x, final int y, final float clip) {
		return Math.max(-clip, Math.min(clip, q.logits().get(x, y)));
	}
}
