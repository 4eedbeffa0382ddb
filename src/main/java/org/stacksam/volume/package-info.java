/**
 * Prompts on some slices of a volume become labels on all of them: reading and windowing slices, prompting the model, one
 * label a voxel, confidence and the report. Filling the slices between and beyond is in {@code fill}, the intensities'
 * evidence in {@code learn}, the regularisation in 3D in {@code refine}. Axes are x, y, z; slices count from 0.
 */
package org.stacksam.volume;
