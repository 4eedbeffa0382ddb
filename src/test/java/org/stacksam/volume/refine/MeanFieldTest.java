package org.stacksam.volume.refine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;

import org.stacksam.Progress;
import org.stacksam.sam.Window;
import org.stacksam.volume.AutoWindow;

class MeanFieldTest {

	private static final int W = 5, H = 4, D = 3, CLASSES = 2;
	private static final double[] SPACING = { 1, 2, 3 };
	private static final AutoWindow WINDOW = new AutoWindow(20, 60, 10, new Window(10, 90));

	/** The formula written down once more, voxel by voxel over the whole volume; a class without a box has U = −1000. */
	@Test
	void solvesTheFormula() {
		final Random random = new Random(3);
		final float[][] image = new float[D][W * H];
		for (final float[] slice : image) for (int i = 0; i < slice.length; i++) slice[i] = random.nextInt(120) - 20;
		// Class 0 has boxes everywhere, class 1 in columns 1..3 and rows 1..2 of slices 0 and 1.
		final double[][] unary = new double[CLASSES][W * H * D];
		final Layer[][] layers = new Layer[D][CLASSES];
		for (int z = 0; z < D; z++) {
			final float[] all = new float[W * H], part = new float[6];
			for (int i = 0; i < all.length; i++) unary[0][z * W * H + i] = all[i] = random.nextFloat() * 8 - 4;
			for (int y = 0; y < H; y++)
				for (int x = 0; x < W; x++) {
					final boolean boxed = z < 2 && x >= 1 && x <= 3 && y >= 1 && y <= 2;
					final float u = random.nextFloat() * 8 - 4;
					unary[1][(z * H + y) * W + x] = boxed ? u : -1000;
					if (boxed) part[(y - 1) * 3 + x - 1] = u;
				}
			layers[z][0] = new Layer(0, 0, W, H, all);
			layers[z][1] = z < 2 ? new Layer(1, 1, 3, 2, part) : null;
		}
		final PairWeights weights = new PairWeights(WINDOW, SPACING, 2);
		final short[][] quantised = new short[D][];
		for (int z = 0; z < D; z++) quantised[z] = weights.quantise(image[z]);
		final MeanField solver = new MeanField(weights, new RefineParameters.Field(3, 3, 2), W, H, D, 0, quantised, layers);
		solver.solve(Progress.NONE);

		final double[][] expected = direct(image, unary, 3);
		for (int z = 0; z < D; z++)
			for (int y = 0; y < H; y++)
				for (int x = 0; x < W; x++) {
					final int i = (z * H + y) * W + x;
					assertEquals(expected[0][i], solver.background(z)[y * W + x], 0.02);
					assertEquals(expected[1][i], layers[z][0].next[y * W + x], 0.02);
					if (z < 2 && x >= 1 && x <= 3 && y >= 1 && y <= 2) assertEquals(expected[2][i], layers[z][1].next[(y - 1) * 3 +
						x - 1], 0.02);
				}
	}

	/** Scores of background and classes after so many rounds. */
	private static double[][] direct(final float[][] image, final double[][] unary, final int rounds) {
		final double[][] u = { new double[W * H * D], unary[0], unary[1] };
		double[][] e = { u[0].clone(), u[1].clone(), u[2].clone() };
		for (int round = 0; round < rounds; round++) {
			final double[][] q = new double[3][W * H * D], next = new double[3][W * H * D];
			for (int i = 0; i < W * H * D; i++) {
				final double sum = Math.exp(e[0][i]) + Math.exp(e[1][i]) + Math.exp(e[2][i]);
				for (int k = 0; k < 3; k++) q[k][i] = Math.exp(e[k][i]) / sum;
			}
			for (int z = 0; z < D; z++)
				for (int y = 0; y < H; y++)
					for (int x = 0; x < W; x++) {
						double total = 0;
						final double[] message = new double[3];
						for (int dz = -1; dz <= 1; dz++)
							for (int dy = -1; dy <= 1; dy++)
								for (int dx = -1; dx <= 1; dx++) {
									if (dx == 0 && dy == 0 && dz == 0) continue;
									final int a = clamp(x + dx, W), b = clamp(y + dy, H), c = clamp(z + dz, D);
									final double di = tone(image[z][y * W + x]) - tone(image[c][b * W + a]);
									final double w = Math.exp(-di * di / (2 * 20 * 20)) * Math.exp(-(dx * dx + 4 * dy * dy + 9 * dz * dz) /
										2.0);
									total += w;
									for (int k = 0; k < 3; k++) message[k] += w * q[k][(c * H + b) * W + a];
								}
						for (int k = 0; k < 3; k++) next[k][(z * H + y) * W + x] = u[k][(z * H + y) * W + x] + 3 * message[k] /
							total;
					}
			e = next;
		}
		return e;
	}

	/** Clipped to A − 6σ .. B + 7σ. */
	private static double tone(final double intensity) {
		return Math.max(-40, Math.min(130, intensity));
	}

	private static int clamp(final int i, final int size) {
		return Math.max(0, Math.min(size - 1, i));
	}
}
