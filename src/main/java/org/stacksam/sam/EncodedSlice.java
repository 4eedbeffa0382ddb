package org.stacksam.sam;

/**
 * An image embedding, and where in the model's input the slice lies. Slices packed into one mosaic share the embedding
 * and differ in their placement.
 *
 * @param embedding values as the encoder returned them, of all its outputs one behind the other, shapes of the manifest
 *          (MobileSAM 1×256×64×64); not copied, not to be changed
 * @param placement of the slice in the input
 * @param maskSide side of the decoder's mask input in cells, 256 for MobileSAM
 */
public record EncodedSlice(float[] embedding, Placement placement, int maskSide) {

	/** Of a model whose mask input has a quarter of the input's side, as most have. */
	public EncodedSlice(final float[] embedding, final Placement placement) {
		this(embedding, placement, placement.inputSize() / 4);
	}

	/** Of the slice in pixels. */
	public int width() {
		return placement.width();
	}

	/** Of the slice in pixels. */
	public int height() {
		return placement.height();
	}

	/**
	 * The same embedding, of a part of a larger slice: prompts and masks are then in the pixels of that slice, and beside
	 * the part there is nothing.
	 *
	 * @param x left column of the part in the slice, 0-based
	 * @param y its upper row
	 */
	public EncodedSlice asPartOf(final int sliceWidth, final int sliceHeight, final int x, final int y) {
		final Placement p = placement;
		return new EncodedSlice(embedding, new Placement(sliceWidth, sliceHeight, p.scaleX(), p.scaleY(), p.offsetX() - x *
			p.scaleX(), p.offsetY() - y * p.scaleY(), p.inputSize()));
	}

	/**
	 * A {@link SlicePrompt#maskInput()} from logits of the slice's pixels.
	 *
	 * @param logits width·height of them, row-major
	 * @return maskSide² logits in the model's low-resolution frame, {@value LowResGrid#OUTSIDE} beside the
	 *         slice
	 */
	public float[] maskInput(final float[] logits) {
		return LowResGrid.maskInput(placement, logits, maskSide);
	}
}
