package org.stacksam.image;

/** Exact anisotropic Euclidean distance transforms in linear time. */
public final class DistanceTransform {

	private DistanceTransform() {}

	/**
	 * Squared distance of each voxel to the nearest voxel that is set, all cores.
	 *
	 * @param set width·height·depth flags, x fastest
	 * @param spacing of x, y, z
	 * @return as many squared distances, 0 where set; {@code Double.POSITIVE_INFINITY} everywhere if nothing is set
	 */
	public static double[] squared(final boolean[] set, final int width, final int height, final int depth,
		final double[] spacing)
	{
		throw new UnsupportedOperationException("to be written");
	}

	/**
	 * Signed distance to the edge of a mask in a plane, in pixels: + inside, − outside, ±0.5 beside the edge (distance to
	 * the nearest pixel of the other side, minus one half).
	 *
	 * @return width·height values; all −∞ for an empty mask, all +∞ for a full one
	 */
	public static float[] signed(final boolean[] mask, final int width, final int height) {
		throw new UnsupportedOperationException("to be written");
	}
}
