package org.stacksam.evaluation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.stacksam.InputException;

/** What a surface is made of, and how the 95th percentile of its distances is taken. */
public enum SurfaceDefinition {
	/**
	 * Voxels of a mask with a face neighbour outside it; 95th percentile of the distances of both directions pooled,
	 * interpolated linearly (R type 7), as in MedPy.
	 */
	MEDPY("medpy"),
	/** The same voxels; the larger of the two directions' 95th percentiles, as in MONAI. */
	MONAI("monai"),
	/**
	 * Surface elements at the corners of the voxels, weighted by their area (length in 2D); the larger of the two
	 * directions' 95th percentiles by area, not interpolated, as in DeepMind's surface-distance.
	 */
	SURFACE_DISTANCE("surface-distance");

	private final String key;

	SurfaceDefinition(final String key) {
		this.key = key;
	}

	/** Its name in options and reports. */
	public String key() {
		return key;
	}

	/**
	 * Finds a definition by its key, in any case.
	 *
	 * @throws InputException naming the definitions there are
	 */
	public static SurfaceDefinition named(final String key) {
		final String wanted = key.strip().toLowerCase(Locale.ROOT).replace('_', '-');
		for (final SurfaceDefinition definition : values())
			if (definition.key.equals(wanted)) return definition;
		throw new InputException("There is no definition of surfaces \"" + key + "\". Choose one of " + Arrays.stream(
			values()).map(SurfaceDefinition::key).collect(Collectors.joining(", ")) + ".");
	}
}
