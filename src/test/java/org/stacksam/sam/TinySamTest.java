package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.PointPrompt;

/** Models of signatures that MobileSAM's network cannot take on: generated graphs of a few nodes, see {@link TinySam}. */
class TinySamTest {

	@TempDir
	private Path folder;

	@Test
	void sam2IsSquashedAndGivesItsThreeMapsOn() throws IOException {
		final ModelManifest model = add("sam2", TinySam.sam2(), AddOptions.AUTO).model().manifest();
		assertEquals(model, store().manifest("sam2"), "as written and read");
		assertEquals(EncoderSpec.Resize.SQUASH, model.encoder().resize());
		assertEquals(List.of("image_embed", "high_res_feats_0", "high_res_feats_1"), model.encoder().outputs().stream().map(
			EncoderSpec.Output::to).toList());
		assertEquals(256, model.encoder().maskSide());
		assertEquals("official", model.decoder().dialect());
		checkDisc("sam2", 4, 1024, 256);
	}

	@Test
	void hqSamGivesItsInnerFeaturesOn() throws IOException {
		final ModelManifest model = add("hq", TinySam.hqSam(), AddOptions.AUTO).model().manifest();
		assertEquals(List.of(1L, 1L, 64L, 64L, 160L), model.encoder().outputs().get(1).shape());
		checkDisc("hq", 1, 1024, 256);
	}

	@Test
	void liteMedSamTakesBoxesOnAnInputOf256() throws IOException {
		final ModelManifest model = add("lite-medsam", TinySam.liteMedSam(), AddOptions.AUTO).model().manifest();
		assertEquals(EncoderSpec.Scaling.MIN_MAX, model.encoder().scaling());
		assertEquals(Set.of(PromptKind.BOX), model.decoder().prompts());
		checkDisc("lite-medsam", 1, 256, 256);
		try (SamModel opened = open("lite-medsam")) {
			final EncodedSlice slice = opened.encode(TestSlice.plane());
			final String message = assertThrows(InputException.class, () -> opened.decode(slice, new SlicePrompt(null, List.of(
				new PointPrompt(3, 3, true)), null))).getMessage();
			assertTrue(message.contains("lite-medsam takes boxes only"), message);
		}
	}

	@Test
	void otherInputAndMaskSidesComeFromTheFiles() throws IOException {
		add("half", TinySam.half(), AddOptions.AUTO);
		checkDisc("half", 4, 512, 128);
		try (SamModel opened = open("half")) {
			final EncodedSlice slice = opened.encode(TestSlice.plane());
			final float[] earlier = opened.decode(slice, SlicePrompt.of(TestSlice.BOX)).lowRes()[0];
			assertEquals(128 * 128, earlier.length);
			opened.decode(slice, new SlicePrompt(TestSlice.BOX, List.of(), earlier));
			opened.decode(slice, new SlicePrompt(TestSlice.BOX, List.of(), new float[256 * 256])); // of another side: resampled
			final List<EncodedSlice> cells = opened.encodeMosaic(List.of(TestSlice.plane(), TestSlice.plane()), 2);
			assertTrue(iou(opened.decode(cells.get(1), SlicePrompt.of(TestSlice.BOX)).sample(0)) > 0.7, "three cells of radius");
		}
	}

	@Test
	void embeddingsOfSeveralMapsAreKept() throws IOException {
		add("sam2", TinySam.sam2(), AddOptions.AUTO);
		try (SamModel model = open("sam2")) {
			final SliceEncoder encoder = new EmbeddingCache(new CacheOptions(64 << 20, folder.resolve("cache"), 1 << 30)).encoder(
				model, Progress.NONE);
			encoder.encode(TestSlice.plane());
			final SliceEncoder again = new EmbeddingCache(new CacheOptions(0, folder.resolve("cache"), 1 << 30)).encoder(model,
				Progress.NONE);
			final EncodedSlice slice = again.encode(TestSlice.plane());
			assertEquals(1, model.encoderRuns());
			assertTrue(iou(model.decode(slice, SlicePrompt.of(TestSlice.BOX)).sample(0)) > 0.9);
		}
	}

	@Test
	void whatIsNotRecognisedIsListed() throws IOException {
		final TinyOnnx decoder = new TinyOnnx().input("embedding", TinyOnnx.FLOAT, 1, 256, 64, 64).input("clicks",
			TinyOnnx.FLOAT, 1, -1, 2).node("Identity", List.of("embedding"), "answer").output("answer", 1, 256, 64, 64);
		final String message = refused("odd", new TinySam.Files(TinySam.hqSam().encoder(), decoder.bytes()), AddOptions.AUTO);
		for (final String part : List.of("clicks float[1, ?, 2]", "answer float[1, 256, 64, 64]", "input_image float[1, 3, 1024",
			"point_coords", "input_boxes", "models/README.md"))
			assertTrue(message.contains(part), part + " in " + message);
	}

	@Test
	void aFailedSelfTestSaysWhatWasSeenAndLeavesNothing() throws IOException {
		// Scaled to 0..1 everything lies above the threshold: the box comes back, not the disc.
		final AddOptions unscaled = new AddOptions(AddOptions.Scale.UNIT, null, 0, null, "x", false);
		final TinySam.Files blind = new TinySam.Files(TinySam.sam2().encoder(), TinySam.sam2().decoder());
		final AddOptions inverted = new AddOptions(unscaled.scaling(), EncoderSpec.Resize.LONGEST_SIDE, 0, null, "x", false);
		final String message = refused("blind", blind, inverted);
		assertTrue(message.contains("IoU") && message.contains("scaling mean-std") && message.contains("keep_failed"), message);
		final AddedModel kept = add("blind", blind, new AddOptions(inverted.scaling(), inverted.resize(), 0, null, "x", true));
		assertTrue(kept.iou() < 0.8 && Files.exists(kept.model().folder().resolve(ModelManifests.FILE_NAME)));
	}

	@Test
	void operatorsOfOthersAreNotLoaded() throws IOException {
		final TinyOnnx encoder = new TinyOnnx().input("image", TinyOnnx.FLOAT, 1, 3, 64, 64).node("org.example", "Evil", List
			.of("image"), "out").output("out", 1, 3, 64, 64);
		final String message = refused("evil", new TinySam.Files(encoder.bytes(), TinySam.half().decoder()), AddOptions.AUTO);
		assertTrue(message.contains("Evil"), message);
	}

	@Test
	void valuesInOtherFilesAreNotRead() throws IOException {
		final Path secret = Files.write(folder.resolve("secret.bin"), new byte[4]);
		for (final String place : List.of(secret.toString(), "../secret.bin", "pom.xml")) {
			final TinyOnnx encoder = new TinyOnnx().input("image", TinyOnnx.FLOAT, 1, 3, 64, 64).external("weight", place, 1)
				.node("Add", List.of("image", "weight"), "out").output("out", 1, 3, 64, 64);
			final String message = refused("leak", new TinySam.Files(encoder.bytes(), TinySam.half().decoder()),
				AddOptions.AUTO);
			assertTrue(message.contains("other file"), message);
		}
	}

	@Test
	void namesInUseAndWrongNamesAreRefused() throws IOException {
		add("half", TinySam.half(), AddOptions.AUTO);
		for (final String name : List.of("half", "mobilesam", "../half", "Half", ""))
			assertTrue(assertThrows(InputException.class, () -> add(name, TinySam.half(), AddOptions.AUTO)).getMessage()
				.startsWith("model=" + name + ":"), name);
	}

	private ModelStore store() {
		final Path models = folder.resolve("models");
		return new ModelStore(new ModelFolders(List.of(models), models, true));
	}

	private AddedModel add(final String name, final TinySam.Files files, final AddOptions options) throws IOException {
		final Path encoder = Files.write(folder.resolve("an encoder.onnx"), files.encoder()), decoder = Files.write(folder
			.resolve("a decoder.onnx"), files.decoder());
		return store().add(name, encoder, decoder, options, Progress.NONE);
	}

	private String refused(final String name, final TinySam.Files files, final AddOptions options) throws IOException {
		final String message = assertThrows(InputException.class, () -> add(name, files, options)).getMessage();
		if (Files.exists(folder.resolve("models"))) try (Stream<Path> left = Files.list(folder.resolve("models"))) {
			assertEquals(List.of(), left.toList());
		}
		return message;
	}

	private SamModel open(final String name) {
		return SamModels.open(store().find(store().manifest(name)).orElseThrow(), ExecutionOptions.cpu(1), Progress.NONE);
	}

	private void checkDisc(final String name, final int count, final int inputSize, final int side) {
		try (SamModel model = open(name)) {
			assertEquals(inputSize, model.inputSize());
			final SliceMasks masks = model.decode(model.encode(TestSlice.plane()), SlicePrompt.of(TestSlice.BOX));
			assertEquals(count, masks.count());
			assertEquals(side, masks.side());
			assertTrue(iou(masks.sample(masks.best())) > 0.9, "IoU " + iou(masks.sample(masks.best())));
			final Box b = TestSlice.BOX, half = new Box(b.x0(), b.y0(), b.centerX(), b.y1());
			final SliceMasks left = model.decode(model.encode(TestSlice.plane()), SlicePrompt.of(half));
			final int right = (int) (b.centerY()) * 320 + (int) b.centerX() + 20;
			assertTrue(TestSlice.inside(right));
			assertFalse(left.sample(0)[right] > 0, "the box is where it was drawn");
		}
	}

	private static double iou(final float[] logits) {
		int both = 0, either = 0;
		for (int i = 0; i < logits.length; i++) {
			if (logits[i] > 0 && TestSlice.inside(i)) both++;
			if (logits[i] > 0 || TestSlice.inside(i)) either++;
		}
		return both / (double) either;
	}
}
