package org.stacksam.volume;

/**
 * What the engine says of one object on one slice.
 *
 * @param object number of the object
 * @param label value of its class
 * @param name of its class
 * @param slice 0-based
 * @param source what the mask comes from: "box", "points", "mask", "between", "beyond", "interpolated box"
 * @param predictedIou of the chosen mask, NaN where SAM did not run
 * @param stability IoU of the masks at logits ±1, NaN where SAM did not run
 * @param area pixels in the final label
 * @param confidence 0..1
 */
public record ReportRow(int object, int label, String name, int slice, String source, double predictedIou,
	double stability, long area, double confidence)
{}
