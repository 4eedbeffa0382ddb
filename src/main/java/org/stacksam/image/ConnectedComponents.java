package org.stacksam.image;

/** Connected components of a mask. */
public final class ConnectedComponents {

	private ConnectedComponents() {}

	/**
	 * Components and their sizes.
	 *
	 * @param labels width·height·depth numbers, x fastest: 0 = background, 1..count in order of first voxel
	 * @param sizes voxels of component i at index i (index 0: background)
	 */
	public record Components(int[] labels, int[] sizes) {

		public int count() {
			return sizes.length - 1;
		}
	}

	/**
	 * Labels a mask.
	 *
	 * @param mask width·height·depth flags, x fastest; depth 1 for a plane
	 * @param full true: neighbours by corners too (8 in a plane, 26 in 3D); false: 4 or 6
	 */
	public static Components label(final boolean[] mask, final int width, final int height, final int depth,
		final boolean full)
	{
		throw new UnsupportedOperationException("to be written");
	}
}
