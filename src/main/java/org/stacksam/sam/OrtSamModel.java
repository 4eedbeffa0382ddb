package org.stacksam.sam;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.sam.DecoderDialect.Feed;
import org.stacksam.sam.ModelFile.Role;
import org.stacksam.sam.OnnxSession.Input;

/** {@link SamModel} on ONNX Runtime: the encoder's and the decoder's session and what their manifest says of them. */
final class OrtSamModel implements SamModel {

	private final ModelManifest manifest;
	private final DecoderDialect dialect;
	private final OnnxSession encoder, decoder;
	private final InputQueue inputs;
	private final ExecutionOptions execution;

	/**
	 * Opens both files after checking their checksums, on the first device that takes both.
	 *
	 * @throws InputException naming the file that is damaged or does not fit the manifest, or the device that is not there
	 */
	static OrtSamModel open(final InstalledModel model, final ExecutionOptions options, final Progress progress) {
		final List<Device> devices = options.device().candidates();
		final byte[] encoder = model.verified(Role.ENCODER), decoder = decoderBytes(model);
		final List<String> failures = new ArrayList<>();
		for (final Device device : devices) {
			final ExecutionOptions tried = new ExecutionOptions(device, options.threads());
			try {
				final OrtSamModel opened = new OrtSamModel(model, encoder, decoder, tried);
				progress.log(opened.describe(options.device(), failures));
				return opened;
			}
			catch (final InputException e) {
				// without a cause it is the manifest that is wrong, whatever the device
				if (e.getCause() == null || device == devices.get(devices.size() - 1)) throw e;
				failures.add(device + " does not work (" + e.getCause().getMessage() + ")");
			}
		}
		throw new IllegalStateException("No device to try");
	}

	/** One line for the log: where it runs, and why there. */
	private String describe(final Device asked, final List<String> failures) {
		final String where = "Model " + manifest.name() + " runs on device=" + execution.device() + (execution
			.device() == Device.CPU ? " threads=" + execution.threadCount() : "") + " (ONNX Runtime " + Device
				.runtimeVersion() + ")";
		if (asked != Device.AUTO || execution.device() != Device.CPU) return where + ".";
		return where + ": " + (failures.isEmpty() ? "it offers no other device." : String.join("; ", failures) + ".");
	}

	private OrtSamModel(final InstalledModel model, final byte[] encoderFile, final byte[] decoderFile,
		final ExecutionOptions options)
	{
		manifest = model.manifest();
		execution = options;
		final EncoderSpec encoderSpec = manifest.encoder();
		final DecoderSpec decoderSpec = manifest.decoder();
		dialect = DecoderDialects.BY_NAME.get(decoderSpec.dialect());
		encoder = new OnnxSession(encoderFile, model.path(Role.ENCODER).toString(), options);
		OnnxSession opened = null;
		try {
			opened = new OnnxSession(decoderFile, model.path(Role.DECODER).toString(), options);
			encoder.requireTensors(List.of(encoderSpec.input()), List.of(encoderSpec.output()));
			opened.requireTensors(dialect.inputs().stream().map(decoderSpec::inputName).toList(), outputNames());
		}
		catch (final RuntimeException e) {
			encoder.close();
			if (opened != null) opened.close();
			throw e;
		}
		decoder = opened;
		inputs = new InputQueue(encoderSpec);
	}

	private static byte[] decoderBytes(final InstalledModel model) {
		final byte[] content = model.verified(Role.DECODER);
		final DecoderSpec.Outputs four = model.manifest().decoder().fourMasks();
		return four == null ? content : OnnxBytes.withOutputs(content, List.of(four.masks(), four.predictedIou()));
	}

	private List<String> outputNames() {
		final DecoderSpec.Outputs outputs = manifest.decoder().outputs();
		return List.of(outputs.masks(), outputs.predictedIou());
	}

	@Override
	public ModelManifest manifest() {
		return manifest;
	}

	@Override
	public ExecutionOptions execution() {
		return execution;
	}

	@Override
	public int inputSize() {
		return manifest.inputSize();
	}

	@Override
	public EncodedSlice encode(final Plane slice) {
		return encode(inputs.take(slice), inputs.place(slice));
	}

	@Override
	public EncodedSlice encode(final Plane red, final Plane green, final Plane blue) {
		Mosaic.requireSameSize(List.of(red, green, blue));
		final Placement place = inputs.place(red);
		return encode(inputs.empty().draw(red, place, 0).draw(green, place, 1).draw(blue, place, 2), place);
	}

	private EncodedSlice encode(final InputImage image, final Placement place) {
		return new EncodedSlice(run(image), place);
	}

	@Override
	public List<EncodedSlice> encodeMosaic(final List<Plane> slices, final int grid) {
		final List<Placement> cells = Mosaic.cells(slices, grid, inputSize());
		final InputImage image = inputs.empty();
		for (int i = 0; i < cells.size(); i++)
			image.draw(slices.get(i), cells.get(i));
		final float[] embedding = run(image);
		return cells.stream().map(cell -> new EncodedSlice(embedding, cell)).toList();
	}

	private float[] run(final InputImage image) {
		final EncoderSpec spec = manifest.encoder();
		try {
			return encoder.run(Map.of(spec.input(), new Input(image.values(), image.shape())), List.of(spec.output())).get(spec
				.output());
		}
		finally {
			inputs.giveBack(image);
		}
	}

	@Override
	public void prefetch(final Plane slice) {
		inputs.prefetch(slice);
	}

	@Override
	public SliceMasks decode(final EncodedSlice slice, final SlicePrompt prompt) {
		final EncoderSpec encoderSpec = manifest.encoder();
		final DecoderSpec spec = manifest.decoder();
		if (slice.embedding().length != encoderSpec.embeddingLength()) throw new IllegalArgumentException(
			"An embedding of another model: " + slice.embedding().length + " values");
		final Map<String, Input> feeds = new HashMap<>();
		for (final Map.Entry<String, Feed> e : dialect.feeds(slice.placement(), prompt, spec.fourMasks() != null).entrySet())
			feeds.put(spec.inputName(e.getKey()), new Input(FloatBuffer.wrap(e.getValue().values()), e.getValue().shape()));
		feeds.put(spec.inputName(dialect.embeddingInput()), new Input(FloatBuffer.wrap(slice.embedding()), encoderSpec
			.embeddingShape()));
		final Map<String, float[]> out = decoder.run(feeds, outputNames());
		return masks(slice, out.get(spec.outputs().masks()), out.get(spec.outputs().predictedIou()));
	}

	private static SliceMasks masks(final EncodedSlice slice, final float[] values, final float[] predictedIou) {
		final int length = values.length / predictedIou.length;
		final float[][] masks = new float[predictedIou.length][];
		for (int i = 0; i < masks.length; i++)
			masks[i] = Arrays.copyOfRange(values, i * length, (i + 1) * length);
		return new SliceMasks(slice, masks, (int) Math.round(Math.sqrt(length)), predictedIou);
	}

	@Override
	public long encoderRuns() {
		return encoder.runs();
	}

	@Override
	public long decoderRuns() {
		return decoder.runs();
	}

	@Override
	public void close() {
		inputs.close();
		encoder.close();
		decoder.close();
	}
}
