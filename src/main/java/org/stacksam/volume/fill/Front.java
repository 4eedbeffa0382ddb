package org.stacksam.volume.fill;

import java.util.Arrays;
import java.util.List;

import org.stacksam.prompt.Box;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceMasks;
import org.stacksam.sam.SlicePrompt;

/** Where an object has been followed to, in one direction along the stack. */
final class Front {

	/** SAM's prompt: the last mask's box, so much wider on each side (share of its size, pixels). */
	private static final double PROMPT_SHARE = 0.02, PROMPT_PIXELS = 0.5;
	/** The clip, on top of that. */
	private static final double CLIP_SHARE = 0.05, CLIP_PIXELS = 1;
	/** SAM counts half, the guard whole, and SAM's running over is taken off. */
	private static final float SAM_WEIGHT = 0.5f, BIAS = 1, LIMIT = 8;
	/** Fewer pixels are no mask. */
	private static final int FEW = 8;

	private final int object;
	private final int label;
	private final Guard guard;
	private Region last;
	private int slice;

	/**
	 * A front.
	 *
	 * @param slice the outermost one that is known
	 * @param last the object there
	 */
	Front(final int object, final int label, final Guard guard, final int slice, final Region last) {
		this.object = object;
		this.label = label;
		this.guard = guard;
		this.slice = slice;
		this.last = last;
	}

	int object() {
		return object;
	}

	int label() {
		return label;
	}

	int slice() {
		return slice;
	}

	Guard guard() {
		return guard;
	}

	/**
	 * What is seen on the next slice.
	 *
	 * @param seen logits in the clip, all pieces
	 * @param odds the guard's log-odds, laid out alike
	 * @param predictedIou of SAM's mask
	 * @param stability of SAM's mask, IoU at ±1
	 * @param agreement Dice of SAM's and the guard's masks in the clip
	 */
	record Look(Region seen, float[] odds, double predictedIou, double stability, double agreement) {

		/** The object there: its largest piece; null if it is too small or mostly unlike the object. */
		Region accepted() {
			final Region mask = seen.largestPiece();
			return mask.area() < FEW || medianInside(mask, odds) < 0 ? null : mask;
		}
	}

	/** Looks for the object on another slice; null if there is nothing to look for. Does not move on yet. */
	Look look(final int z, final SliceStack stack, final SamModel model) {
		final int width = stack.width(), height = stack.height();
		final Box tight = last.bounds();
		if (tight == null) return null;
		final Box prompt = wider(tight, PROMPT_SHARE, PROMPT_PIXELS).clip(width, height), clip = wider(prompt, CLIP_SHARE,
			CLIP_PIXELS).clip(width, height);
		final EncodedSlice encoded = stack.embeddings().at(z, prompt);
		final SliceMasks masks = model.decode(encoded, new SlicePrompt(prompt, List.of(), encoded.maskInput(last.onSlice(
			width, height))));
		final int[] r = Masks.kept(clip, width, height);
		final float[] sam = masks.sample(0, r[0], r[1], r[2] - r[0], r[3] - r[1]), odds = guard.logOdds(z, r);
		final float[] logits = new float[sam.length];
		for (int i = 0; i < logits.length; i++) {
			final boolean in = Masks.inside(clip, r[0] + i % (r[2] - r[0]), r[1] + i / (r[2] - r[0]));
			logits[i] = in ? SAM_WEIGHT * Math.max(-LIMIT, Math.min(LIMIT, sam[i])) - BIAS + odds[i] : Region.NOWHERE;
		}
		final double iou = Masks.iou(sam, 0, odds, 0, r, clip);
		return new Look(new Region(r, logits), odds, masks.predictedIou()[0], Masks.iou(sam, 1, sam, -1, r, clip), 2 * iou /
			(1 + iou));
	}

	/** Goes on to a slice. */
	void move(final int z, final Region mask) {
		slice = z;
		last = mask;
	}

	private static double medianInside(final Region mask, final float[] odds) {
		final double[] inside = new double[mask.area()];
		int n = 0;
		for (int i = 0; i < odds.length; i++)
			if (mask.logits()[i] > 0) inside[n++] = odds[i];
		Arrays.sort(inside);
		return (inside[(n - 1) / 2] + inside[n / 2]) / 2;
	}

	private static Box wider(final Box b, final double share, final double pixels) {
		final double x = share * b.width() + pixels, y = share * b.height() + pixels;
		return new Box(b.x0() - x, b.y0() - y, b.x1() + x, b.y1() + y);
	}
}
