package org.stacksam.prompt;

import java.util.List;

/**
 * What someone said of one object in one slice: a box, points, a mask, any mixture of them, or that the object is
 * absent there.
 *
 * @param object number of the object, ≥ 1 and unique in its set whatever the label; 0 = not stated, then boxes of one
 *          label are linked along the stack by overlap
 * @param label value of its class in the label image, ≥ 1
 * @param slice 0-based z
 * @param channel 0-based, −1 = any
 * @param frame 0-based, −1 = any
 * @param box or null
 * @param points may be empty, never null
 * @param mask or null; taken as the truth of this slice
 * @param absent a stop mark: the object is not on this slice (then box, points and mask are ignored)
 */
public record Prompt(int object, int label, int slice, int channel, int frame, Box box, List<PointPrompt> points,
	MaskPrompt mask, boolean absent)
{

	public Prompt {
		points = points == null ? List.of() : List.copyOf(points);
	}

	/** A box on a slice. */
	public static Prompt box(final int object, final int label, final int slice, final Box box) {
		return new Prompt(object, label, slice, -1, -1, box, List.of(), null, false);
	}

	/** Points on a slice. */
	public static Prompt points(final int object, final int label, final int slice, final List<PointPrompt> points) {
		return new Prompt(object, label, slice, -1, -1, null, points, null, false);
	}

	/** A stop mark. */
	public static Prompt absent(final int object, final int label, final int slice) {
		return new Prompt(object, label, slice, -1, -1, null, List.of(), null, true);
	}

	/** Bounds of all that is said: box, mask and points; null if there is none of them. */
	public Box bounds() {
		Box bounds = box;
		if (mask != null) bounds = bounds == null ? mask.bounds() : bounds.union(mask.bounds());
		for (final PointPrompt p : points) {
			final Box point = new Box(p.x(), p.y(), p.x(), p.y());
			bounds = bounds == null ? point : bounds.union(point);
		}
		return bounds;
	}

	public Prompt withBox(final Box newBox) {
		return new Prompt(object, label, slice, channel, frame, newBox, points, mask, absent);
	}

	public Prompt withObject(final int newObject) {
		return new Prompt(newObject, label, slice, channel, frame, box, points, mask, absent);
	}

	public Prompt withSlice(final int newSlice) {
		return new Prompt(object, label, newSlice, channel, frame, box, points, mask, absent);
	}
}
