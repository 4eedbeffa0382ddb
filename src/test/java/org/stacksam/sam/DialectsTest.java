package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.PointPrompt;

/**
 * The real MobileSAM rewritten into other dialects by {@code scripts/dialects.py}: each is added from its two files, and
 * gives the same masks as the original on the same prompts.
 */
class DialectsTest {

	private static final Path FOLDER = Path.of(System.getProperty("stacksam.dialects", "target/dialects"));
	private static final int WIDTH = 180, HEIGHT = 120, SIDE = 128;

	private static final List<SlicePrompt> PROMPTS = List.of(SlicePrompt.of(new Box(42, 24, 102, 84)), new SlicePrompt(null,
		List.of(new PointPrompt(72, 54, true)), null), new SlicePrompt(null, List.of(new PointPrompt(72, 54, true),
			new PointPrompt(150, 20, false)), null), new SlicePrompt(new Box(42, 24, 102, 84), List.of(new PointPrompt(72, 54,
				true)), null));

	@TempDir
	private Path models;

	/** By the reference; whether the square slice. */
	private final Map<Boolean, EncodedSlice> encoded = new HashMap<>();

	@TestFactory
	Stream<DynamicTest> everyDialectGivesTheSameMasks() throws IOException {
		Assumptions.assumeTrue(Files.isDirectory(FOLDER), "No rewritten models in " + FOLDER +
			": scripts/dialects.py makes them (Python with the package onnx).");
		final List<Path> folders;
		try (Stream<Path> list = Files.list(FOLDER)) {
			folders = list.filter(f -> Files.exists(f.resolve("dialect.json"))).sorted().toList();
		}
		assertTrue(folders.size() >= 10, folders.toString());
		return folders.stream().map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
	}

	private void check(final Path folder) throws IOException {
		final JsonObject told = JsonParser.parseString(Files.readString(folder.resolve("dialect.json"))).getAsJsonObject();
		final JsonElement scaling = told.get("scaling");
		final AddOptions options = new AddOptions(scaling == null ? null : AddOptions.Scale.valueOf(scaling.getAsString()
			.toUpperCase(java.util.Locale.ROOT)), null, 0, null, "Apache-2.0", false);
		final String name = folder.getFileName().toString(), masks = told.get("masks").getAsString();
		final ModelStore store = new ModelStore(new ModelFolders(List.of(models), models, true));
		final AddedModel added = store.add(name, folder.resolve(told.get("encoder").getAsString()), folder.resolve(told.get(
			"decoder").getAsString()), options, Progress.NONE);
		assertEquals(added.model().manifest(), store.manifest(name), "as written and read");
		assertEquals(List.of(), store.verify(store.manifest(name)).problems());
		try (SamModel model = SamModels.open(added.model(), ExecutionOptions.cpu(0), Progress.NONE);
				SamModel original = "one".equals(masks) ? oneMask() : null)
		{
			final SamModel reference = original == null ? TestModel.get() : original;
			final Plane plane = told.has("square") ? square() : Painted.reference(WIDTH, HEIGHT, 0);
			final EncodedSlice expected = encoded.computeIfAbsent(told.has("square"), square -> TestModel.get().encode(plane));
			final boolean sameFile = sha256(model).equals(sha256(reference));
			final EncodedSlice found = sameFile ? expected : model.encode(plane);
			final Set<PromptKind> kinds = model.manifest().decoder().prompts();
			int asked = 0;
			for (final SlicePrompt prompt : PROMPTS) {
				if (!kinds.contains(PromptKind.POINT) && !prompt.points().isEmpty()) {
					assertThrows(InputException.class, () -> model.decode(found, prompt));
					continue;
				}
				compare(name, masks, reference.decode(expected, prompt), model.decode(found, prompt), told.get("iou")
					.getAsDouble());
				asked++;
			}
			assertEquals(kinds.size() == 2 ? PROMPTS.size() : 1, asked);
		}
	}

	private static String sha256(final SamModel model) {
		return model.manifest().file(ModelFile.Role.ENCODER).sha256();
	}

	private static void compare(final String name, final String masks, final SliceMasks expected, final SliceMasks found,
		final double least)
	{
		final int count = "one".equals(masks) || "token".equals(masks) ? 1 : 4;
		assertEquals(count, found.count());
		for (int i = 0; i < count; i++) {
			final int same = "three".equals(masks) && i == 0 ? expected.best() : i;
			final double iou = iou(expected.sample(same), found.sample(i));
			assertTrue(iou >= least, name + ", mask " + i + ": IoU " + iou);
			if (!"token".equals(masks)) assertEquals(expected.predictedIou()[same], found.predictedIou()[i], 0.02);
		}
	}

	/** The original as its export answers: one mask, chosen inside. */
	private static SamModel oneMask() {
		final ModelManifest m = TestModel.get().manifest();
		final DecoderSpec d = m.decoder();
		return SamModels.open(new InstalledModel(new ModelManifest(m.name(), m.title(), m.licence(), m.source(), m.files(), m
			.sources(), m.encoder(), new DecoderSpec(d.dialect(), d.inputs(), d.oneMask(), null, d.prompts(), 1)), TestModel
				.models().store().require("", DownloadConsent.GIVEN, Progress.NONE).folder()), ExecutionOptions.cpu(0),
			Progress.NONE);
	}

	/** Spans 0..255, so that scaling from the least to the greatest value changes nothing. */
	private static Plane square() {
		final float[] values = Painted.reference(SIDE, SIDE, 0).values().clone();
		for (int i = 0; i < values.length; i++)
			values[i] = Math.max(0, Math.min(255, (values[i] - 60) * 2));
		return new Plane(values, SIDE, SIDE);
	}

	private static double iou(final float[] a, final float[] b) {
		int both = 0, either = 0;
		for (int i = 0; i < a.length; i++) {
			if (a[i] > 0 && b[i] > 0) both++;
			if (a[i] > 0 || b[i] > 0) either++;
		}
		return either == 0 ? 1 : both / (double) either;
	}
}
