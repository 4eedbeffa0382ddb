package org.stacksam.image;

/** Gauss and median of planes and small volumes held in arrays (x fastest); borders reflect as scipy's 'reflect'. */
public final class Filters {

	private Filters() {}

	/**
	 * Gaussian smoothing along each axis, kernel truncated at 4 sigma as scipy.ndimage does.
	 *
	 * @param sigma of x, y, z in voxels; 0 = not along that axis
	 * @return a new array
	 */
	public static float[] gauss(final float[] values, final int width, final int height, final int depth,
		final double[] sigma)
	{
		throw new UnsupportedOperationException("to be written");
	}

	/** Median of the 3×3 neighbourhood in the plane; a new array. */
	public static float[] median3x3(final float[] values, final int width, final int height) {
		throw new UnsupportedOperationException("to be written");
	}
}
