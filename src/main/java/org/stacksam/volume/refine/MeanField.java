package org.stacksam.volume.refine;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.stacksam.Progress;

/**
 * Regularisation of a slab: E = U + strength · (weighted mean of the 26 neighbours' probabilities), probabilities =
 * softmax of E over background (U = 0) and classes; the mean-field solution of a local Potts model (Krähenbühl and
 * Koltun 2011 with a local kernel). Outside its boxes a class has probability 0. Coordinates clamp at the volume's
 * border. Parallel over slices; the result does not depend on the number of threads.
 */
final class MeanField {

	private final PairWeights weights;
	private final RefineParameters.Field parameters;
	private final int width, height, depth, first;
	private final short[][] intensities;
	private final Layer[][] layers;
	private final float[][] background;

	/**
	 * A slab.
	 *
	 * @param first slice of the slab in the volume
	 * @param depth slices of the volume
	 * @param intensities [slices of the slab][width·height] quantised
	 * @param layers [slices of the slab][classes], null where a class has no box
	 */
	MeanField(final PairWeights weights, final RefineParameters.Field parameters, final int width, final int height,
		final int depth, final int first, final short[][] intensities, final Layer[][] layers)
	{
		this.weights = weights;
		this.parameters = parameters;
		this.width = width;
		this.height = height;
		this.depth = depth;
		this.first = first;
		this.intensities = intensities;
		this.layers = layers;
		background = new float[layers.length][];
	}

	/** Runs all rounds; then each layer's {@code next} holds its scores E, −∞ outside the boxes. */
	void solve(final Progress progress) {
		IntStream.range(0, layers.length).parallel().forEach(this::start);
		for (int round = 1; round <= parameters.rounds(); round++) {
			final boolean last = round == parameters.rounds();
			IntStream.range(0, layers.length).parallel().forEach(z -> {
				progress.check();
				new Row(z).updateSlice(last);
			});
			if (!last) swap();
		}
		if (parameters.rounds() == 0) for (final Layer[] slice : layers)
			for (final Layer layer : slice)
				if (layer != null) layer.next = layer.unary;
	}

	/** Score of background at a slice's pixels after {@link #solve}; null if no class has a box there. */
	float[] background(final int z) {
		return background[z];
	}

	private void swap() {
		for (final Layer[] slice : layers) {
			for (final Layer layer : slice) {
				if (layer == null) continue;
				final float[] q = layer.q;
				layer.q = layer.next;
				layer.next = q;
			}
		}
	}

	/** Softmax of the unary logits. */
	private void start(final int z) {
		if (Arrays.stream(layers[z]).allMatch(l -> l == null)) return;
		background[z] = new float[width * height];
		final Row row = new Row(z);
		for (int y = 0; y < height; y++) {
			if (!row.range(y)) continue;
			for (int k = 0; k < layers[z].length; k++) row.load(k, y, null);
			row.softmax(y, true);
		}
	}

	/** Works on one slice, a row at a time, with its own buffers. */
	private final class Row {

		private final int z;
		private final Layer[] here;
		private final float[][] weight = new float[PairWeights.NEIGHBOURS][width];
		private final float[] total = new float[width], ground = new float[width], most = new float[width],
				sum = new float[width];
		private final float[][] message, score;
		private int from, to;

		Row(final int z) {
			this.z = z;
			here = layers[z];
			message = new float[here.length][];
			score = new float[here.length][];
		}

		void updateSlice(final boolean last) {
			if (background[z] == null) return;
			for (int y = 0; y < height; y++) {
				if (!range(y)) continue;
				weigh(y);
				Arrays.fill(ground, from, to, 0);
				for (int k = 0; k < here.length; k++) {
					final boolean any = gather(k, y);
					if (any) for (int x = from; x < to; x++) ground[x] += message[k][x];
					load(k, y, any ? message[k] : null);
				}
				final float strength = (float) parameters.strength();
				for (int x = from; x < to; x++) ground[x] = strength * (1 - ground[x] / total[x]);
				if (last) store(y);
				else softmax(y, false);
			}
		}

		/** Columns in which a class has a box in this row. */
		boolean range(final int y) {
			from = width;
			to = 0;
			for (final Layer layer : here) {
				if (layer == null || !layer.hasRow(y)) continue;
				from = Math.min(from, layer.x0);
				to = Math.max(to, layer.x0 + layer.width);
			}
			return from < to;
		}

		/** Slice of the slab that holds the neighbour, clamped at the volume's border; −1 beyond the slab. */
		private int neighbour(final int dz) {
			final int slice = Math.max(0, Math.min(depth - 1, first + z + dz)) - first;
			return slice >= 0 && slice < layers.length ? slice : -1;
		}

		private void weigh(final int y) {
			Arrays.fill(total, from, to, 0);
			final short[] own = intensities[z];
			for (int n = 0; n < PairWeights.NEIGHBOURS; n++) {
				final float[] w = weight[n];
				final int slice = neighbour(weights.dz[n]);
				if (slice < 0) {
					Arrays.fill(w, from, to, 0);
					continue;
				}
				final short[] other = intensities[slice];
				final int row = y * width, otherRow = Math.max(0, Math.min(height - 1, y + weights.dy[n])) * width;
				final int dx = weights.dx[n];
				final float near = weights.near[n];
				for (int x = from; x < to; x++) {
					final int column = Math.max(0, Math.min(width - 1, x + dx));
					w[x] = near * weights.table[Math.abs(own[row + x] - other[otherRow + column])];
					total[x] += w[x];
				}
			}
			for (int x = from; x < to; x++) total[x] = Math.max(total[x], 1e-6f);
		}

		/** Weighted sum of the neighbours' probabilities of a class; false if it has none near this row. */
		private boolean gather(final int k, final int y) {
			boolean any = false;
			for (int n = 0; n < PairWeights.NEIGHBOURS; n++) {
				final int slice = neighbour(weights.dz[n]);
				final Layer layer = slice < 0 ? null : layers[slice][k];
				final int row = Math.max(0, Math.min(height - 1, y + weights.dy[n]));
				if (layer == null || !layer.hasRow(row)) continue;
				if (message[k] == null) message[k] = new float[width];
				final float[] out = message[k], w = weight[n], q = layer.q;
				if (!any) Arrays.fill(out, from, to, 0);
				any = true;
				final int dx = weights.dx[n], at = (row - layer.y0) * layer.width - layer.x0;
				final int a = Math.max(Math.max(from, layer.x0 - dx), -dx), b = Math.min(Math.min(to, layer.x0 + layer.width -
					dx), width - dx);
				for (int x = a; x < b; x++) out[x] += w[x] * q[at + x + dx];
				if (dx < 0 && from == 0 && layer.x0 == 0) out[0] += w[0] * q[at];
				if (dx > 0 && to == width && layer.x0 + layer.width == width) out[width - 1] += w[width - 1] * q[at + width -
					1];
			}
			return any;
		}

		/** Scores of a class in the row: unary plus message. */
		void load(final int k, final int y, final float[] gathered) {
			final Layer layer = here[k];
			if (layer == null || !layer.hasRow(y)) return;
			if (score[k] == null) score[k] = new float[width];
			final float[] out = score[k];
			final int at = (y - layer.y0) * layer.width - layer.x0;
			final float strength = (float) parameters.strength();
			for (int x = layer.x0; x < layer.x0 + layer.width; x++) {
				final float u = layer.unary[at + x];
				out[x] = gathered == null || u == Float.NEGATIVE_INFINITY ? u : u + strength * gathered[x] / total[x];
			}
		}

		/** Probabilities of all classes in the row; the first ones are those of the unary logits. */
		void softmax(final int y, final boolean initial) {
			System.arraycopy(ground, from, most, from, to - from);
			for (int k = 0; k < here.length; k++) {
				final Layer layer = here[k];
				if (layer == null || !layer.hasRow(y)) continue;
				for (int x = layer.x0; x < layer.x0 + layer.width; x++) most[x] = Math.max(most[x], score[k][x]);
			}
			for (int x = from; x < to; x++) sum[x] = (float) Math.exp(ground[x] - most[x]);
			for (int k = 0; k < here.length; k++) {
				final Layer layer = here[k];
				if (layer == null || !layer.hasRow(y)) continue;
				for (int x = layer.x0; x < layer.x0 + layer.width; x++) {
					final float e = score[k][x] == Float.NEGATIVE_INFINITY ? 0 : (float) Math.exp(score[k][x] - most[x]);
					score[k][x] = e;
					sum[x] += e;
				}
			}
			for (int k = 0; k < here.length; k++) {
				final Layer layer = here[k];
				if (layer == null || !layer.hasRow(y)) continue;
				final int at = (y - layer.y0) * layer.width - layer.x0;
				final float[] out = initial ? layer.q : layer.next;
				for (int x = layer.x0; x < layer.x0 + layer.width; x++) out[at + x] = score[k][x] / sum[x];
			}
		}

		private void store(final int y) {
			System.arraycopy(ground, from, background[z], y * width + from, to - from);
			for (int k = 0; k < here.length; k++) {
				final Layer layer = here[k];
				if (layer != null && layer.hasRow(y)) System.arraycopy(score[k], layer.x0, layer.next, (y - layer.y0) *
					layer.width, layer.width);
			}
		}
	}
}
