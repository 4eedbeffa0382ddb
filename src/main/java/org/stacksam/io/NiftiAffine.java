package org.stacksam.io;

/**
 * The two ways in which NIfTI-1 writes where a volume lies: any affine map (sform), or a rotation as a unit quaternion
 * with spacings (qform). See the comments of nifti1.h, "3D IMAGE (VOLUME) ORIENTATION AND LOCATION IN SPACE".
 */
final class NiftiAffine {

	/** Most that a qform may differ from its sform (cosine between two axes) before readers must not see the qform. */
	static final double MAX_SHEAR = 1e-3;

	private NiftiAffine() {}

	/**
	 * A rotation with a possible flip of the third axis.
	 *
	 * @param b x part of the unit quaternion whose real part is not negative; c, d its y and z part
	 * @param qfac 1, or −1 where the third axis is flipped
	 */
	record Quaternion(double b, double c, double d, int qfac) {}

	/** The affine of a qform: rows of 4. */
	static double[][] fromQuaternion(final Quaternion q, final double[] spacing, final double[] offset) {
		double b = q.b, c = q.c, d = q.d;
		final double rest = 1 - (b * b + c * c + d * d);
		final double a;
		if (rest < 1e-7) { // half a turn, where float32 rounding may leave a negative rest
			final double norm = Math.sqrt(b * b + c * c + d * d);
			b /= norm;
			c /= norm;
			d /= norm;
			a = 0;
		}
		else a = Math.sqrt(rest);
		final double[][] r = { { a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c) }, { 2 * (b * c +
			a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b) }, { 2 * (b * d - a * c), 2 * (c * d + a * b), a * a +
				d * d - b * b - c * c } };
		final double[][] affine = new double[3][4];
		for (int i = 0; i < 3; i++) {
			affine[i][0] = r[i][0] * spacing[0];
			affine[i][1] = r[i][1] * spacing[1];
			affine[i][2] = r[i][2] * spacing[2] * q.qfac;
			affine[i][3] = offset[i];
		}
		return affine;
	}

	/** The qform nearest to an affine with three independent axes. */
	static Quaternion toQuaternion(final double[][] affine) {
		double[][] r = directions(affine);
		final int qfac = determinant(r) < 0 ? -1 : 1;
		for (int i = 0; i < 3; i++)
			r[i][2] *= qfac;
		r = nearestRotation(r);
		final double a2 = (1 + r[0][0] + r[1][1] + r[2][2]) / 4;
		if (a2 > 0.25) {
			final double a = Math.sqrt(a2);
			return new Quaternion((r[2][1] - r[1][2]) / (4 * a), (r[0][2] - r[2][0]) / (4 * a), (r[1][0] - r[0][1]) / (4 *
				a), qfac);
		}
		return fromLargestPart(r, qfac);
	}

	// More than 120 degrees: the real part is small, so the largest of the others is the stable one to divide by.
	private static Quaternion fromLargestPart(final double[][] r, final int qfac) {
		final double[] q = new double[3];
		int i = 0;
		if (r[1][1] > r[0][0]) i = 1;
		if (r[2][2] > r[i][i]) i = 2;
		final int j = (i + 1) % 3, k = (i + 2) % 3;
		q[i] = Math.sqrt(Math.max(0, 1 + r[i][i] - r[j][j] - r[k][k])) / 2;
		q[j] = (r[i][j] + r[j][i]) / (4 * q[i]);
		q[k] = (r[i][k] + r[k][i]) / (4 * q[i]);
		final double a = (r[k][j] - r[j][k]) / (4 * q[i]);
		final int sign = a < 0 ? -1 : 1; // the header has no room for a negative real part
		return new Quaternion(sign * q[0], sign * q[1], sign * q[2], qfac);
	}

	/** The largest cosine between two axes; 0 if all are perpendicular. */
	static double shear(final double[][] affine) {
		final double[][] r = directions(affine);
		double most = 0;
		for (int p = 0; p < 3; p++) {
			final int q = (p + 1) % 3;
			most = Math.max(most, Math.abs(r[0][p] * r[0][q] + r[1][p] * r[1][q] + r[2][p] * r[2][q]));
		}
		return most;
	}

	/** Whether the three axes are finite and span the space. */
	static boolean isRegular(final double[][] affine) {
		for (final double[] row : affine)
			for (final double v : row)
				if (!Double.isFinite(v)) return false;
		return Math.abs(determinant(directions(affine))) > 1e-6;
	}

	private static double[][] directions(final double[][] affine) {
		final double[][] r = new double[3][3];
		for (int axis = 0; axis < 3; axis++) {
			final double length = Math.sqrt(affine[0][axis] * affine[0][axis] + affine[1][axis] * affine[1][axis] +
				affine[2][axis] * affine[2][axis]);
			for (int i = 0; i < 3; i++)
				r[i][axis] = affine[i][axis] / length;
		}
		return r;
	}

	// Polar decomposition by Newton's iteration (Higham 1986): the mean of a matrix and its inverse transpose.
	private static double[][] nearestRotation(final double[][] start) {
		double[][] r = start;
		for (int step = 0; step < 30; step++) {
			final double[][] cofactors = cofactors(r);
			final double det = determinant(r);
			final double[][] next = new double[3][3];
			double change = 0;
			for (int i = 0; i < 3; i++)
				for (int j = 0; j < 3; j++) {
					next[i][j] = (r[i][j] + cofactors[i][j] / det) / 2;
					change = Math.max(change, Math.abs(next[i][j] - r[i][j]));
				}
			r = next;
			if (change < 1e-15) break;
		}
		return r;
	}

	private static double[][] cofactors(final double[][] m) {
		final double[][] c = new double[3][3];
		for (int i = 0; i < 3; i++)
			for (int j = 0; j < 3; j++)
				c[i][j] = m[(i + 1) % 3][(j + 1) % 3] * m[(i + 2) % 3][(j + 2) % 3] - m[(i + 1) % 3][(j + 2) % 3] * m[(i + 2) %
					3][(j + 1) % 3];
		return c;
	}

	private static double determinant(final double[][] m) {
		final double[][] c = cofactors(m);
		return m[0][0] * c[0][0] + m[0][1] * c[0][1] + m[0][2] * c[0][2];
	}
}
