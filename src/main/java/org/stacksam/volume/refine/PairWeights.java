package org.stacksam.volume.refine;

import org.stacksam.volume.AutoWindow;

/**
 * How strongly neighbouring voxels are tied: exp(−ΔI² / (2·(contrast·σ)²)) · exp(−d² / 2), d in units of the smallest
 * spacing. Intensities are quantised, so that the first factor is a table and no weight is stored.
 */
final class PairWeights {

	/** Offsets of the 26 neighbours. */
	static final int NEIGHBOURS = 26;
	final int[] dx = new int[NEIGHBOURS], dy = new int[NEIGHBOURS], dz = new int[NEIGHBOURS];
	/** exp(−d² / 2) of each neighbour. */
	final float[] near = new float[NEIGHBOURS];
	/** By difference of quantised intensities. */
	final float[] table;
	private final double least, step;

	/**
	 * Weights for a volume.
	 *
	 * @param spacing of x, y, z in mm
	 * @param contrast in sigmas
	 */
	PairWeights(final AutoWindow window, final double[] spacing, final double contrast) {
		final double sigma = window.sigma();
		least = window.lowest() - 6 * sigma;
		final double most = window.highest() + 7 * sigma;
		step = Math.max(sigma / 256, (most - least) / 30_000);
		table = new float[quantise(most) + 1];
		for (int i = 0; i < table.length; i++) {
			final double d = i * step / (contrast * sigma);
			table[i] = (float) Math.exp(-d * d / 2);
		}
		final double smallest = Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
		int n = 0;
		for (int z = -1; z <= 1; z++)
			for (int y = -1; y <= 1; y++)
				for (int x = -1; x <= 1; x++) {
					if (x == 0 && y == 0 && z == 0) continue;
					final double a = x * spacing[0] / smallest, b = y * spacing[1] / smallest, c = z * spacing[2] / smallest;
					dx[n] = x;
					dy[n] = y;
					dz[n] = z;
					near[n++] = (float) Math.exp(-(a * a + b * b + c * c) / 2);
				}
	}

	private int quantise(final double intensity) {
		return (int) Math.round((intensity - least) / step);
	}

	/** Intensities clipped to what tells the classes apart, as numbers for the table. */
	short[] quantise(final float[] intensities) {
		final short[] out = new short[intensities.length];
		for (int i = 0; i < out.length; i++)
			out[i] = (short) Math.max(0, Math.min(table.length - 1, quantise(intensities[i])));
		return out;
	}
}
