package org.stacksam.sam;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.sam.DecoderDialect.Export;
import org.stacksam.sam.EncoderSpec.Output;
import org.stacksam.sam.ModelFile.Role;
import org.stacksam.sam.OnnxSession.Input;

/** {@link SamModel} on ONNX Runtime: the encoder's and the decoder's session and what their manifest says of them. */
final class OrtSamModel implements SamModel {

	private final ModelManifest manifest;
	private final DecoderDialect dialect;
	private final Export export;
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
		export = new Export(decoderSpec.severalMasks() != null, encoderSpec.maskSide(), decoderSpec.origImSize());
		encoder = new OnnxSession(encoderFile, model.path(Role.ENCODER).toString(), options);
		OnnxSession opened = null;
		try {
			opened = new OnnxSession(decoderFile, model.path(Role.DECODER).toString(), options);
			encoder.requireTensors(List.of(encoderSpec.input()), encoderSpec.outputs().stream().map(Output::name).toList());
			final List<String> needed = new ArrayList<>(encoderSpec.outputs().stream().map(Output::to).toList());
			dialect.required(decoderSpec.prompts()).stream().map(decoderSpec::inputName).forEach(needed::add);
			needed.addAll(decoderSpec.inputs().values());
			opened.requireTensors(needed, outputNames());
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
		final DecoderSpec decoder = model.manifest().decoder();
		return decoder.severalMasks() == null ? content : OnnxBytes.withOutputs(content, names(decoder.severalMasks()));
	}

	private List<String> outputNames() {
		return names(manifest.decoder().outputs());
	}

	private static List<String> names(final DecoderSpec.Outputs outputs) {
		return outputs.predictedIou() == null ? List.of(outputs.masks()) : List.of(outputs.masks(), outputs.predictedIou());
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
		return encode(inputs.empty(place).draw(place, red, green, blue), place);
	}

	private EncodedSlice encode(final InputImage image, final Placement place) {
		return new EncodedSlice(run(image), place, export.maskSide());
	}

	@Override
	public List<EncodedSlice> encodeMosaic(final List<Plane> slices, final int grid) {
		final List<Placement> cells = Mosaic.cells(slices, grid, manifest.encoder());
		final InputImage image = inputs.empty();
		for (int i = 0; i < cells.size(); i++)
			image.draw(cells.get(i), slices.get(i));
		final float[] embedding = run(image);
		return cells.stream().map(cell -> new EncodedSlice(embedding, cell, export.maskSide())).toList();
	}

	/** All outputs that the decoder takes, one behind the other. */
	private float[] run(final InputImage image) {
		final EncoderSpec spec = manifest.encoder();
		try {
			final Map<String, OnnxSession.Output> out = encoder.run(Map.of(spec.input(), new Input(image.values(), image
				.shape())), spec.outputs().stream().map(Output::name).toList());
			if (spec.outputs().size() == 1) return checked(spec.outputs().get(0), out);
			final FloatBuffer all = FloatBuffer.allocate(spec.embeddingLength());
			for (final Output output : spec.outputs())
				all.put(checked(output, out));
			return all.array();
		}
		finally {
			inputs.giveBack(image);
		}
	}

	private float[] checked(final Output output, final Map<String, OnnxSession.Output> out) {
		final OnnxSession.Output found = out.get(output.name());
		if (found.values().length != output.length()) throw new InputException("Model " + manifest.name() + ": \"" + output
			.name() + "\" has the shape " + Arrays.toString(found.shape()) + ", the manifest says " + output.shape() +
			". Correct the manifest.");
		return found.values();
	}

	@Override
	public void prefetch(final Plane slice) {
		inputs.prefetch(slice);
	}

	@Override
	public SliceMasks decode(final EncodedSlice slice, final SlicePrompt prompt) {
		requirePrompts(!prompt.points().isEmpty(), prompt.box() != null);
		final EncoderSpec encoderSpec = manifest.encoder();
		final DecoderSpec spec = manifest.decoder();
		if (slice.embedding().length != encoderSpec.embeddingLength()) throw new IllegalArgumentException(
			"An embedding of another model: " + slice.embedding().length + " values");
		final Map<String, Input> feeds = new HashMap<>();
		dialect.feeds(slice.placement(), prompt, export).forEach((name, feed) -> feeds.put(spec.inputName(name), new Input(
			FloatBuffer.wrap(feed.values()), feed.shape())));
		int from = 0;
		for (final Output output : encoderSpec.outputs()) {
			feeds.put(output.to(), new Input(FloatBuffer.wrap(slice.embedding(), from, output.length()).slice(), output
				.dimensions()));
			from += output.length();
		}
		final Map<String, OnnxSession.Output> out = decoder.run(feeds, outputNames());
		final String iou = spec.outputs().predictedIou();
		return masks(slice, out.get(spec.outputs().masks()), iou == null ? null : out.get(iou).values());
	}

	private SliceMasks masks(final EncodedSlice slice, final OnnxSession.Output found, final float[] predictedIou) {
		final long[] shape = found.shape();
		final int side = shape.length < 2 ? 0 : (int) shape[shape.length - 1], length = side * side, count = length == 0 ? 0
			: found.values().length / length;
		if (length == 0 || shape[shape.length - 2] != side || count != 1 && count != 3 && count != 4 ||
			predictedIou != null && predictedIou.length != count) throw new InputException("Model " + manifest.name() +
				" answers with masks of the shape " + Arrays.toString(shape) + (predictedIou == null ? "" : " and " +
					predictedIou.length + " predicted IoUs") + "; 1, 3 or 4 square masks are needed. Correct the manifest.");
		final float[][] masks = new float[count][];
		for (int i = 0; i < count; i++)
			masks[i] = Arrays.copyOfRange(found.values(), i * length, (i + 1) * length);
		final float[] iou = predictedIou == null ? new float[count] : predictedIou;
		if (predictedIou == null) Arrays.fill(iou, 1);
		return count == 3 ? withBestInFront(slice, masks, side, iou) : new SliceMasks(slice, masks, side, iou);
	}

	/** In place of the single-mask token that the export does not give. */
	private static SliceMasks withBestInFront(final EncodedSlice slice, final float[][] masks, final int side,
		final float[] iou)
	{
		int best = 0;
		for (int i = 1; i < iou.length; i++)
			if (iou[i] > iou[best]) best = i;
		return new SliceMasks(slice, new float[][] { masks[best], masks[0], masks[1], masks[2] }, side, new float[] {
			iou[best], iou[0], iou[1], iou[2] });
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
