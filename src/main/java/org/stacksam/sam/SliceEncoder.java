package org.stacksam.sam;

import java.util.List;

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

	/**
	 * The embedding of an RGB slice.
	 *
	 * @param red values 0..255, and of the same size green and blue
	 */
	EncodedSlice encode(Plane red, Plane green, Plane blue);

	/**
	 * The embeddings of up to grid² slices of one size packed into one input; see {@link SamModel#encodeMosaic}.
	 *
	 * @return one for each slice, in their order
	 */
	List<EncodedSlice> encodeMosaic(List<Plane> slices, int grid);

	/**
	 * Says which slice will be asked for next, so that its input can be prepared while the encoder works on this one. Only
	 * a hint: returns at once, never fails.
	 */
	default void prefetch(final Plane slice) {}

	/** Without any cache. */
	static SliceEncoder of(final SamModel model) {
		return new SliceEncoder() {

			@Override
			public EncodedSlice encode(final Plane slice) {
				return model.encode(slice);
			}

			@Override
			public EncodedSlice encode(final Plane red, final Plane green, final Plane blue) {
				return model.encode(red, green, blue);
			}

			@Override
			public List<EncodedSlice> encodeMosaic(final List<Plane> slices, final int grid) {
				return model.encodeMosaic(slices, grid);
			}

			@Override
			public void prefetch(final Plane slice) {
				model.prefetch(slice);
			}
		};
	}
}
