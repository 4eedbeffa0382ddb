package org.stacksam.sam;

import java.util.List;

/**
 * What an encoder takes and gives.
 *
 * @param input name of the image tensor
 * @param inputSize side of the square input in pixels
 * @param resize how a slice is brought to that size
 * @param layout order of the input's axes
 * @param scaling how values 0..255 become input values
 * @param mean of red, green, blue on the scale 0..255; only for MEAN_STD
 * @param std of red, green, blue on the scale 0..255, each &gt; 0; only for MEAN_STD
 * @param outputs that the decoder takes, the image embedding first
 */
public record EncoderSpec(String input, int inputSize, Resize resize, Layout layout, Scaling scaling, List<Float> mean,
	List<Float> std, List<Output> outputs)
{

	/** Mask inputs and low-resolution masks of every SAM have this many times the side of the embedding. */
	private static final int MASK_CELLS = 4;

	public EncoderSpec {
		mean = List.copyOf(mean);
		std = List.copyOf(std);
		outputs = List.copyOf(outputs);
	}

	/**
	 * One of the encoder's outputs.
	 *
	 * @param name of the tensor
	 * @param to the decoder's input that takes it
	 * @param shape of the tensor
	 */
	public record Output(String name, String to, List<Long> shape) {

		public Output {
			shape = List.copyOf(shape);
		}

		/** How many values it has. */
		public int length() {
			return (int) shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
		}

		long[] dimensions() {
			return shape.stream().mapToLong(Long::longValue).toArray();
		}
	}

	/** How a slice fills the square. */
	public enum Resize {
		/** Its longest side fills it, the rest is padded at the right and bottom with zeros after scaling. */
		LONGEST_SIDE,
		/** The same, but the padding is left to the model: the input is as large as the resized slice. */
		LONGEST_SIDE_UNPADDED,
		/** Both sides fill it, whatever their ratio. */
		SQUASH
	}

	/** Order of the axes; N is 1, C the colours. */
	public enum Layout {
		NCHW, NHWC, CHW, HWC;

		boolean colourFirst() {
			return this == NCHW || this == CHW;
		}
	}

	/** From values 0..255 to the input's. */
	public enum Scaling {
		/** (value − mean) / std. */
		MEAN_STD,
		/** From the slice's least to its greatest value: 0..1. */
		MIN_MAX
	}

	/** Values in all outputs together, which lie one behind the other in an {@link EncodedSlice}. */
	public int embeddingLength() {
		return outputs.stream().mapToInt(Output::length).reduce(0, Math::addExact);
	}

	/** Side of the decoder's mask input in cells: 256 for an embedding of 64 × 64. */
	public int maskSide() {
		final List<Long> shape = outputs.get(0).shape();
		return MASK_CELLS * shape.get(shape.size() - 1).intValue();
	}

	/** Where a slice lies that has the input for itself. */
	public Placement place(final int width, final int height) {
		return cell(width, height, 1, 0);
	}

	/** Where a slice lies in a mosaic; see {@link Placement#cell}. */
	Placement cell(final int width, final int height, final int grid, final int index) {
		return resize == Resize.SQUASH ? Placement.squashed(width, height, inputSize, grid, index) : Placement.cell(width,
			height, inputSize, grid, index);
	}
}
