package org.stacksam.interactive;

import org.stacksam.prompt.MaskPrompt;

/**
 * A preview.
 *
 * @param request what was asked
 * @param mask in pixels of the slice as stored; null if the model finds nothing there
 * @param predictedIou the model's own estimate, about 0..1; 1 for a mask the user gave
 * @param stability IoU of the masks at logits 1 and −1, 0..1; 1 for a mask the user gave
 * @param millis from the request to the result, waiting for the embedding included
 */
public record PreviewResult(PreviewRequest request, MaskPrompt mask, double predictedIou, double stability,
	double millis)
{}
