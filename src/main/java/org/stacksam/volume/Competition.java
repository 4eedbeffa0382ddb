package org.stacksam.volume;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.stacksam.Progress;
import org.stacksam.prompt.LabelClass;
import org.stacksam.volume.refine.Refined;
import org.stacksam.volume.refine.Refined.MaskQuality;

/** Labels without refinement: each mask clipped to its box; where several claim a pixel, the highest logit wins. */
final class Competition {

	/** Logits of boxes run over by so much, and this temperature calibrates them (measured: error .04 to .06). */
	private static final double BIAS = 1, TEMPERATURE = 1.5;

	private Competition() {}

	/**
	 * Labels all slices that have masks; others stay background with confidence 1.
	 *
	 * @param out gets labels and confidence
	 * @return with the model's own predicted IoU as confidence
	 */
	static Report label(final List<SegmentedPrompt> masks, final List<LabelClass> classes, final DenseLabels out,
		final Progress progress)
	{
		final Map<Integer, List<Integer>> bySlice = IntStream.range(0, masks.size()).boxed().collect(Collectors.groupingBy(
			i -> masks.get(i).slice()));
		final long[] areas = new long[masks.size()];
		IntStream.range(0, out.depth()).parallel().forEach(z -> {
			progress.check();
			final List<Integer> here = bySlice.getOrDefault(z, List.of());
			final short[] labels = label(here.stream().map(masks::get).toList(), out, z);
			for (final int i : here) areas[i] = area(masks.get(i), labels, out);
		});
		final List<MaskQuality> qualities = IntStream.range(0, areas.length).mapToObj(i -> new MaskQuality(areas[i],
			confidence(masks.get(i)))).toList();
		final Map<Integer, double[]> sums = new TreeMap<>();
		for (int i = 0; i < qualities.size(); i++) {
			final double iou = qualities.get(i).confidence(), area = qualities.get(i).area();
			final double[] sum = sums.computeIfAbsent(masks.get(i).object(), o -> new double[2]);
			sum[0] += area * 2 * iou / (1 + iou);
			sum[1] += area;
		}
		final Map<Integer, Double> dice = new TreeMap<>();
		sums.forEach((object, sum) -> dice.put(object, sum[1] == 0 ? 0 : sum[0] / sum[1]));
		return Report.of(masks, new Refined(qualities, dice, List.of(), Map.of()), classes);
	}

	private static double confidence(final SegmentedPrompt p) {
		return p.truth() ? 1 : Math.max(0, Math.min(1, p.predictedIou()));
	}

	private static long area(final SegmentedPrompt p, final short[] labels, final DenseLabels out) {
		long area = 0;
		for (int y = p.top(); y < p.bottom(out.height()); y++)
			for (int x = p.left(); x < p.right(out.width()); x++)
				if ((labels[y * out.width() + x] & 0xffff) == p.label()) area++;
		return area;
	}

	private static short[] label(final List<SegmentedPrompt> here, final DenseLabels out, final int z) {
		final int w = out.width();
		final short[] labels = new short[w * out.height()];
		final float[] best = new float[labels.length], odds = new float[labels.length];
		for (final SegmentedPrompt p : here) {
			final int x1 = p.right(w), y1 = p.bottom(out.height());
			for (int y = p.top(); y < y1; y++) {
				for (int x = p.left(); x < x1; x++) {
					final int i = y * w + x;
					final float logit = p.logits().get(x, y) * (p.truth() ? 5 : 1);
					odds[i] += (float) Math.exp((logit - BIAS) / TEMPERATURE);
					if (logit > best[i]) {
						best[i] = logit;
						labels[i] = (short) p.label();
					}
				}
			}
		}
		final byte[] confidence = new byte[labels.length];
		for (int i = 0; i < confidence.length; i++) {
			final double won = best[i] > 0 ? Math.exp((best[i] - BIAS) / TEMPERATURE) : 1;
			confidence[i] = (byte) Math.round(255 * Math.min(1, won / (1 + odds[i])));
		}
		out.setLabels(z, labels);
		out.setConfidence(z, confidence);
		return labels;
	}
}
