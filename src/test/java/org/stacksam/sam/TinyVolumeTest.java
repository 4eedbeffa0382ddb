package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import net.imglib2.Cursor;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.everything.Everything;
import org.stacksam.everything.EverythingOptions;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.volume.VolumeOptions;
import org.stacksam.volume.VolumeOptions.Detail;
import org.stacksam.volume.VolumeOptions.Fill;
import org.stacksam.volume.VolumeOptions.Refine;
import org.stacksam.volume.VolumeResult;
import org.stacksam.volume.VolumeSegmenter;

/** Whole volumes with models of other input sizes, grids and inputs, see {@link TinySam}: a bright cylinder. */
class TinyVolumeTest {

	private static final int WIDTH = 160, HEIGHT = 120, DEPTH = 7;
	private static final double X = 70, Y = 55, RADIUS = 36;

	@TempDir
	private Path folder;

	private static boolean inside(final int i) {
		return Math.hypot(i % WIDTH + 0.5 - X, i / WIDTH % HEIGHT + 0.5 - Y) <= RADIUS;
	}

	private static ArrayImg<UnsignedByteType, ByteArray> cylinder() {
		final byte[] pixels = new byte[WIDTH * HEIGHT * DEPTH];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (byte) ((inside(i) ? 200 : 40) + i % 7);
		return ArrayImgs.unsignedBytes(pixels, WIDTH, HEIGHT, DEPTH);
	}

	private static Prompt box(final int slice) {
		return Prompt.box(1, 1, slice, new Box(X - RADIUS, Y - RADIUS, X + RADIUS, Y + RADIUS));
	}

	private static double dice(final VolumeResult result) {
		final Cursor<UnsignedShortType> pixels = Views.flatIterable(result.labels()).cursor();
		int both = 0, sum = 0;
		for (int i = 0; pixels.hasNext(); i++) {
			final boolean is = pixels.next().get() == 1;
			if (is && inside(i)) both++;
			sum += (is ? 1 : 0) + (inside(i) ? 1 : 0);
		}
		return 2.0 * both / sum;
	}

	private static VolumeResult segment(final SamModel model, final Fill fill, final Detail detail,
		final Prompt... prompts)
	{
		final Geometry geometry = Geometry.of(WIDTH, HEIGHT, DEPTH, new double[] { 1, 1, 1 }, new double[3]);
		return VolumeSegmenter.segment(cylinder(), geometry, new PromptSet("", "", 0, 0, 0, List.of(new LabelClass(1,
			"cylinder")), List.of(prompts)), model, SliceEncoder.of(model), new VolumeOptions(new Window(0, 255), fill,
				Refine.AUTO, detail, true, 0, Integer.MAX_VALUE, Integer.MAX_VALUE), Progress.NONE);
	}

	private SamModel open(final String name, final TinySam.Files files) throws IOException {
		final Path encoder = Files.write(folder.resolve("encoder.onnx"), files.encoder()), decoder = Files.write(folder
			.resolve("decoder.onnx"), files.decoder()), models = folder.resolve("models");
		return SamModels.open(new ModelStore(new ModelFolders(List.of(models), models, true)).add(name, encoder, decoder,
			AddOptions.AUTO, Progress.NONE).model(), ExecutionOptions.cpu(1), Progress.NONE);
	}

	private static void check(final SamModel model, final Detail detail) {
		assertTrue(dice(segment(model, Fill.BETWEEN, detail, box(0), box(DEPTH - 1))) > 0.9);
		final VolumeResult beyond = segment(model, Fill.BEYOND, detail, box(3));
		assertTrue(dice(beyond) > 0.9, "beyond: " + dice(beyond));
		assertTrue(beyond.decoderRuns() > DEPTH / 2);
	}

	@Test
	void sam2() throws IOException {
		try (SamModel model = open("sam2", TinySam.sam2())) {
			check(model, Detail.NORMAL);
		}
	}

	@Test
	void inputOf512WithAMaskInputOf128() throws IOException {
		try (SamModel model = open("half", TinySam.half())) {
			check(model, Detail.HIGH);
			check(model, Detail.FAST);
		}
	}

	@Test
	void boxesAloneWithoutAMaskInput() throws IOException {
		try (SamModel model = open("lite-medsam", TinySam.liteMedSam())) {
			check(model, Detail.NORMAL);
			final long runs = model.encoderRuns();
			final Prompt points = Prompt.points(1, 1, 2, List.of(new PointPrompt(X, Y, true)));
			for (final Runnable work : List.<Runnable> of(() -> segment(model, Fill.NONE, Detail.NORMAL, points), () -> Everything
				.segment(List.of(TestSlice.plane()), model, SliceEncoder.of(model), EverythingOptions.DEFAULT, Progress.NONE)))
			{
				final String message = assertThrows(InputException.class, work::run).getMessage();
				assertTrue(message.contains("lite-medsam takes boxes only"), message);
			}
			assertEquals(runs, model.encoderRuns(), "refused before any work");
		}
	}
}
