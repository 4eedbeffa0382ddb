package org.stacksam.volume.refine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.stacksam.Progress;
import org.stacksam.volume.AutoWindow;
import org.stacksam.volume.SliceReader;

/**
 * Solves the mean field of a whole volume slab by slab. Each slab brings as many slices beyond its ends as there are
 * rounds, so that the result is that of the whole volume at once.
 */
final class SlabSolver {

	/** Bytes of a pixel and layer: unary, probabilities, scores. */
	private static final int LAYER_BYTES = 12;
	/** Bytes of a pixel of a slice: quantised intensities, background. */
	private static final int SLICE_BYTES = 6;

	private final SliceReader slices;
	private final AutoWindow window;
	private final Unary unary;
	private final PairWeights weights;
	private final RefineParameters parameters;
	private final Progress progress;

	SlabSolver(final SliceReader slices, final AutoWindow window, final Unary unary, final RefineParameters parameters,
		final Progress progress)
	{
		this.slices = slices;
		this.window = window;
		this.unary = unary;
		this.parameters = parameters;
		this.progress = progress;
		weights = new PairWeights(window, slices.spacing(), parameters.field().contrast());
	}

	/** What becomes of a solved slice. */
	@FunctionalInterface
	interface Solved {

		/**
		 * Takes the scores of a slice; called by several threads for different slices.
		 *
		 * @param z slice of the volume
		 * @param layers by class, scores in {@code next}; null where a class has no box
		 * @param background score of background; null if no class has a box
		 */
		void accept(int z, Layer[] layers, float[] background);
	}

	/**
	 * Solves.
	 *
	 * @param reaches of the outlier term: a solution for each
	 * @param consumers one for each
	 * @param message for the progress
	 */
	void solve(final List<Unary.Reach> reaches, final List<Solved> consumers, final String message) {
		for (final int[] slab : slabs()) {
			progress.check();
			progress.report(slab[0], slices.depth(), message);
			final int first = Math.max(0, slab[0] - parameters.field().rounds());
			final int end = Math.min(slices.depth(), slab[1] + parameters.field().rounds());
			final short[][] quantised = new short[end - first][];
			for (int i = 0; i < reaches.size(); i++) {
				final Layer[][] layers = new Layer[end - first][];
				final Unary.Reach reach = reaches.get(i);
				IntStream.range(first, end).parallel().forEach(z -> {
					progress.check();
					final SliceIntensities intensities = SliceIntensities.of(slices, z, window);
					if (quantised[z - first] == null) quantised[z - first] = weights.quantise(intensities.raw());
					layers[z - first] = layers(z, intensities, reach);
				});
				final MeanField solver = new MeanField(weights, parameters.field(), slices.width(), slices.height(), slices
					.depth(), first, quantised, layers);
				solver.solve(progress);
				final Solved consumer = consumers.get(i);
				IntStream.range(slab[0], slab[1]).parallel().forEach(z -> consumer.accept(z, layers[z - first], solver
					.background(z - first)));
			}
		}
	}

	private Layer[] layers(final int z, final SliceIntensities intensities, final Unary.Reach reach) {
		final LogitField field = unary.field();
		final Layer[] out = new Layer[field.classes()];
		for (int k = 0; k < out.length; k++) {
			final ClassPlane plane = field.smoothed(k, z, 0);
			if (plane != null && plane.logits().length > 0) out[k] = new Layer(plane.x0(), plane.y0(), plane.width(), plane
				.height(), unary.of(plane, k, z, intensities, reach));
		}
		return out;
	}

	/** Slabs {first, end} of all slices with boxes, within the memory bound where a slab has several slices. */
	List<int[]> slabs() {
		final LogitField field = unary.field();
		final int halo = 2 * parameters.field().rounds();
		final List<int[]> out = new ArrayList<>();
		int start = -1;
		long bytes = 0;
		for (int z = 0; z < slices.depth(); z++) {
			long own = 0;
			for (int k = 0; k < field.classes(); k++) own += field.rectangleArea(k, z) * LAYER_BYTES;
			if (own == 0) {
				if (start >= 0) out.add(new int[] { start, z });
				start = -1;
				continue;
			}
			own += (long) slices.width() * slices.height() * SLICE_BYTES;
			// The slices beyond the ends weigh about as much as those inside.
			final int length = start < 0 ? 0 : z - start;
			if (length > 0 && (bytes + own) / (length + 1) * (length + 1 + halo) > parameters.slabBytes() && length >= Math
				.min(4, halo)) {
				out.add(new int[] { start, z });
				start = -1;
			}
			if (start < 0) {
				start = z;
				bytes = 0;
			}
			bytes += own;
		}
		if (start >= 0) out.add(new int[] { start, slices.depth() });
		return out;
	}
}
