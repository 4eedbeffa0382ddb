package org.stacksam.sam;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A shared model that counts the runs of one of its users alone; closing it does nothing. */
public final class CountedModel implements SamModel {

	private final SamModel model;
	private final AtomicLong encoderRuns = new AtomicLong(), decoderRuns = new AtomicLong();

	public CountedModel(final SamModel model) {
		this.model = model;
	}

	@Override
	public ModelManifest manifest() {
		return model.manifest();
	}

	@Override
	public ExecutionOptions execution() {
		return model.execution();
	}

	@Override
	public int inputSize() {
		return model.inputSize();
	}

	@Override
	public EncodedSlice encode(final Plane slice) {
		encoderRuns.incrementAndGet();
		return model.encode(slice);
	}

	@Override
	public EncodedSlice encode(final Plane red, final Plane green, final Plane blue) {
		encoderRuns.incrementAndGet();
		return model.encode(red, green, blue);
	}

	@Override
	public List<EncodedSlice> encodeMosaic(final List<Plane> slices, final int grid) {
		encoderRuns.incrementAndGet();
		return model.encodeMosaic(slices, grid);
	}

	@Override
	public void prefetch(final Plane slice) {
		model.prefetch(slice);
	}

	@Override
	public SliceMasks decode(final EncodedSlice slice, final SlicePrompt prompt) {
		decoderRuns.incrementAndGet();
		return model.decode(slice, prompt);
	}

	@Override
	public long encoderRuns() {
		return encoderRuns.get();
	}

	@Override
	public long decoderRuns() {
		return decoderRuns.get();
	}

	@Override
	public void close() {
		// whoever opened the model closes it
	}
}
