/**
 * Refinement of masks in 3D: smoothing across slices, intensity evidence (histograms, outliers, a forest learnt inside
 * the volume), mean-field regularisation, stray pieces, confidence. Works in slabs along the stack, so that memory does
 * not grow with the volume. Parameters and their measured defaults: {@link org.stacksam.volume.refine.RefineParameters}.
 */
package org.stacksam.volume.refine;
