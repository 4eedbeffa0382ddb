package org.stacksam.sam;

import java.util.List;

/**
 * A SAM model in ONNX Runtime: one encoder and one decoder session, shared by everything that runs on it; thread-safe.
 * Open one by {@code SamModels.open(…)}.
 */
public interface SamModel extends AutoCloseable {

	/** The manifest it was opened from. */
	ModelManifest manifest();

	/** What it runs on: the device found, never AUTO, and the threads. */
	ExecutionOptions execution();

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
	List<EncodedSlice> encodeMosaic(List<Plane> slices, int grid);

	/** A hint that this slice will be encoded next: its input is prepared in the background. Returns at once. */
	default void prefetch(final Plane slice) {}

	/**
	 * Decodes one prompt: points first, then the box's corners. All four masks where the export gives them. Points without
	 * a box get the padding point of the official predictor, and another one where the export would else not answer with
	 * the single-mask token.
	 */
	SliceMasks decode(EncodedSlice slice, SlicePrompt prompt);

	/** Encoder runs since it was opened. */
	long encoderRuns();

	/** Decoder runs since it was opened. */
	long decoderRuns();

	@Override
	void close();
}
