package org.stacksam.volume.refine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.stacksam.Progress;
import org.stacksam.volume.AutoWindow;
import org.stacksam.volume.DenseLabels;
import org.stacksam.volume.SegmentedPrompt;
import org.stacksam.volume.SliceReader;

/** Confidence of voxels, of objects on slices and of objects, in one pass over the finished labels. */
final class Quality {

	private final SliceReader slices;
	private final AutoWindow window;
	private final Unary unary;
	private final Unary.Reach reach;
	private final DenseLabels dense;
	private final Map<Integer, Integer> classOf = new HashMap<>();
	/** By object: label voxels, sum of their probabilities, sum of all in its boxes. */
	private final Map<Integer, double[]> objects = new TreeMap<>();

	Quality(final SliceReader slices, final AutoWindow window, final Unary unary, final Unary.Reach reach,
		final DenseLabels dense, final int[] labels)
	{
		this.slices = slices;
		this.window = window;
		this.unary = unary;
		this.reach = reach;
		this.dense = dense;
		for (final int label : labels) classOf.put(label, classOf.size());
	}

	/** One mask, its quality and its shares in its object. */
	private record Measured(int number, Refined.MaskQuality quality, double[] sums) {}

	/**
	 * Writes the confidence of all voxels and measures all masks.
	 *
	 * @param masks as they came from the model
	 * @param boxed the same with the boxes they were refined in
	 */
	List<Refined.MaskQuality> measure(final List<SegmentedPrompt> masks, final List<SegmentedPrompt> boxed,
		final Progress progress)
	{
		final List<List<Integer>> bySlice = new ArrayList<>();
		for (int z = 0; z < slices.depth(); z++) bySlice.add(new ArrayList<>());
		for (int i = 0; i < masks.size(); i++) bySlice.get(masks.get(i).slice()).add(i);
		final List<List<Measured>> all = IntStream.range(0, slices.depth()).parallel().mapToObj(z -> {
			progress.check();
			return slice(z, bySlice.get(z), masks, boxed);
		}).toList();
		final Refined.MaskQuality[] out = new Refined.MaskQuality[masks.size()];
		for (final List<Measured> slice : all) {
			for (final Measured m : slice) {
				out[m.number] = m.quality;
				final double[] sums = objects.computeIfAbsent(masks.get(m.number).object(), o -> new double[3]);
				for (int i = 0; i < 3; i++) sums[i] += m.sums[i];
			}
		}
		return Arrays.asList(out);
	}

	/** By object; 0 where nothing was labelled. */
	Map<Integer, Double> estimatedDice() {
		final Map<Integer, Double> out = new TreeMap<>();
		objects.forEach((object, s) -> out.put(object, expectedDice(s)));
		return out;
	}

	private List<Measured> slice(final int z, final List<Integer> here, final List<SegmentedPrompt> masks,
		final List<SegmentedPrompt> boxed)
	{
		if (here.isEmpty()) {
			final byte[] sure = new byte[slices.width() * slices.height()];
			Arrays.fill(sure, (byte) 255);
			dense.setConfidence(z, sure);
			return List.of();
		}
		final SliceIntensities intensities = SliceIntensities.of(slices, z, window);
		final LogitField field = unary.field();
		final ClassPlane[] planes = new ClassPlane[field.classes()];
		final float[][] logits = new float[planes.length][], forest = new float[planes.length][];
		for (int k = 0; k < planes.length; k++) {
			planes[k] = field.smoothed(k, z, 0);
			if (planes[k] == null) continue;
			logits[k] = unary.of(planes[k], k, z, intensities, reach);
			forest[k] = unary.forest() == null ? null : unary.forest().get(k, z);
		}
		final short[] labels = dense.labels(z);
		dense.setConfidence(z, confidence(labels, planes, logits));
		final List<Measured> out = new ArrayList<>();
		for (final int i : here) {
			final int k = classOf.get(masks.get(i).label());
			out.add(measured(i, masks.get(i), boxed.get(i), labels, planes[k], logits[k], forest[k]));
		}
		return out;
	}

	/** Calibrated probability of each voxel's label. */
	private byte[] confidence(final short[] labels, final ClassPlane[] planes, final float[][] logits) {
		final int width = slices.width();
		final double[] sum = new double[labels.length], own = new double[labels.length];
		Arrays.fill(sum, 1);
		for (int k = 0; k < planes.length; k++) {
			if (planes[k] == null) continue;
			for (int y = 0, i = 0; y < planes[k].height(); y++) {
				int at = (planes[k].y0() + y) * width + planes[k].x0();
				for (int x = 0; x < planes[k].width(); x++, i++, at++) {
					if (logits[k][i] == Float.NEGATIVE_INFINITY) continue;
					final double odds = Math.exp(logits[k][i] / unary.parameters().temperature());
					sum[at] += odds;
					final int label = labels[at] & 0xffff;
					if (label != 0 && classOf.get(label) == k) own[at] = odds;
				}
			}
		}
		final byte[] out = new byte[labels.length];
		for (int i = 0; i < out.length; i++) out[i] = (byte) Math.round(255 * (labels[i] == 0 ? 1 : own[i]) / sum[i]);
		return out;
	}

	private Measured measured(final int number, final SegmentedPrompt mask, final SegmentedPrompt boxed,
		final short[] labels, final ClassPlane plane, final float[] logits, final float[] forest)
	{
		final int width = slices.width();
		final Overlap raw = new Overlap(), judged = new Overlap();
		final double[] sums = new double[3];
		for (int y = boxed.top(); y < boxed.bottom(slices.height()); y++) {
			for (int x = boxed.left(); x < boxed.right(width); x++) {
				final boolean in = (labels[y * width + x] & 0xffff) == mask.label();
				final boolean positive = x >= mask.left() && x < mask.right(width) && y >= mask.top() && y < mask.bottom(slices
					.height()) && mask.logits().get(x, y) > 0;
				final int i = (y - plane.y0()) * plane.width() + x - plane.x0();
				final double odds = forest == null ? 0 : forest[i], p = mask.truth() ? positive ? 1 : 0 : sigmoid((logits[i] +
					(1 - unary.parameters().forest().weight()) * odds) / 2);
				raw.add(in, positive);
				judged.add(in, odds > 0);
				sums[2] += p;
				if (!in) continue;
				sums[0]++;
				sums[1] += p;
			}
		}
		if (mask.truth()) return new Measured(number, new Refined.MaskQuality((long) sums[0], 1), sums);
		final double evidence = forest != null ? judged.dice() * expectedDice(sums) : Double.isNaN(mask.predictedIou()) ? 1
			: Math.max(0, Math.min(1, mask.predictedIou()));
		// Where SAM and the interpolated shape or the forest disagree, neither is to be trusted.
		final double third = Double.isNaN(mask.agreement()) ? 1 : mask.agreement();
		return new Measured(number, new Refined.MaskQuality((long) sums[0], raw.dice() * evidence * third), sums);
	}

	/** Expected Dice of a label, of its voxels, the sum of their probabilities, and that of all in the boxes. */
	private static double expectedDice(final double[] sums) {
		return sums[0] == 0 ? 0 : 2 * sums[1] / (sums[0] + sums[2]);
	}

	/** Of the label with something else. */
	private static final class Overlap {

		private long both, sum;

		void add(final boolean label, final boolean other) {
			if (label && other) both++;
			sum += (label ? 1 : 0) + (other ? 1 : 0);
		}

		double dice() {
			return sum == 0 ? 0 : 2.0 * both / sum;
		}
	}

	private static double sigmoid(final double logit) {
		return 1 / (1 + Math.exp(-logit));
	}
}
