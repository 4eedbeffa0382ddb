package org.stacksam.sam;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.Folders;
import org.stacksam.io.OutputFile;

/** Makes a model of two files: inspected, copied, described and tried before it has its final name. */
final class ModelAdder {

	/** MobileSAM reaches .98; the square round the disc, which a model that sees nothing may give back, has .785. */
	private static final double LEAST_IOU = 0.8;

	private static final String TEMPORARY = ".add-", NAME = "[a-z0-9][a-z0-9._-]{0,63}";
	private static final ExecutionOptions CPU = ExecutionOptions.cpu(0);

	private final Path models;
	private final String name;
	private final AddOptions options;
	private final Progress progress;

	/**
	 * @param models gets the model's folder
	 */
	ModelAdder(final Path models, final String name, final AddOptions options, final Progress progress) {
		if (!name.matches(NAME)) throw new InputException("model=" + name +
			": the name of a new model is made of a–z, 0–9, '.', '-' and '_'.");
		this.models = models;
		this.name = name;
		this.options = options;
		this.progress = progress;
	}

	AddedModel add(final Path encoderFile, final Path decoderFile) {
		final byte[] encoder = content(encoderFile), decoder = content(decoderFile);
		final Path target = models.resolve(name);
		if (Files.exists(target)) throw new InputException("model=" + name + ": the folder " + target +
			" is there already. Choose another name, or remove it.");
		progress.report(0, 0, "Looking at the model's files");
		final DialectRecognizer.Recognized found = recognize(encoder, encoderFile, decoder, decoderFile);
		final ModelManifest manifest = new ModelManifest(name, name, options.licence(), "", List.of(file(
			ModelFile.Role.ENCODER, encoder), file(ModelFile.Role.DECODER, decoder)), List.of(), found.encoder(), withInnerMasks(
				found.decoder(), decoder));
		try {
			Files.createDirectories(models);
			Folders.deleteStale(models, TEMPORARY);
			final Path temporary = Files.createTempDirectory(models, TEMPORARY);
			try {
				final Path folder = Files.createDirectory(temporary.resolve(name));
				Files.write(folder.resolve(manifest.file(ModelFile.Role.ENCODER).name()), encoder);
				Files.write(folder.resolve(manifest.file(ModelFile.Role.DECODER).name()), decoder);
				Files.writeString(folder.resolve(ModelManifests.FILE_NAME), ManifestWriter.text(manifest));
				progress.check();
				final double iou = tried(new InstalledModel(ModelManifests.read(folder), folder));
				OutputFile.moveInto(folder, target);
				return new AddedModel(new InstalledModel(manifest, target), iou);
			}
			finally {
				Folders.delete(temporary);
			}
		}
		catch (final IOException e) {
			throw new InputException("Model " + name + " could not be added to " + models + ": " + e +
				". Check the folder and its free space.", e);
		}
	}

	private DialectRecognizer.Recognized recognize(final byte[] encoderBytes, final Path encoderFile,
		final byte[] decoderBytes, final Path decoderFile)
	{
		try (OnnxSession encoder = new OnnxSession(encoderBytes, encoderFile.toString(), CPU); OnnxSession decoder =
			new OnnxSession(decoderBytes, decoderFile.toString(), CPU))
		{
			final DialectRecognizer recognizer = new DialectRecognizer(encoder.signature(), decoder.signature(), name + " " +
				encoderFile.getFileName() + " " + decoderFile.getFileName(), options);
			return recognizer.recognize(shapes(encoder, recognizer.input()));
		}
	}

	/** Shapes of all outputs; where more than the batch is left open, as they come out for the test slice. */
	private static Map<String, long[]> shapes(final OnnxSession encoder, final EncoderSpec spec) {
		final Map<String, long[]> declared = new LinkedHashMap<>();
		encoder.signature().outputs().forEach((name, tensor) -> declared.put(name, tensor.oneOfBatch()));
		if (declared.values().stream().flatMapToLong(Arrays::stream).allMatch(n -> n > 0)) return declared;
		final Plane slice = TestSlice.plane();
		final Placement place = spec.place(slice.width(), slice.height());
		final InputImage image = new InputImage(spec).clear(place).draw(place, slice);
		final List<String> outputs = encoder.signature().outputs().entrySet().stream().filter(e -> e.getValue().type()
			.startsWith("float")).map(Map.Entry::getKey).toList();
		final Map<String, OnnxSession.Output> found;
		try {
			found = encoder.run(Map.of(spec.input(), new OnnxSession.Input(image.values(), image.shape())), outputs);
		}
		catch (final IllegalStateException e) {
			throw new InputException(e.getMessage() + ". It was given an input of " + Arrays.toString(image.shape()) +
				"; another size can be told by the key input_size.", e);
		}
		final Map<String, long[]> shapes = new LinkedHashMap<>();
		outputs.forEach(output -> shapes.put(output, found.get(output).shape()));
		return shapes;
	}

	/** The official export that chooses one mask still holds all four, under these names if they are in the file. */
	private static DecoderSpec withInnerMasks(final DecoderSpec spec, final byte[] file) {
		final DecoderSpec.Outputs inner = DialectRecognizer.INNER_MASKS;
		final String text = new String(file, StandardCharsets.ISO_8859_1);
		if (spec.severalMasks() != null || !spec.dialect().equals(DecoderDialects.OFFICIAL) || !text.contains(inner.masks()) ||
			!text.contains(inner.predictedIou())) return spec;
		return new DecoderSpec(spec.dialect(), spec.inputs(), spec.oneMask(), inner, spec.prompts(), spec.origImSize());
	}

	private double tried(final InstalledModel model) {
		progress.report(0, 0, "Trying the model");
		final double[] ious;
		try (SamModel opened = SamModels.open(model, CPU, Progress.NONE)) {
			ious = TestSlice.ious(opened);
		}
		catch (final InputException | IllegalStateException e) {
			throw new InputException("Model " + name + " was not added: it was recognised as " + model.manifest().describe() +
				", but cannot be run so: " + e.getMessage(), e);
		}
		final double best = Arrays.stream(ious).max().orElse(0);
		if (best >= LEAST_IOU) return best;
		final String seen = "asked for a bright disc, it gave masks of IoU " + Arrays.stream(ious).mapToObj(iou -> String
			.format(Locale.ROOT, "%.3f", iou)).collect(Collectors.joining(", ")) + " (" + LEAST_IOU +
			" is needed). It was taken as " + model.manifest().describe();
		if (!options.keepFailed()) throw new InputException("Model " + name + " was not added: " + seen +
			". Try the keys scaling, resize, input_size and prompt_kinds, or keep_failed=true to correct " +
			ModelManifests.FILE_NAME + " by hand.");
		progress.log("Model " + name + " failed its self-test: " + seen + ".");
		return best;
	}

	private static ModelFile file(final ModelFile.Role role, final byte[] content) {
		return new ModelFile(role, ManifestParser.word(role) + ".onnx", content.length, HexFormat.of().formatHex(ModelCheck
			.digest().digest(content)));
	}

	private static byte[] content(final Path file) {
		try {
			if (!Files.isRegularFile(file)) throw new InputException("There is no model file " + file + ". Check the path.");
			if (Files.size(file) > Integer.MAX_VALUE - 8) throw new InputException("The model file " + file + " has " + Files
				.size(file) + " bytes; files of up to 2 GiB can be used.");
			return Files.readAllBytes(file);
		}
		catch (final IOException e) {
			throw new InputException("Cannot read the model file " + file + ": " + e, e);
		}
	}
}
