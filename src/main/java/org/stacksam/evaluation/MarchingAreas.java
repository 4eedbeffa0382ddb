package org.stacksam.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Areas of the marching cubes surface in a cube of 8 voxel centres (lengths of the marching squares line in a square of
 * 4), for every choice of set corners. The surface goes through the middles of the edges between set and unset corners;
 * corners that touch only along a diagonal are cut off apart from each other, and polygons with more than three corners
 * are fans of triangles, divided as in surface-distance, whose table these areas equal.
 */
final class MarchingAreas {

	/** Half the cross product of two edges, of a corner that is cut off alone, in voxels. */
	private static final double[] CUT_CORNER = { .125, .125, .125 };

	private MarchingAreas() {}

	/**
	 * Lengths by code; bit dx + 2·dy is the corner at dx, dy.
	 *
	 * @param spacing of x, y
	 */
	static double[] ofPlane(final double[] spacing) {
		final double diagonal = Math.hypot(spacing[0], spacing[1]) / 2;
		final double[] lengths = new double[16];
		for (int code = 1; code < 15; code++)
			lengths[code] = switch (code) {
				case 0b0011, 0b1100 -> spacing[0];
				case 0b0101, 0b1010 -> spacing[1];
				case 0b0110, 0b1001 -> 2 * diagonal;
				default -> diagonal;
			};
		return lengths;
	}

	/**
	 * Areas by code; bit dx + 2·dy + 4·dz is the corner at dx, dy, dz.
	 *
	 * @param spacing of x, y, z
	 */
	static double[] ofVolume(final double[] spacing) {
		final double[] areas = new double[256];
		for (int code = 1; code < 255; code++) {
			// Inside and outside share their surface; the smaller side decides which corners are cut off apart.
			int left = Integer.bitCount(code) <= 4 ? code : 255 - code;
			while (left != 0) {
				final int group = groupOf(Integer.numberOfTrailingZeros(left), left);
				for (final double[] normal : triangles(group))
					areas[code] += area(normal, spacing);
				left &= ~group;
			}
		}
		return areas;
	}

	/** The corners of a set that are connected to one of them along edges. */
	private static int groupOf(final int corner, final int corners) {
		int group = 1 << corner;
		for (int before = 0; before != group;) {
			before = group;
			for (int c = 0; c < 8; c++)
				if ((before >> c & 1) == 1) group |= neighbours(c) & corners;
		}
		return group;
	}

	private static int neighbours(final int corner) {
		return 1 << (corner ^ 1) | 1 << (corner ^ 2) | 1 << (corner ^ 4);
	}

	/** Normals of the triangles around a group of 1 to 4 connected corners, as long as their areas, in voxels. */
	private static List<double[]> triangles(final int group) {
		final int[] edges = edgesByAxis(group);
		return switch (Integer.bitCount(group)) {
			case 1 -> List.of(CUT_CORNER);
			case 2 -> edge(axisWith(1, edges));
			case 3 -> bend(axisWith(0, edges));
			default -> edges[0] + edges[1] + edges[2] == 4 ? face(axisWith(0, edges)) : fourCorners(group);
		};
	}

	/** Two corners along an axis: a rectangle that is inclined towards the other two axes. */
	private static List<double[]> edge(final int axis) {
		final double[] half = { .25, .25, .25 };
		half[axis] = 0;
		return List.of(half, half);
	}

	/** Four corners of a face: a square across the axis. */
	private static List<double[]> face(final int axis) {
		return List.of(along(axis), along(axis));
	}

	/** Three corners of a face: a pentagon. */
	private static List<double[]> bend(final int axis) {
		return List.of(along(axis), times(2, CUT_CORNER), CUT_CORNER);
	}

	/** A corner with its three neighbours: a hexagon; or a chain along three axes: a hexagon that is not plane. */
	private static List<double[]> fourCorners(final int group) {
		final List<Integer> inner = new ArrayList<>();
		for (int corner = 0; corner < 8; corner++)
			if ((group >> corner & 1) == 1 && Integer.bitCount(neighbours(corner) & group) > 1) inner.add(corner);
		if (inner.size() == 1) return List.of(CUT_CORNER, times(2, CUT_CORNER), times(2, CUT_CORNER), CUT_CORNER);
		final int middle = Integer.numberOfTrailingZeros(inner.get(0) ^ inner.get(1));
		final List<double[]> triangles = new ArrayList<>(List.of(CUT_CORNER, times(3, CUT_CORNER)));
		for (int axis = 0; axis < 3; axis++)
			if (axis != middle) triangles.add(edge(3 - middle - axis).get(0));
		return triangles;
	}

	private static int[] edgesByAxis(final int group) {
		final int[] edges = new int[3];
		for (int corner = 0; corner < 8; corner++)
			for (int axis = 0; axis < 3; axis++)
				if ((corner >> axis & 1) == 0 && (group >> corner & 1) == 1 && (group >> (corner | 1 << axis) & 1) == 1)
					edges[axis]++;
		return edges;
	}

	private static int axisWith(final int count, final int[] edges) {
		return edges[0] == count ? 0 : edges[1] == count ? 1 : 2;
	}

	private static double[] along(final int axis) {
		final double[] normal = new double[3];
		normal[axis] = .5;
		return normal;
	}

	private static double[] times(final double factor, final double[] v) {
		return new double[] { factor * v[0], factor * v[1], factor * v[2] };
	}

	private static double area(final double[] normal, final double[] spacing) {
		final double x = normal[0] * spacing[1] * spacing[2], y = normal[1] * spacing[0] * spacing[2], z = normal[2] *
			spacing[0] * spacing[1];
		return Math.sqrt(x * x + y * y + z * z);
	}
}
