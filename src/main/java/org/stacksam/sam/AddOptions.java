package org.stacksam.sam;

import java.util.Set;

/**
 * What a model's files do not tell about it; for each there is a rule if it is left open, see {@link DialectRecognizer}.
 *
 * @param scaling how values 0..255 become the input's, or null
 * @param resize how slices are brought to the input's size, or null
 * @param inputSize side of the input, or 0
 * @param prompts kinds that the model was trained for, or null
 * @param licence of the weights, for people
 * @param keepFailed whether the model stays where it does not pass its self-test
 */
public record AddOptions(Scale scaling, EncoderSpec.Resize resize, int inputSize, Set<PromptKind> prompts,
	String licence, boolean keepFailed)
{

	/** Nothing is told. */
	public static final AddOptions AUTO = new AddOptions(null, null, 0, null, "not told", false);

	public AddOptions {
		prompts = prompts == null ? null : Set.copyOf(prompts);
	}

	/** Scalings in use. */
	public enum Scale {
		/** ImageNet's mean and standard deviation, as SAM and SAM 2. */
		IMAGENET,
		/** From the slice's least to its greatest value, as MedSAM. */
		MIN_MAX,
		/** 0..1. */
		UNIT,
		/** 0..255: the model scales by itself. */
		NONE
	}
}
