package org.stacksam.volume.refine;

/**
 * Logits of one class in a rectangle of a slice.
 *
 * @param x0 left column, 0-based
 * @param y0 upper row
 * @param width columns
 * @param height rows
 * @param logits width·height, row-major
 * @param boxed which pixels lie in one of the class's boxes
 */
record ClassPlane(int x0, int y0, int width, int height, float[] logits, boolean[] boxed) {}
