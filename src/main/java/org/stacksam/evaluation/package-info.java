/**
 * How good labels are, and whether one set of results is better than another: overlap, surface and instance metrics,
 * tables of them (CSV, nnU-Net's {@code summary.json}), paired statistics and plots. Label images are
 * {@code RandomAccessibleInterval}s [x, y] or [x, y, z] with 0 as background.
 */
package org.stacksam.evaluation;
