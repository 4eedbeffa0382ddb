package org.stacksam.sam;

import java.util.List;
import java.util.Map;

import org.stacksam.sam.DecoderDialect.Export;
import org.stacksam.sam.DecoderDialect.Feed;

/** The inputs of Segment Anything's own export that are not points: an earlier mask, and the size of the answer. */
final class MaskFeeds {

	static final List<String> NAMES = List.of("mask_input", "has_mask_input", "orig_im_size");

	private MaskFeeds() {}

	static Map<String, Feed> of(final float[] maskInput, final Export export) {
		final int side = export.maskSide();
		final float[] mask = maskInput == null ? new float[side * side] : LowResGrid.resize(maskInput, side);
		return Map.of("mask_input", new Feed(mask, 1, 1, side, side), "has_mask_input", new Feed(new float[] {
			maskInput == null ? 0 : 1 }, 1), "orig_im_size", new Feed(new float[] { export.origImSize(), export
				.origImSize() }, 2));
	}
}
