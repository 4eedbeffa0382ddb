package org.stacksam.crowd;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.stacksam.Progress;
import org.stacksam.image.DistanceTransform;

/**
 * Shape-based averaging (Rohlfing and Maurer, IEEE TIP 16, 2007): for each label the annotators' signed distances
 * (negative inside, between voxel centres, in units of the spacing) are averaged. A voxel gets, of the labels that
 * someone gave it, the one with the smallest average if that is negative, else background if someone gave it that. For
 * one label this is the paper's rule; with several, the paper gives background distances of its own.
 * <p>
 * Only those who drew a label anywhere have a say in its shape, and a label that no more than half of them drew is left
 * out: someone who overlooked an organ does not shrink it. Of equals the smallest label wins.
 * <p>
 * Where all agree nothing is computed, and averages are kept for the disputed voxels alone; the memory beside the input
 * and the result is that of one distance transform of a label's bounding box.
 */
public final class ShapeAverage {

	private static final double TIE = 1e-9;

	private final List<? extends RandomAccessibleInterval<? extends IntegerType<?>>> annotations;
	private final double[] spacing;
	private final int[] size;
	private final DisputedVoxels disputed;
	private final double[] best;

	private ShapeAverage(final List<? extends RandomAccessibleInterval<? extends IntegerType<?>>> annotations,
		final double[] spacing, final Progress progress)
	{
		this.annotations = annotations;
		this.spacing = spacing.clone();
		size = LabelPlanes.size(annotations.get(0));
		disputed = new DisputedVoxels(annotations, progress);
		best = new double[disputed.count()];
		Arrays.fill(best, Double.POSITIVE_INFINITY);
	}

	/**
	 * Fuses annotations.
	 *
	 * @param annotations [x, y, z] of one size, at least one
	 * @param spacing of x, y, z, in any unit
	 * @return [x, y, z], a new image
	 */
	public static RandomAccessibleInterval<UnsignedShortType> fuse(
		final List<? extends RandomAccessibleInterval<? extends IntegerType<?>>> annotations, final double[] spacing,
		final Progress progress)
	{
		final ShapeAverage average = new ShapeAverage(annotations, spacing, progress);
		if (average.best.length > 0) average.competition(progress);
		return average.disputed.image();
	}

	private void competition(final Progress progress) {
		disputed.forEach((n, z, i) -> {
			if (disputed.isBackground(n)) best[n] = 0;
			disputed.plane(z)[i] = 0;
		});
		disputed.bounds().forEach((label, bounds) -> compete(label, bounds, progress));
	}

	/** Lets a label take the disputed voxels where its average is the smallest so far. */
	private void compete(final int label, final int[] bounds, final Progress progress) {
		final Crop crop = new Crop(bounds);
		final double[] sum = new double[best.length];
		final BitSet voted = new BitSet();
		int drew = 0;
		for (int k = 0; k < annotations.size(); k++) {
			progress.check();
			progress.report(k, annotations.size(), "Averaging the shapes of label " + label);
			final boolean[] mask = crop.mask(k, label, voted);
			if (crop.add(mask, 1, sum)) drew++;
			for (int i = 0; i < mask.length; i++)
				mask[i] = !mask[i];
			crop.add(mask, -1, sum);
		}
		if (2 * drew <= annotations.size()) return;
		final int count = drew;
		disputed.forEach((n, z, i) -> {
			// Averages of equal distances may differ in their last digits.
			if (!voted.get(n) || !(sum[n] / count < best[n] - TIE)) return;
			best[n] = sum[n] / count;
			disputed.plane(z)[i] = (short) label;
		});
	}

	/** The part of the volume in which a label's distances are computed: its box and one voxel round it. */
	private final class Crop {

		private final int x0, y0, z0, w, h, d;

		Crop(final int[] b) {
			x0 = Math.max(0, b[0] - 1);
			y0 = Math.max(0, b[1] - 1);
			z0 = Math.max(0, b[2] - 1);
			w = Math.min(size[0], b[3] + 2) - x0;
			h = Math.min(size[1], b[4] + 2) - y0;
			d = Math.min(size[2], b[5] + 2) - z0;
		}

		/** Where an annotator gave the label; marks the disputed voxels among them. */
		boolean[] mask(final int annotator, final int label, final BitSet voted) {
			final boolean[] mask = new boolean[Math.multiplyExact(Math.multiplyExact(w, h), d)];
			final int[] plane = new int[size[0] * size[1]];
			for (int z = 0; z < d; z++) {
				LabelPlanes.read(annotations.get(annotator), z0 + z, plane);
				for (int i = 0; i < w * h; i++)
					mask[z * w * h + i] = plane[(y0 + i / w) * size[0] + x0 + i % w] == label;
				int n = disputed.first(z0 + z);
				final BitSet here = disputed.ofSlice(z0 + z);
				for (int i = here.nextSetBit(0); i >= 0; i = here.nextSetBit(i + 1), n++)
					if (plane[i] == label) voted.set(n);
			}
			return mask;
		}

		/** Adds sign times the distance to the mask, 0 inside it, of each disputed voxel; false if the mask is empty. */
		boolean add(final boolean[] mask, final int sign, final double[] sum) {
			final double[] squared = DistanceTransform.squared(mask, w, h, d, spacing);
			if (Double.isInfinite(squared[0])) return false;
			for (int z = 0; z < d; z++) {
				int n = disputed.first(z0 + z);
				final BitSet here = disputed.ofSlice(z0 + z);
				for (int i = here.nextSetBit(0); i >= 0; i = here.nextSetBit(i + 1), n++) {
					final int x = i % size[0] - x0, y = i / size[0] - y0;
					if (x >= 0 && x < w && y >= 0 && y < h) sum[n] += sign * Math.sqrt(squared[(z * h + y) * w + x]);
				}
			}
			return true;
		}
	}
}
