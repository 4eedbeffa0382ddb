package org.stacksam.sam;

import java.util.Map;

/**
 * What a decoder takes and gives.
 *
 * @param dialect name of the {@link DecoderDialect}
 * @param inputs other names of input tensors, by the dialect's own names; may be empty
 * @param oneMask outputs with one mask
 * @param fourMasks tensors with all four masks, or null if the export does not compute them
 */
public record DecoderSpec(String dialect, Map<String, String> inputs, Outputs oneMask, Outputs fourMasks) {

	public DecoderSpec {
		inputs = Map.copyOf(inputs);
	}

	/**
	 * Names of two tensors.
	 *
	 * @param masks low-resolution logits [1, masks, side, side]
	 * @param predictedIou [1, masks]
	 */
	public record Outputs(String masks, String predictedIou) {}

	/** The tensors to ask for. */
	public Outputs outputs() {
		return fourMasks == null ? oneMask : fourMasks;
	}

	/** The name of an input in this export. */
	String inputName(final String official) {
		return inputs.getOrDefault(official, official);
	}
}
