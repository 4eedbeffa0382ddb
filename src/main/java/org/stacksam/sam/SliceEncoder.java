package org.stacksam.sam;

/**
 * Gives the embedding of each slice of one volume, from the caches or by running the encoder; what the volume engine
 * asks instead of the model, so that a second run with other prompts encodes nothing.
 */
public interface SliceEncoder {

	/**
	 * The embedding of a slice.
	 *
	 * @param slice values 0..255 after the window, in the orientation shown to the model
	 */
	EncodedSlice encode(Plane slice);

	/** Without any cache. */
	static SliceEncoder of(final SamModel model) {
		return model::encode;
	}
}
