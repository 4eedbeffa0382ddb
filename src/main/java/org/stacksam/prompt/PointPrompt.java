package org.stacksam.prompt;

/**
 * A click in a slice, in pixel-edge coordinates (the centre of pixel i lies at i + 0.5).
 *
 * @param positive true: belongs to the object; false: does not
 */
public record PointPrompt(double x, double y, boolean positive) {}
