package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.PointPrompt;

/**
 * The real model. Reference numbers: the same files in ONNX Runtime 1.32 in Python, fed by OpenCV as in recipe.py, on
 * {@link Painted#reference} of 90 × 70; sums of the four low-resolution masks and their predicted IoUs.
 */
class OrtSamModelTest {

	private static final Box BOX = new Box(18, 14, 54, 49);
	private static final PointPrompt IN = new PointPrompt(36, 31.5, true), OUT = new PointPrompt(80, 60, false);

	private static final SamModel MODEL = TestModel.get();
	private static final EncodedSlice SLICE = MODEL.encode(Painted.reference(90, 70, 0));

	/** Of the sums; the two runtimes differ in the order of additions. */
	private static final double TOLERANCE = 300;

	private static void check(final SliceMasks masks, final double[] sums, final float[] predictedIou) {
		assertEquals(256, masks.side());
		for (int i = 0; i < 4; i++)
			assertEquals(sums[i], Painted.sum(masks.lowRes()[i]), TOLERANCE, "mask " + i);
		assertArrayEquals(predictedIou, masks.predictedIou(), 5e-4f);
	}

	@Test
	void embeddingEqualsTheReference() {
		final float[] e = SLICE.embedding();
		assertEquals(256 * 64 * 64, e.length);
		assertEquals(-1942.15, Painted.sum(e), 1);
		assertArrayEquals(new float[] { -0.084877f, -0.034534f, -0.100448f }, new float[] { e[0], e[(10 * 64 + 20) * 64 +
			30], e[e.length - 1] }, 5e-4f);
	}

	@Test
	void fourMasksOfABoxEqualTheReference() {
		final SliceMasks masks = MODEL.decode(SLICE, SlicePrompt.of(BOX));
		check(masks, new double[] { -564404.75, -976962.36, -850824.59, -729268.79 }, new float[] { 0.974384f, 1.000992f,
			1.005423f, 1.005763f });
		assertEquals(3, masks.best());
		final float[] logits = masks.sample(0);
		assertEquals(-48907.5, Painted.sum(logits), 30);
		int inside = 0;
		for (final float v : logits)
			if (v > 0) inside++;
		assertEquals(968, inside, 2);
	}

	@Test
	void pointsAndMaskInputEqualTheReference() {
		check(MODEL.decode(SLICE, new SlicePrompt(null, List.of(IN), null)), new double[] { -428148.92, -745717.14,
			-679686.99, 47104.01 }, new float[] { 0.991116f, 1.006442f, 1.008401f, 0.898076f });
		check(MODEL.decode(SLICE, new SlicePrompt(BOX, List.of(IN, OUT), null)), new double[] { -726285.71, -999401.53,
			-814414.59, -820481.65 }, new float[] { 0.981641f, 0.994644f, 1.001661f, 0.987151f });
		final float[] before = MODEL.decode(SLICE, SlicePrompt.of(BOX)).lowRes()[0];
		check(MODEL.decode(SLICE, new SlicePrompt(BOX, List.of(), before)), new double[] { -785706.17, -889924.78,
			-1031524.17, -877021.48 }, new float[] { 0.992643f, 1.002937f, 1.009108f, 1.010244f });
	}

	@Test
	void boxOnADiscGivesTheDisc() {
		final Plane plane = Painted.disc(120, 90, 50, 40, 20);
		final SliceMasks masks = MODEL.decode(MODEL.encode(plane), SlicePrompt.of(new Box(30, 20, 70, 60)));
		assertTrue(Painted.iou(masks.sample(0), plane) > 0.9);
		assertTrue(Painted.iou(masks.sample(masks.best()), plane) > 0.9);
	}

	@Test
	void rgbOfThreeEqualChannelsIsTheGreySlice() {
		final Plane plane = Painted.reference(90, 70, 0);
		assertArrayEquals(SLICE.embedding(), MODEL.encode(plane, plane, plane).embedding());
		assertThrows(IllegalArgumentException.class, () -> MODEL.encode(plane, plane, Painted.reference(70, 90, 0)));
	}

	@Test
	void mosaicOfFourSlicesEqualsTheReference() {
		final List<Plane> planes = new ArrayList<>();
		for (int i = 0; i < 4; i++)
			planes.add(Painted.reference(90, 70, 3 * i));
		final long before = MODEL.encoderRuns();
		final List<EncodedSlice> slices = MODEL.encodeMosaic(planes, 2);
		assertEquals(1, MODEL.encoderRuns() - before);
		assertSame(slices.get(0).embedding(), slices.get(3).embedding());
		final SliceMasks last = MODEL.decode(slices.get(3), SlicePrompt.of(new Box(27, 14, 63, 49)));
		check(last, new double[] { -1175086.74, -1152140.71, -1329227.81, -1366390.61 }, new float[] { 0.975551f, 0.999217f,
			1.000133f, 0.998246f });
		for (int i = 0; i < 4; i++) {
			final SliceMasks masks = MODEL.decode(slices.get(i), SlicePrompt.of(new Box(18 + 3 * i, 14, 54 + 3 * i, 49)));
			assertTrue(Painted.iou(masks.sample(0), planes.get(i)) > 0.85, "slice " + i);
		}
	}

	/** The export's own choice, with another number of threads, is one of the four masks. */
	@Test
	void oneMaskExportChoosesAmongTheFour() {
		final ModelManifest m = MODEL.manifest();
		final ModelManifest one = new ModelManifest(m.name(), m.title(), m.licence(), m.source(), m.files(), m.sources(), m
			.encoder(), new DecoderSpec(m.decoder().dialect(), m.decoder().inputs(), m.decoder().oneMask(), null, m.decoder().prompts(), 1));
		try (SamModel model = SamModels.open(installed(one), ExecutionOptions.cpu(1), Progress.NONE)) {
			final SliceMasks box = model.decode(SLICE, SlicePrompt.of(BOX)), boxFour = MODEL.decode(SLICE, SlicePrompt.of(
				BOX));
			assertEquals(1, box.count());
			assertArrayEquals(boxFour.lowRes()[boxFour.best()], box.lowRes()[0], 1e-3f);
			final SlicePrompt points = new SlicePrompt(BOX, List.of(IN), null);
			assertArrayEquals(MODEL.decode(SLICE, points).lowRes()[0], model.decode(SLICE, points).lowRes()[0], 1e-3f);
		}
	}

	private static InstalledModel installed(final ModelManifest manifest) {
		return new InstalledModel(manifest, TestModel.models().store().require(manifest.name(), DownloadConsent.GIVEN,
			Progress.NONE).folder());
	}

	@Test
	void threadsShareTheModel() throws Exception {
		final long before = MODEL.decoderRuns();
		final float[] expected = MODEL.decode(SLICE, SlicePrompt.of(BOX)).lowRes()[0];
		final ExecutorService pool = Executors.newFixedThreadPool(4);
		try {
			final List<Future<SliceMasks>> runs = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				final SlicePrompt prompt = i % 2 == 0 ? SlicePrompt.of(BOX) : new SlicePrompt(null, List.of(IN), null);
				runs.add(pool.submit(() -> MODEL.decode(SLICE, prompt)));
			}
			for (int i = 0; i < 8; i += 2)
				assertArrayEquals(expected, runs.get(i).get().lowRes()[0]);
			for (final Future<SliceMasks> run : runs)
				run.get();
		}
		finally {
			pool.shutdown();
		}
		assertEquals(9, MODEL.decoderRuns() - before);
	}

	@Test
	void preparedAheadIsTheSame() {
		final Plane plane = Painted.reference(90, 70, 0);
		MODEL.prefetch(plane);
		MODEL.prefetch(Painted.reference(90, 70, 3)); // not asked for: must not take the place of the right one
		assertArrayEquals(SLICE.embedding(), MODEL.encode(plane).embedding());
	}

	@Test
	void openModelsAreSharedUntilClosed() {
		try (SamModels models = new SamModels(TestModel.models().store())) {
			final ExecutionOptions one = ExecutionOptions.cpu(1);
			final SamModel model = models.get("mobilesam", one, DownloadConsent.GIVEN, Progress.NONE);
			assertSame(model, models.get("", one, DownloadConsent.GIVEN, Progress.NONE));
			models.close();
			assertThrows(IllegalStateException.class, () -> model.decode(SLICE, SlicePrompt.of(BOX)));
			assertThrows(IllegalStateException.class, () -> models.get("", one, DownloadConsent.GIVEN, Progress.NONE));
		}
	}

	@Test
	void filesThatAreNoModelAreNamed(@TempDir final Path folder) throws IOException {
		final ModelManifest manifest = TinyModel.manifest("broken");
		TinyModel.place(manifest, folder);
		final InputException error = assertThrows(InputException.class, () -> SamModels.open(new InstalledModel(manifest,
			folder), ExecutionOptions.DEFAULT, Progress.NONE));
		assertTrue(error.getMessage().contains(folder.resolve("encoder.onnx").toString()), error.getMessage());
	}

	@Test
	void damagedFilesAreNeverOpened(@TempDir final Path folder) throws IOException {
		final ModelManifest manifest = TinyModel.manifest("flipped");
		TinyModel.place(manifest, folder);
		final Path file = folder.resolve("encoder.onnx");
		final byte[] content = Files.readAllBytes(file);
		content[3] ^= 1;
		Files.write(file, content);
		final InputException error = assertThrows(InputException.class, () -> SamModels.open(new InstalledModel(manifest,
			folder), ExecutionOptions.DEFAULT, Progress.NONE));
		assertTrue(error.getMessage().contains(file.toString()) && error.getMessage().contains(manifest.files().get(0)
			.sha256()), error.getMessage());
	}

	@Test
	void namesThatTheFileLacksAreReported() {
		final ModelManifest m = MODEL.manifest();
		final ModelManifest wrong = new ModelManifest(m.name(), m.title(), m.licence(), m.source(), m.files(), m.sources(),
			m.encoder(), new DecoderSpec("official", java.util.Map.of("mask_input", "maske"), m.decoder().oneMask(), m
				.decoder().severalMasks(), m.decoder().prompts(), 1));
		final InputException error = assertThrows(InputException.class, () -> SamModels.open(installed(wrong),
			ExecutionOptions.DEFAULT, Progress.NONE));
		assertTrue(error.getMessage().contains("\"maske\"") && error.getMessage().contains("sam.onnx"), error.getMessage());
	}
}
