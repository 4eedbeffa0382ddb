package org.stacksam.sam;

/**
 * An image embedding, and where in the model's input the slice lies: input = slice pixel · scale + offset (pixel-edge
 * coordinates). Slices packed into one mosaic share the embedding and differ in their offsets.
 *
 * @param embedding values as the encoder returned them, shape of the manifest (MobileSAM 1×256×64×64); not copied
 * @param width of the slice in pixels
 * @param height of the slice
 * @param scale input pixels a slice pixel
 * @param offsetX of the slice's left edge in the input
 * @param offsetY of its upper edge
 */
public record EncodedSlice(float[] embedding, int width, int height, double scale, double offsetX, double offsetY) {}
