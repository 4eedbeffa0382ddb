package org.stacksam.sam;

import java.util.List;
import java.util.Set;

import org.stacksam.InputException;

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
	 * Encodes one slice of values 0..255 (grey, shown to all three channels): resized, scaled and padded as the
	 * manifest says.
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
	 * Decodes one prompt: points first, then the box's corners. All four masks where the export gives them; the mask input is
	 * left out where the export has none. Points without
	 * a box get the padding point of the official predictor, and another one where the export would else not answer with
	 * the single-mask token.
	 */
	SliceMasks decode(EncodedSlice slice, SlicePrompt prompt);

	/**
	 * Refuses prompts of a kind that the model was not trained for; to be asked before any work.
	 *
	 * @throws InputException naming the model, what it takes, and the remedy
	 */
	default void requirePrompts(final boolean points, final boolean boxes) {
		final Set<PromptKind> known = manifest().decoder().prompts();
		if (points && !known.contains(PromptKind.POINT)) throw new InputException("Model " + manifest().name() +
			" takes boxes only, and these prompts have points. Draw a box round the object, or choose another model.");
		if (boxes && !known.contains(PromptKind.BOX)) throw new InputException("Model " + manifest().name() +
			" takes points only. Boxes, and filling slices without prompts, need another model; with points use fill=none.");
	}

	/** Encoder runs since it was opened. */
	long encoderRuns();

	/** Decoder runs since it was opened. */
	long decoderRuns();

	@Override
	void close();
}
