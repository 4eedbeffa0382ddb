package org.stacksam.volume.fill;

import java.util.List;

import org.stacksam.prompt.Box;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceMasks;
import org.stacksam.sam.SlicePrompt;
import org.stacksam.volume.LogitCrop;

/** SAM asked with a box and a shape that comes from elsewhere, and both mixed half and half. */
final class Reprompt {

	private static final float LIMIT = 8;

	private Reprompt() {}

	/**
	 * What came out.
	 *
	 * @param logits in the rectangle kept for the box
	 * @param predictedIou of SAM's mask
	 * @param stability of SAM's mask, IoU at ±1
	 * @param agreement Dice of SAM's mask and the shape in the box
	 */
	record Mixed(LogitCrop logits, double predictedIou, double stability, double agreement) {}

	/**
	 * Asks SAM for the single-mask token and mixes it with the shape.
	 *
	 * @param level logits of the shape on the whole slice, within ±8
	 * @param box asked for, and outside of which nothing counts
	 */
	static Mixed ask(final SamModel model, final EncodedSlice slice, final Box box, final float[] level) {
		final int[] rectangle = Masks.kept(box, slice.width(), slice.height());
		final SliceMasks masks = model.decode(slice, new SlicePrompt(box, List.of(), slice.maskInput(level)));
		final float[] sam = masks.sample(0, rectangle[0], rectangle[1], rectangle[2] - rectangle[0], rectangle[3] -
			rectangle[1]);
		final float[] shape = Masks.cut(level, slice.width(), rectangle), mixed = new float[sam.length];
		for (int i = 0; i < mixed.length; i++)
			mixed[i] = .5f * Math.max(-LIMIT, Math.min(LIMIT, sam[i])) + .5f * shape[i];
		final double iou = Masks.iou(sam, 0, shape, 0, rectangle, box);
		return new Mixed(Masks.crop(rectangle, mixed), masks.predictedIou()[0], Masks.iou(sam, 1, sam, -1, rectangle, box),
			2 * iou / (1 + iou));
	}
}
