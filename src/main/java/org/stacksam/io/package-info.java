/**
 * Files and where volumes lie: NIfTI-1 and plain TIFF stacks, the {@link org.stacksam.io.Geometry} of a grid, label
 * images in one type, and {@link org.stacksam.io.OutputFile}, through which everything is written.
 */
package org.stacksam.io;
