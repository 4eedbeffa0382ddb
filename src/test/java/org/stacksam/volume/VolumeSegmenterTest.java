package org.stacksam.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.CacheOptions;
import org.stacksam.sam.EmbeddingCache;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;
import org.stacksam.volume.PromptingParameters.MaskChoice;
import org.stacksam.volume.VolumeOptions.Detail;
import org.stacksam.volume.VolumeOptions.Fill;
import org.stacksam.volume.VolumeOptions.Refine;
import org.stacksam.volume.refine.RefineParameters;

/** The whole way with the real model, on painted ellipses. */
class VolumeSegmenterTest {

	private static final int W = 96, H = 80, D = 4;
	private static final List<LabelClass> CLASSES = List.of(new LabelClass(3, "left"), new LabelClass(8, "right"));
	/** x, y, radii of the two objects; they shrink along the stack. */
	private static final double[][] ELLIPSES = { { 28, 40, 18, 24 }, { 66, 36, 16, 18 } };
	private static final VolumeOptions NONE = options(Fill.NONE, Refine.NONE, Detail.NORMAL);
	private static final VolumeOptions AUTO = options(Fill.NONE, Refine.AUTO, Detail.NORMAL);

	private static VolumeOptions options(final Fill fill, final Refine refine, final Detail detail) {
		return new VolumeOptions(null, fill, refine, detail, false, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
	}

	private static Geometry grid() {
		return Geometry.of(W, H, D, new double[] { 2, 2, 3 }, new double[3]);
	}

	/** 0 = neither, 1 or 2. */
	private static int truth(final int x, final int y, final int z) {
		for (int i = 0; i < 2; i++) {
			final double[] e = ELLIPSES[i];
			final double dx = (x + .5 - e[0]) / (e[2] - z), dy = (y + .5 - e[1]) / (e[3] - z);
			if (dx * dx + dy * dy <= 1) return i + 1;
		}
		return 0;
	}

	private static RandomAccessibleInterval<FloatType> image() {
		final float[] values = new float[W * H * D];
		for (int z = 0, i = 0; z < D; z++)
			for (int y = 0; y < H; y++)
				for (int x = 0; x < W; x++, i++) {
					final int noise = (x * 7 + y * 13 + z * 5 + x * y) % 5;
					values[i] = new int[] { 40, 120, 150 }[truth(x, y, z)] + noise;
				}
		return ArrayImgs.floats(values, W, H, D);
	}

	private static Box box(final int i, final int z) {
		final double[] e = ELLIPSES[i];
		return new Box(Math.round(e[0] - e[2] + z), Math.round(e[1] - e[3] + z), Math.round(e[0] + e[2] - z), Math.round(
			e[1] + e[3] - z));
	}

	private static Prompt boxed(final int i, final int z) {
		return Prompt.box(i + 1, CLASSES.get(i).value(), z, box(i, z));
	}

	private static PromptSet boxes() {
		final List<Prompt> prompts = new ArrayList<>();
		for (int z = 0; z < D; z++) for (int i = 0; i < 2; i++) prompts.add(boxed(i, z));
		return set(prompts);
	}

	private static PromptSet set(final List<Prompt> prompts) {
		return new PromptSet("", "", W, H, D, CLASSES, prompts);
	}

	private static VolumeResult run(final PromptSet prompts, final VolumeOptions options) {
		return VolumeSegmenter.segment(image(), grid(), prompts, TestModel.get(), SliceEncoder.of(TestModel.get()), options,
			Progress.NONE);
	}

	private static double dice(final RandomAccessibleInterval<UnsignedShortType> labels, final int i, final int from,
		final int to)
	{
		long both = 0, sum = 0;
		for (int z = from; z < to; z++)
			for (int y = 0; y < H; y++)
				for (int x = 0; x < W; x++) {
					final boolean a = labels.getAt(x, y, z).get() == CLASSES.get(i).value(), b = truth(x, y, z) == i + 1;
					if (a) sum++;
					if (b) sum++;
					if (a && b) both++;
				}
		return 2.0 * both / sum;
	}

	@Test
	void boxesOnEverySlice() {
		final VolumeResult result = run(boxes(), AUTO);
		for (int i = 0; i < 2; i++) assertTrue(dice(result.labels(), i, 0, D) > .97, "Dice " + dice(result.labels(), i, 0,
			D));
		assertEquals(D, result.encoderRuns());
		assertEquals(2 * D, result.decoderRuns());
		assertEquals(2 * D, result.rows().size());
		for (int r = 1; r < result.rows().size(); r++) assertTrue(result.rows().get(r - 1).confidence() <= result.rows()
			.get(r).confidence(), "least confident first");
		final ReportRow row = result.rows().stream().filter(r -> r.object() == 1 && r.slice() == 0).findFirst()
			.orElseThrow();
		long area = 0;
		for (int y = 0; y < H; y++) for (int x = 0; x < W; x++) if (result.labels().getAt(x, y, 0).get() == 3) area++;
		assertEquals(area, row.area());
		assertEquals("left", row.name());
		assertEquals("box", row.source());
		assertEquals(2, result.estimatedDice().size());
		assertTrue(result.estimatedDice().get(0).dice() > .9);
		assertTrue(result.confidence().getAt(28, 40, 1).get() > 240, "sure in the middle");
		assertEquals(255, result.confidence().getAt(48, 2, 1).get(), "no doubt far from any box");
	}

	@Test
	void theStoredOrderOfAxesDoesNotMatter() {
		final Geometry lps = new Geometry(W, H, D, new double[][] { { -2, 0, 0, 0 }, { 0, -2, 0, 0 }, { 0, 0, 3, 0 } }, true);
		final Geometry ras = new Geometry(W, H, D, new double[][] { { 2, 0, 0, 0 }, { 0, 2, 0, 0 }, { 0, 0, 3, 0 } }, true);
		final PromptSet two = set(List.of(boxed(0, 1), boxed(1, 1)));
		final VolumeResult a = VolumeSegmenter.segment(image(), lps, two, TestModel.get(), SliceEncoder.of(TestModel.get()),
			NONE, Progress.NONE);
		final RandomAccessibleInterval<FloatType> turned = Views.zeroMin(Views.invertAxis(Views.invertAxis(image(), 0), 1));
		final PromptSet turnedPrompts = set(two.prompts().stream().map(p -> p.withBox(new Box(W - p.box().x1(), H - p.box()
			.y1(), W - p.box().x0(), H - p.box().y0()))).toList());
		final VolumeResult b = VolumeSegmenter.segment(turned, ras, turnedPrompts, TestModel.get(), SliceEncoder.of(
			TestModel.get()), NONE, Progress.NONE);
		for (int y = 0; y < H; y++)
			for (int x = 0; x < W; x++) {
				assertEquals(a.labels().getAt(x, y, 1).get(), b.labels().getAt(W - 1 - x, H - 1 - y, 1).get());
				assertEquals(a.confidence().getAt(x, y, 1).get(), b.confidence().getAt(W - 1 - x, H - 1 - y, 1).get());
			}
		assertTrue(dice(a.labels(), 0, 1, 2) > .95);
	}

	@Test
	void theOrderOfSlicesDoesNotMatter() {
		final List<Prompt> ends = List.of(boxed(0, 0), boxed(1, 0), boxed(0, D - 1), boxed(1, D - 1));
		final SliceEncoder encoder = new EmbeddingCache(new CacheOptions(256L << 20, null, 0)).encoder(TestModel.get(),
			Progress.NONE);
		final VolumeOptions between = options(Fill.BETWEEN, Refine.AUTO, Detail.NORMAL);
		final VolumeResult up = VolumeSegmenter.segment(image(), grid(), set(ends), TestModel.get(), encoder, between,
			Progress.NONE);
		final VolumeResult down = VolumeSegmenter.segment(Views.zeroMin(Views.invertAxis(image(), 2)), grid(), set(ends
			.stream().map(p -> p.withSlice(D - 1 - p.slice())).toList()), TestModel.get(), encoder, between, Progress.NONE);
		assertEquals(0, down.encoderRuns(), "the same slices");
		int different = 0;
		for (int z = 0; z < D; z++)
			for (int y = 0; y < H; y++)
				for (int x = 0; x < W; x++) if (up.labels().getAt(x, y, z).get() != down.labels().getAt(x, y, D - 1 - z).get())
					different++;
		// Forests learn from the slices in another order.
		assertTrue(different < 20, different + " voxels differ");
		for (int i = 0; i < 2; i++) assertTrue(dice(up.labels(), i, 0, D) > .95, "Dice " + dice(up.labels(), i, 0, D));
	}

	@Test
	void howTheModelIsAskedCanBeSet() {
		final Box tight = box(0, 1), narrow = new Box(tight.x0() + 6, tight.y0(), tight.x1() - 6, tight.y1());
		final PromptSet prompts = set(List.of(Prompt.box(1, 3, 1, narrow)));
		final SliceEncoder encoder = new EmbeddingCache(new CacheOptions(64L << 20, null, 0)).encoder(TestModel.get(),
			Progress.NONE);
		final List<VolumeResult> results = new ArrayList<>();
		for (final PromptingParameters p : List.of(PromptingParameters.DEFAULT, new PromptingParameters(MaskChoice.FIT,
			MaskChoice.SINGLE, 2, 100), new PromptingParameters(MaskChoice.BEST, MaskChoice.SINGLE, 2, 0)))
			results.add(VolumeSegmenter.segment(image(), grid(), prompts, TestModel.get(), encoder, NONE, p,
				RefineParameters.DEFAULT, MaskListener.NONE, Progress.NONE));
		assertEquals(0, outside(results.get(0), narrow), "clipped to the box");
		assertTrue(outside(results.get(1), narrow) > 0, "not clipped");
		assertTrue(results.get(2).rows().get(0).predictedIou() >= results.get(0).rows().get(0).predictedIou());
	}

	private static int outside(final VolumeResult result, final Box box) {
		int outside = 0;
		for (int y = 0; y < H; y++)
			for (int x = 0; x < W; x++) if (result.labels().getAt(x, y, 1).get() > 0 && (x < box.x0() || x >= box.x1()))
				outside++;
		return outside;
	}

	@Test
	void pointsOnOneSliceMasksOnAnother() {
		// The left ellipse of slice 2 with a corner cut off that no model would leave out.
		final BitSet pixels = new BitSet();
		for (int y = 0; y < H; y++)
			for (int x = 0; x < W; x++) if (given(x, y)) pixels.set(y * W + x);
		final Prompt mask = new Prompt(1, 3, 2, -1, -1, null, List.of(), new MaskPrompt(0, 0, W, H, pixels), false);
		final List<Prompt> prompts = List.of(mask, Prompt.points(1, 3, 1, List.of(new PointPrompt(28.5, 40.5, true), new PointPrompt(
			28.5, 55.5, true), new PointPrompt(28.5, 25.5, true))), Prompt
			.points(2, 8, 1, List.of(new PointPrompt(66.5, 36.5, true), new PointPrompt(66.5, 25.5, true))));
		for (final VolumeOptions options : List.of(NONE, AUTO)) {
			final VolumeResult result = run(set(prompts), options);
			for (int i = 0; i < 2; i++) assertTrue(dice(result.labels(), i, 1, 2) > .9, "Dice " + dice(result.labels(), i, 1,
				2));
			for (int y = 0; y < H; y++)
				for (int x = 0; x < W; x++)
					assertEquals(given(x, y) ? 3 : 0, result.labels().getAt(x, y, 2).get(),
					"the given mask is the truth");
			assertEquals(1, result.rows().stream().filter(r -> r.source().equals("mask")).findFirst().orElseThrow()
				.confidence());
		}
	}

	private static boolean given(final int x, final int y) {
		return truth(x, y, 2) == 1 && !(x < 20 && y < 30);
	}

	@Test
	void fourSlicesShareARunAndMirroringDoublesThem() {
		final VolumeResult fast = run(boxes(), options(Fill.NONE, Refine.NONE, Detail.FAST));
		assertEquals(1, fast.encoderRuns());
		for (int i = 0; i < 2; i++) assertTrue(dice(fast.labels(), i, 0, D) > .9, "Dice " + dice(fast.labels(), i, 0, D));
		final VolumeResult high = run(set(List.of(boxed(0, 1), boxed(1, 1))), options(Fill.NONE, Refine.NONE, Detail.HIGH));
		assertEquals(2, high.encoderRuns());
		assertEquals(4, high.decoderRuns());
		assertTrue(dice(high.labels(), 0, 1, 2) > .95);
	}

	@Test
	void onlyTheWantedSlices() {
		final VolumeResult result = run(boxes(), new VolumeOptions(new Window(20, 180), Fill.NONE, Refine.NONE,
			Detail.NORMAL, false, 2, 2, 1));
		assertEquals(1, result.encoderRuns());
		assertEquals(new Window(20, 180), result.window());
		assertEquals(0, dice(result.labels(), 0, 0, 2));
		assertTrue(dice(result.labels(), 0, 2, 3) > .95);
		assertTrue(result.notes().stream().anyMatch(n -> n.contains("6 prompts lie outside")), result.notes()::toString);
	}

	@Test
	void degenerateBoxesDoNotFail() {
		final Box same = box(0, 0);
		final VolumeResult result = run(set(List.of(Prompt.box(1, 3, 0, same), Prompt.box(2, 8, 0, same), Prompt.box(3, 8, 1,
			new Box(10, 10, 11, 11)), Prompt.box(4, 3, 1, new Box(90, 70, 120, 100)))), AUTO);
		assertEquals(4, result.rows().size());
		assertTrue(result.notes().stream().anyMatch(n -> n.contains("clipped to the image")), result.notes()::toString);
	}

	@Test
	void cancelled() {
		final Progress canceled = new Progress() {

			@Override
			public boolean isCanceled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> VolumeSegmenter.segment(image(), grid(), boxes(), TestModel.get(),
			SliceEncoder.of(TestModel.get()), NONE, canceled));
	}

	@Test
	void promptsThatDoNotFitAreNamed() {
		final InputException e = assertThrows(InputException.class, () -> run(set(List.of(boxed(0, 0), Prompt.box(1, 3, 9,
			box(0, 0)), Prompt.box(1, 3, 1, new Box(200, 0, 210, 9)), Prompt.box(1, 5, 1, box(0, 0)), Prompt.points(1, 3, 1,
				List.of()))), NONE));
		for (final String part : List.of("4 problems", "slice 10", "there is no such slice", "lies outside",
			"label 5 is not among", "neither a box")) assertTrue(e.getMessage().contains(part), e.getMessage());
		assertTrue(assertThrows(InputException.class, () -> run(set(List.of(Prompt.absent(1, 3, 0))), NONE)).getMessage()
			.contains("There is no prompt"));
		assertTrue(assertThrows(InputException.class, () -> run(new PromptSet("", "other.tif", W + 1, H, D, CLASSES, List.of(
			boxed(0, 0))), NONE)).getMessage().contains("other.tif"));
	}
}
