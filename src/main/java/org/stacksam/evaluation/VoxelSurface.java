package org.stacksam.evaluation;

import java.util.stream.IntStream;

/** Surfaces made of voxels: those of a mask that have a face neighbour outside it (4 in a plane, 6 in a volume). */
final class VoxelSurface {

	private VoxelSurface() {}

	/**
	 * Marks the surface; beyond the edges of the array is background.
	 *
	 * @param mask width·height·depth flags, x fastest
	 * @param plane whether neighbours along z count for nothing
	 */
	static boolean[] of(final boolean[] mask, final int width, final int height, final int depth, final boolean plane) {
		final boolean[] surface = new boolean[mask.length];
		final int slice = width * height;
		IntStream.range(0, depth).parallel().forEach(z -> {
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++) {
					final int i = z * slice + y * width + x;
					if (!mask[i]) continue;
					final boolean inside = x > 0 && mask[i - 1] && x + 1 < width && mask[i + 1] && y > 0 && mask[i - width] && y +
						1 < height && mask[i + width] && (plane || z > 0 && mask[i - slice] && z + 1 < depth && mask[i + slice]);
					surface[i] = !inside;
				}
		});
		return surface;
	}
}
