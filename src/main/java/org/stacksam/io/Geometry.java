package org.stacksam.io;

import java.util.Arrays;

/**
 * The grid of a volume and where it lies: size in voxels along x, y, z (z = slices of the stack) and an affine map
 * from voxel indices (0-based, at voxel centres) to millimetres in NIfTI's RAS+ frame (x to the right, y to the front,
 * z to the head).
 *
 * @param width voxels along x, at least 1
 * @param height voxels along y, at least 1
 * @param depth voxels along z, at least 1
 * @param affine 3 rows of 4: world_i = a[i][0]·x + a[i][1]·y + a[i][2]·z + a[i][3], in mm
 * @param oriented whether the source says how the volume lies in the body (NIfTI sform or qform, DICOM); false where
 *          only a spacing is known, as in a plain TIFF
 * @param formCode NIfTI's xform code to write: 1 scanner, 2 aligned to another image, 3 Talairach, 4 MNI; 0 only where
 *          the source is a NIfTI file that has none, so that results carry what their image carries
 */
public record Geometry(long width, long height, long depth, double[][] affine, boolean oriented, int formCode) {

	public Geometry {
		if (width < 1 || height < 1 || depth < 1) throw new IllegalArgumentException("Size must be positive: " + width +
			" × " + height + " × " + depth);
		if (affine.length != 3 || Arrays.stream(affine).anyMatch(row -> row.length != 4))
			throw new IllegalArgumentException("The affine must have 3 rows of 4");
		affine = Arrays.stream(affine).map(double[]::clone).toArray(double[][]::new);
	}

	/** A grid whose world is the scanner's. */
	public Geometry(final long width, final long height, final long depth, final double[][] affine,
		final boolean oriented)
	{
		this(width, height, depth, affine, oriented, 1);
	}

	/** The same grid to be written with another NIfTI xform code. */
	public Geometry withFormCode(final int newFormCode) {
		return new Geometry(width, height, depth, affine, oriented, newFormCode);
	}

	/**
	 * The grid of a volume of which only spacing and origin are known: x to the left, y to the back, z to the head, as
	 * ITK's identity direction (and ImageJ's x to the right and y down on the screen).
	 *
	 * @param spacing mm along x, y, z, each &gt; 0
	 * @param origin world position of voxel 0,0,0 in ITK's LPS frame, mm
	 */
	public static Geometry of(final long width, final long height, final long depth, final double[] spacing,
		final double[] origin)
	{
		return new Geometry(width, height, depth, new double[][] { { -spacing[0], 0, 0, -origin[0] }, { 0, -spacing[1], 0,
			-origin[1] }, { 0, 0, spacing[2], origin[2] } }, false);
	}

	/** The affine map; a copy. */
	@Override
	public double[][] affine() {
		return Arrays.stream(affine).map(double[]::clone).toArray(double[][]::new);
	}

	/**
	 * Distance of neighbouring voxel centres in mm.
	 *
	 * @param axis 0 = x, 1 = y, 2 = z
	 */
	public double spacing(final int axis) {
		return Math.sqrt(affine[0][axis] * affine[0][axis] + affine[1][axis] * affine[1][axis] + affine[2][axis] *
			affine[2][axis]);
	}

	/** Spacing along x, y, z in mm. */
	public double[] spacing() {
		return new double[] { spacing(0), spacing(1), spacing(2) };
	}

	/** Volume of one voxel in mm³ (for sheared grids too). */
	public double voxelVolume() {
		final double[][] a = affine;
		return Math.abs(a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1]) - a[0][1] * (a[1][0] * a[2][2] - a[1][2] *
			a[2][0]) + a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]));
	}

	/** Whether two axes are not perpendicular, as after an affine registration; ITK cannot hold such a grid. */
	public boolean isSheared() {
		return NiftiAffine.shear(affine) > NiftiAffine.MAX_SHEAR;
	}

	/**
	 * Whether both describe the same voxels: equal sizes, and no corner of the volume further apart than 1 % of the
	 * smallest spacing (float32 headers round).
	 */
	public boolean sameGrid(final Geometry other) {
		if (!sameSize(other)) return false;
		final double tolerance = 0.01 * Math.min(spacing(0), Math.min(spacing(1), spacing(2)));
		for (int corner = 0; corner < 8; corner++) {
			final double[] at = { (corner & 1) * (width - 1.0), (corner >> 1 & 1) * (height - 1.0), (corner >> 2) * (depth -
				1.0) };
			for (int i = 0; i < 3; i++)
				if (!(Math.abs(world(i, at) - other.world(i, at)) <= tolerance)) return false;
		}
		return true;
	}

	/** Whether both have as many voxels along each axis. */
	public boolean sameSize(final Geometry other) {
		return width == other.width && height == other.height && depth == other.depth;
	}

	private double world(final int i, final double[] at) {
		return affine[i][0] * at[0] + affine[i][1] * at[1] + affine[i][2] * at[2] + affine[i][3];
	}

	@Override
	public boolean equals(final Object o) {
		return o instanceof Geometry g && sameSize(g) && oriented == g.oriented && formCode ==
			g.formCode && Arrays.deepEquals(affine, g.affine);
	}

	@Override
	public int hashCode() {
		return Arrays.deepHashCode(affine) * 31 + Long.hashCode(width * 31 * 31 + height * 31 + depth);
	}

	/** For messages: size and spacing. */
	@Override
	public String toString() {
		return String.format(java.util.Locale.ROOT, "%d × %d × %d voxels of %.4g × %.4g × %.4g mm, first voxel at (%.4g, %.4g, %.4g) mm RAS", width,
			height, depth, spacing(0), spacing(1), spacing(2), affine[0][3], affine[1][3], affine[2][3]);
	}
}
