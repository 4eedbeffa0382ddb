package org.stacksam.sam;

/**
 * A SAM model in ONNX Runtime: one encoder and one decoder session, shared by everything that runs on it; thread-safe.
 * Open one by {@code SamModels.open(…)}.
 */
public interface SamModel extends AutoCloseable {

	/** The manifest it was opened from. */
	ModelManifest manifest();

	/** Side of the square input, 1024 for MobileSAM. */
	int inputSize();

	/**
	 * Encodes one slice of values 0..255 (grey, shown to all three channels): longest side resized to the input size,
	 * normalised, zero-padded at the right and bottom.
	 */
	EncodedSlice encode(Plane slice);

	/**
	 * Encodes an RGB slice.
	 *
	 * @param red values 0..255, and of the same size green and blue
	 */
	EncodedSlice encode(Plane red, Plane green, Plane blue);

	/**
	 * Packs up to grid² slices of one size into one input, cells in rows, and encodes them in one run.
	 *
	 * @return one encoded slice for each, sharing the embedding
	 */
	java.util.List<EncodedSlice> encodeMosaic(java.util.List<Plane> slices, int grid);

	/** Decodes one prompt. All four masks where the export gives them. */
	SliceMasks decode(EncodedSlice slice, SlicePrompt prompt);

	/** Encoder runs since it was opened. */
	long encoderRuns();

	/** Decoder runs since it was opened. */
	long decoderRuns();

	@Override
	void close();
}
