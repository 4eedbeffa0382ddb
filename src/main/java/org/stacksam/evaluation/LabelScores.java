package org.stacksam.evaluation;

/**
 * All that was measured of one label of one case.
 *
 * @param voxelVolume volume of a voxel in mm³ (area of a pixel in mm²)
 * @param surface null where the surface metrics were not asked for
 */
public record LabelScores(EvaluatedLabel label, Overlap overlap, double voxelVolume, SurfaceMetrics surface) {}
