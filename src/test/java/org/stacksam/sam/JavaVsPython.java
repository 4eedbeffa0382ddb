package org.stacksam.sam;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.OnnxSession.Input;
import org.stacksam.volume.PlaneSegmenter;

import com.sun.management.OperatingSystemMXBean;

/**
 * The Java side of {@code scripts/bench/java-vs-python}: bare sessions, and a whole slice of 512 × 512 from its file to
 * its labels, by turns. Arguments: folder, threads, repetitions. Writes the tensors and files that Python is to run.
 */
final class JavaVsPython {

	/** As many rounds as Java needs to compile what is used. */
	private static final int WARM_UP = 3;
	private static final int SIZE = 512;
	private static final Box BOX = new Box(88, 102, 322, 358);

	private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private JavaVsPython() {}

	public static void main(final String[] arguments) throws IOException {
		final Path folder = Path.of(arguments[0]);
		final int threads = Integer.parseInt(arguments[1]), times = Integer.parseInt(arguments[2]);
		final InstalledModel installed = new ModelStore(ModelFolders.ofPlatform(null)).require("", DownloadConsent.GIVEN,
			Progress.NONE);
		final Path image = folder.resolve("slice.nii");
		final Geometry grid = Geometry.of(SIZE, SIZE, 1, new double[] { 1, 1, 1 }, new double[3]);
		final Plane plane = Painted.reference(SIZE, SIZE, 0);
		final short[] pixels = new short[SIZE * SIZE];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (short) plane.values()[i];
		NiftiFile.write(image, ArrayImgs.shorts(pixels, SIZE, SIZE, 1), grid, true);

		final EncoderSpec spec = installed.manifest().encoder();
		final DecoderSpec.Outputs four = installed.manifest().decoder().severalMasks();
		final byte[] encoderFile = installed.verified(ModelFile.Role.ENCODER), decoderFile = OnnxBytes.withOutputs(installed
			.verified(ModelFile.Role.DECODER), List.of(four.masks(), four.predictedIou()));
		Files.write(folder.resolve("encoder.onnx"), encoderFile);
		Files.write(folder.resolve("decoder.onnx"), decoderFile);
		final ExecutionOptions options = ExecutionOptions.cpu(threads);
		final List<String> lines = new ArrayList<>();
		try (OnnxSession encoder = new OnnxSession(encoderFile, "encoder", options); OnnxSession decoder = new OnnxSession(
			decoderFile, "decoder", options); SamModel model = SamModels.open(installed, options, Progress.NONE))
		{
			final Placement place = spec.place(SIZE, SIZE);
			final InputImage input = new InputImage(spec).draw(place, plane);
			final Map<String, Input> image3 = Map.of(spec.input(), new Input(input.values(), input.shape()));
			final List<String> embedding = List.of(spec.outputs().get(0).name()), masks = List.of(four.masks(), four
				.predictedIou());
			final float[] embedded = encoder.run(image3, embedding).get(embedding.get(0)).values();
			final Map<String, Input> feeds = new HashMap<>();
			new OfficialDialect().feeds(place, SlicePrompt.of(BOX), new DecoderDialect.Export(true, 256, 1)).forEach((name,
				feed) -> feeds.put(name, new Input(FloatBuffer.wrap(feed.values()), feed.shape())));
			feeds.put(spec.outputs().get(0).to(), new Input(FloatBuffer.wrap(embedded), spec.outputs().get(0).dimensions()));
			save(folder, "encoder", image3);
			save(folder, "decoder", feeds);
			Files.writeString(folder.resolve("outputs.txt"), embedding.get(0) + "\n" + String.join("\n", masks) + "\n");
			for (int i = -WARM_UP; i < times; i++) {
				final List<String> round = List.of("encoder " + ms(() -> encoder.run(image3, embedding)), "decoder " + ms(
					() -> decoder.run(feeds, masks)), "whole " + ms(() -> whole(image, model)));
				if (i >= 0) lines.addAll(round);
			}
		}
		Files.write(folder.resolve("java.txt"), lines);
	}

	/** Reads, windows, resizes, encodes, decodes, labels. */
	private static void whole(final Path image, final SamModel model) {
		try {
			final NiftiFile.Volume volume = NiftiFile.read(image, 0);
			final PlaneSegmenter.Result result = PlaneSegmenter.segment(floats(volume.image()), volume.geometry(), new PromptSet("", "",
				0, 0, 0, List.of(new LabelClass(1, "disc")), List.of(Prompt.box(1, 1, 0, BOX))), model, SliceEncoder.of(model),
				null, Progress.NONE);
			if (result.objects().isEmpty()) throw new IllegalStateException("Nothing was found");
		}
		catch (final IOException e) {
			throw new java.io.UncheckedIOException(e);
		}
	}

	private static RandomAccessibleInterval<FloatType> floats(
		final RandomAccessibleInterval<? extends RealType<?>> image)
	{
		return RealTypeConverters.convert(image, new FloatType());
	}

	/** By the clock, and the processor time of all threads, which says more on a busy machine. */
	private static String ms(final Runnable task) {
		final long start = System.nanoTime(), cpu = SYSTEM.getProcessCpuTime();
		task.run();
		return String.format(Locale.ROOT, "%.3f %.3f", (System.nanoTime() - start) / 1e6, (SYSTEM.getProcessCpuTime() - cpu) /
			1e6);
	}

	/** Each tensor as raw little-endian floats, and a line a tensor with its shape. */
	private static void save(final Path folder, final String session, final Map<String, Input> tensors)
		throws IOException
	{
		final StringBuilder list = new StringBuilder();
		for (final Map.Entry<String, Input> e : tensors.entrySet()) {
			final FloatBuffer values = e.getValue().values().duplicate();
			final ByteBuffer bytes = ByteBuffer.allocate(values.remaining() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
			bytes.asFloatBuffer().put(values);
			Files.write(folder.resolve(session + "-" + e.getKey() + ".f32"), bytes.array());
			list.append(e.getKey()).append(' ').append(Arrays.toString(e.getValue().shape()).replaceAll("[\\[\\],]", "")).append(
				'\n');
		}
		Files.writeString(folder.resolve(session + ".txt"), list.toString());
	}
}
