package org.stacksam.evaluation;

import java.util.stream.IntStream;

/**
 * Surfaces made of elements at the corners of the voxels, as in DeepMind's surface-distance: at a corner meet 8 voxels
 * (4 in a plane); the set ones among them are the code of the corner, and where some but not all are set, the marching
 * cubes surface of that code goes through it.
 *
 * @param codes of (width + 1)·(height + 1)·(depth + 1) corners (in a plane of (width + 1)·(height + 1)), x fastest: bit
 *          dx + 2·dy + 4·dz is the voxel on the lower (0) or upper (1) side of each axis
 * @param areas of the elements by code, in square units of the spacing (lengths in a plane)
 */
record CornerSurface(byte[] codes, int width, int height, int depth, double[] areas) {

	/**
	 * The surface of a mask.
	 *
	 * @param mask width·height·depth flags, x fastest; beyond its edges is background
	 * @param plane whether it is a plane, depth 1
	 */
	static CornerSurface of(final boolean[] mask, final int width, final int height, final int depth,
		final boolean plane, final double[] spacing)
	{
		final int columns = width + 1, rows = height + 1, layers = plane ? 1 : depth + 1;
		final byte[] codes = new byte[columns * rows * layers];
		final int sides = plane ? 4 : 8;
		IntStream.range(0, layers).parallel().forEach(z -> {
			for (int y = 0; y < rows; y++)
				for (int x = 0; x < columns; x++) {
					int code = 0;
					for (int side = 0; side < sides; side++) {
						final int vx = x - 1 + (side & 1), vy = y - 1 + (side >> 1 & 1), vz = plane ? 0 : z - 1 + (side >> 2);
						if (vx >= 0 && vx < width && vy >= 0 && vy < height && vz >= 0 && vz < depth && mask[(vz * height + vy) *
							width + vx]) code |= 1 << side;
					}
					codes[(z * rows + y) * columns + x] = (byte) code;
				}
		});
		return new CornerSurface(codes, columns, rows, layers, plane ? MarchingAreas.ofPlane(spacing) : MarchingAreas
			.ofVolume(spacing));
	}

	/** Marks the corners that the surface goes through. */
	boolean[] elements() {
		final boolean[] elements = new boolean[codes.length];
		final int full = areas.length - 1;
		for (int i = 0; i < codes.length; i++) {
			final int code = Byte.toUnsignedInt(codes[i]);
			elements[i] = code != 0 && code != full;
		}
		return elements;
	}

	/** Area of the element at a corner. */
	double area(final int corner) {
		return areas[Byte.toUnsignedInt(codes[corner])];
	}
}
