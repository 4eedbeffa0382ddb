package org.stacksam.evaluation;

import java.util.Arrays;

import org.stacksam.InputException;

/**
 * How surfaces are compared.
 *
 * @param definition of surface and percentile
 * @param tolerance distance up to which surfaces agree (NSD), in the unit of the spacing, at least 0; NaN = the
 *          diagonal of a voxel
 */
public record SurfaceOptions(SurfaceDefinition definition, double tolerance) {

	/** MedPy's definition, tolerance of a voxel's diagonal. */
	public static final SurfaceOptions DEFAULT = new SurfaceOptions(SurfaceDefinition.MEDPY, Double.NaN);

	public SurfaceOptions {
		if (tolerance < 0 || Double.isInfinite(tolerance)) throw new InputException(
			"The tolerance of the surface metrics must be 0 or more, not " + tolerance + ".");
	}

	/** The tolerance, or the diagonal of a voxel of this spacing. */
	double tolerance(final double[] spacing) {
		return Double.isNaN(tolerance) ? Math.sqrt(Arrays.stream(spacing).map(s -> s * s).sum()) : tolerance;
	}
}
