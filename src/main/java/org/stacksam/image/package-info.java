/**
 * Image processing on {@code RandomAccessibleInterval}s and planes that Maven Central lacks (imglib2-algorithm lives
 * elsewhere): distance transform, connected components, Gauss and median. Static functions; no state.
 */
package org.stacksam.image;
