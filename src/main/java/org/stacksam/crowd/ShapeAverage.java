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
 * Shape-based averaging (Rohlfing and Maurer, IEEE TIP 16, 2007): a voxel gets the label whose signed distance (negative
 * inside, between voxel centres, in units of the spacing), averaged over the annotators, is smallest. Background is a
 * label like the others. Only labels that someone gave to the voxel compete; of equals the smallest wins. Where an
 * annotator did not draw a label at all, its distance is the volume's diagonal.
 * <p>
 * Where all agree nothing needs to be computed, and sums are kept for the disputed voxels alone; the memory beside the
 * input and the result is that of one distance transform of a label's bounding box.
 */
public final class ShapeAverage {

	private final List<? extends RandomAccessibleInterval<? extends IntegerType<?>>> annotations;
	private final double[] spacing;
	private final int[] size;
	private final DisputedVoxels disputed;
	private final double[] best;
	private final double diagonal;

	private ShapeAverage(final List<? extends RandomAccessibleInterval<? extends IntegerType<?>>> annotations,
		final double[] spacing, final Progress progress)
	{
		this.annotations = annotations;
		this.spacing = spacing.clone();
		size = LabelPlanes.size(annotations.get(0));
		disputed = new DisputedVoxels(annotations, progress);
		best = new double[disputed.count()];
		Arrays.fill(best, Double.POSITIVE_INFINITY);
		diagonal = Math.hypot(Math.hypot(size[0] * spacing[0], size[1] * spacing[1]), size[2] * spacing[2]);
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
		final int[] all = { size[0], size[1], size[2], -1, -1, -1 };
		disputed.bounds().values().forEach(b -> {
			for (int d = 0; d < 3; d++) {
				all[d] = Math.min(all[d], b[d]);
				all[d + 3] = Math.max(all[d + 3], b[d + 3]);
			}
		});
		// The edge of the background lies where that of all labels together does.
		compete(0, all, progress);
		disputed.bounds().forEach((label, bounds) -> compete(label, bounds, progress));
	}

	/** Lets a label take the disputed voxels where its mean distance is the smallest so far. */
	private void compete(final int label, final int[] bounds, final Progress progress) {
		progress.log("Averaging the shapes of label " + label);
		final Crop crop = new Crop(bounds);
		final double[] sum = new double[best.length];
		final BitSet voted = new BitSet();
		for (final RandomAccessibleInterval<? extends IntegerType<?>> annotation : annotations) {
			progress.check();
			final boolean[] mask = crop.mask(annotation, label, voted);
			crop.add(mask, 1, sum);
			for (int i = 0; i < mask.length; i++)
				mask[i] = !mask[i];
			crop.add(mask, -1, sum);
		}
		for (int z = 0; z < size[2]; z++) {
			int n = disputed.first(z);
			for (int i = disputed.ofSlice(z).nextSetBit(0); i >= 0; i = disputed.ofSlice(z).nextSetBit(i + 1), n++) {
				// Sums of equal distances may differ in their last digits.
				if (!voted.get(n) || !(sum[n] < best[n] - 1e-9 * diagonal)) continue;
				best[n] = sum[n];
				disputed.plane(z)[i] = (short) label;
			}
		}
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
		boolean[] mask(final RandomAccessibleInterval<? extends IntegerType<?>> annotation, final int label,
			final BitSet voted)
		{
			final boolean[] mask = new boolean[Math.multiplyExact(Math.multiplyExact(w, h), d)];
			final int[] plane = new int[size[0] * size[1]];
			for (int z = 0; z < d; z++) {
				LabelPlanes.read(annotation, z0 + z, plane);
				for (int i = 0; i < w * h; i++)
					mask[z * w * h + i] = plane[(y0 + i / w) * size[0] + x0 + i % w] == label;
				int n = disputed.first(z0 + z);
				final BitSet here = disputed.ofSlice(z0 + z);
				for (int i = here.nextSetBit(0); i >= 0; i = here.nextSetBit(i + 1), n++)
					if (plane[i] == label) voted.set(n);
			}
			return mask;
		}

		/** Adds sign times the distance to the mask, 0 inside it, of each disputed voxel of the crop. */
		void add(final boolean[] mask, final int sign, final double[] sum) {
			final double[] squared = DistanceTransform.squared(mask, w, h, d, spacing);
			for (int z = 0; z < d; z++) {
				int n = disputed.first(z0 + z);
				final BitSet here = disputed.ofSlice(z0 + z);
				for (int i = here.nextSetBit(0); i >= 0; i = here.nextSetBit(i + 1), n++) {
					final int x = i % size[0] - x0, y = i / size[0] - y0;
					if (x >= 0 && x < w && y >= 0 && y < h) sum[n] += sign * Math.min(diagonal, Math.sqrt(squared[(z * h + y) *
						w + x]));
				}
			}
		}
	}
}
