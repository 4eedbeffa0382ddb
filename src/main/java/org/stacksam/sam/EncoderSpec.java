package org.stacksam.sam;

import java.util.List;

/**
 * What an encoder takes and gives.
 *
 * @param input name of the image tensor
 * @param output name of the embedding tensor
 * @param inputSize side of the square input in pixels
 * @param resize how a slice is brought to that size
 * @param layout order of the input's axes
 * @param mean of red, green, blue on the scale 0..255
 * @param std of red, green, blue on the scale 0..255, each &gt; 0
 * @param embedding shape of the output
 */
public record EncoderSpec(String input, String output, int inputSize, Resize resize, Layout layout, List<Float> mean,
	List<Float> std, List<Long> embedding)
{

	public EncoderSpec {
		mean = List.copyOf(mean);
		std = List.copyOf(std);
		embedding = List.copyOf(embedding);
	}

	/** LONGEST_SIDE: it fills the input, the rest is padded at the right and bottom with zeros after normalisation. */
	public enum Resize {
		LONGEST_SIDE
	}

	/** NCHW: 1 × 3 × size × size. */
	public enum Layout {
		NCHW
	}

	/** Values in an embedding. */
	public int embeddingLength() {
		return (int) embedding.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
	}

	/** Shape of the embedding for ONNX Runtime. */
	long[] embeddingShape() {
		return embedding.stream().mapToLong(Long::longValue).toArray();
	}
}
