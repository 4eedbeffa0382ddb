package org.stacksam.sample;

import java.util.Random;

/**
 * An ellipsoid with a wavy surface, in millimetres of NIfTI's RAS frame (x to the right, y to the front, z to the head).
 *
 * @param center x, y, z
 * @param radii along x, y, z
 * @param intensity HU
 * @param waves phases and directions of the surface's waves
 */
record PhantomOrgan(double[] center, double[] radii, double intensity, double[][] waves) {

	private static final int WAVES = 4;
	/** Amplitude of a wave as a share of the radius, and waves a radius. */
	private static final double AMPLITUDE = .045, FREQUENCY = 2.2;

	/** An organ whose position, size and surface vary with the random numbers. */
	static PhantomOrgan random(final double[] center, final double[] radii, final double intensity, final Random random) {
		final double[] moved = new double[3], scaled = new double[3];
		for (int i = 0; i < 3; i++) {
			moved[i] = center[i] + 2 * random.nextGaussian();
			scaled[i] = radii[i] * (1 + .04 * random.nextGaussian());
		}
		final double[][] waves = new double[WAVES][4];
		for (final double[] wave : waves) {
			for (int i = 0; i < 3; i++)
				wave[i] = FREQUENCY * random.nextGaussian();
			wave[3] = 2 * Math.PI * random.nextDouble();
		}
		return new PhantomOrgan(moved, scaled, intensity + 4 * random.nextGaussian(), waves);
	}

	/** Whether a point lies inside. */
	boolean contains(final double x, final double y, final double z) {
		final double u = (x - center[0]) / radii[0], v = (y - center[1]) / radii[1], w = (z - center[2]) / radii[2];
		final double distance = Math.sqrt(u * u + v * v + w * w);
		if (distance > 1.3) return false;
		double edge = 1;
		for (final double[] wave : waves)
			edge += AMPLITUDE * Math.sin(wave[0] * u + wave[1] * v + wave[2] * w + wave[3]);
		return distance <= edge;
	}
}
