package org.stacksam.sam;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What a decoder takes and gives.
 *
 * @param dialect name of the {@link DecoderDialect}
 * @param inputs other names of input tensors, by the dialect's own names; may be empty
 * @param oneMask outputs with one mask, or null
 * @param severalMasks tensors with all four masks, or with the three multimask ones; null if the export gives none
 * @param prompts kinds that it takes, at least one
 * @param origImSize height and width asked for where an export can resize its masks; 1 where these are not read
 */
public record DecoderSpec(String dialect, Map<String, String> inputs, Outputs oneMask, Outputs severalMasks,
	Set<PromptKind> prompts, int origImSize)
{

	public DecoderSpec {
		inputs = Map.copyOf(inputs);
		if (oneMask == null && severalMasks == null) throw new IllegalArgumentException("No masks");
		prompts = Set.copyOf(EnumSet.copyOf(prompts));
	}

	/**
	 * Names of two tensors.
	 *
	 * @param masks logits [1, masks, side, side] over the whole input; axes of length 1 in front may be more or fewer
	 * @param predictedIou [1, masks]; null if the export does not tell: it then counts as 1
	 */
	public record Outputs(String masks, String predictedIou) {}

	/** The tensors to ask for. */
	public Outputs outputs() {
		return severalMasks == null ? oneMask : severalMasks;
	}

	/** The name of an input in this export. */
	String inputName(final String own) {
		return inputs.getOrDefault(own, own);
	}
}
