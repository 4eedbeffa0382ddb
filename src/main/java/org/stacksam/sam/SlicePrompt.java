package org.stacksam.sam;

import java.util.List;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.PointPrompt;

/**
 * What the decoder is asked about one slice.
 *
 * @param box in slice pixels (edges), or null
 * @param points in slice pixels (edges); may be empty if there is a box
 * @param maskInput side·side logits in the model's low-resolution frame (row-major), or null; models without a mask
 *          input do not look at it
 */
public record SlicePrompt(Box box, List<PointPrompt> points, float[] maskInput) {

	public SlicePrompt {
		points = List.copyOf(points);
		if (box == null && points.isEmpty()) throw new IllegalArgumentException("A prompt needs a box or a point");
	}

	public static SlicePrompt of(final Box box) {
		return new SlicePrompt(box, List.of(), null);
	}
}
