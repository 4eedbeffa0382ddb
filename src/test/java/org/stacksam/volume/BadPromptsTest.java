package org.stacksam.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.CacheOptions;
import org.stacksam.sam.EmbeddingCache;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;
import org.stacksam.volume.VolumeOptions.Detail;
import org.stacksam.volume.VolumeOptions.Fill;
import org.stacksam.volume.VolumeOptions.Refine;

/** Prompts that say odd things, the whole way with the real model: two tubes through seven slices. */
class BadPromptsTest {

	private static final int W = 96, H = 80, D = 7;
	private static final List<LabelClass> CLASSES = List.of(new LabelClass(3, "left"), new LabelClass(8, "right"));
	private static final Box LEFT = new Box(12, 20, 44, 60), RIGHT = new Box(54, 24, 82, 56);
	private static final VolumeOptions OPTIONS = new VolumeOptions(new Window(20, 180), Fill.BETWEEN, Refine.AUTO,
		Detail.NORMAL, true, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
	/** Each slice is encoded once for all tests. */
	private static final SliceEncoder ENCODER = new EmbeddingCache(new CacheOptions(64 << 20, null, 0)).encoder(TestModel
		.get(), Progress.NONE);

	private static boolean inside(final Box b, final int x, final int y) {
		final double dx = (x + .5 - b.centerX()) / b.width() * 2, dy = (y + .5 - b.centerY()) / b.height() * 2;
		return dx * dx + dy * dy <= 1;
	}

	private static RandomAccessibleInterval<FloatType> image() {
		final float[] values = new float[W * H * D];
		for (int i = 0; i < values.length; i++) {
			final int x = i % W, y = i / W % H;
			values[i] = (inside(LEFT, x, y) ? 120 : inside(RIGHT, x, y) ? 150 : 40) + (x * 7 + y * 13 + i / (W * H) * 5 + x *
				y) % 5;
		}
		return ArrayImgs.floats(values, W, H, D);
	}

	private static VolumeResult run(final Prompt... prompts) {
		return VolumeSegmenter.segment(image(), Geometry.of(W, H, D, new double[] { 2, 2, 3 }, new double[3]), new PromptSet(
			"", "", W, H, D, CLASSES, List.of(prompts)), TestModel.get(), ENCODER, OPTIONS, Progress.NONE);
	}

	/** Slices that hold a label, 0-based. */
	private static Set<Integer> slices(final VolumeResult result, final int label) {
		final Set<Integer> out = new TreeSet<>();
		final Cursor<UnsignedShortType> cursor = Views.flatIterable(result.labels()).localizingCursor();
		while (cursor.hasNext()) if (cursor.next().get() == label) out.add(cursor.getIntPosition(2));
		return out;
	}

	private static double dice(final VolumeResult result, final int label, final Box truth, final int z) {
		long both = 0, sum = 0;
		final Cursor<UnsignedShortType> cursor = Views.flatIterable(Views.hyperSlice(result.labels(), 2, z))
			.localizingCursor();
		while (cursor.hasNext()) {
			final boolean found = cursor.next().get() == label, there = inside(truth, cursor.getIntPosition(0), cursor
				.getIntPosition(1));
			if (found && there) both++;
			sum += (found ? 1 : 0) + (there ? 1 : 0);
		}
		return 2.0 * both / sum;
	}

	@Test
	void aStopMarkBetweenTwoPromptsSplitsTheObject() {
		final Prompt[] prompts = { Prompt.box(1, 3, 0, LEFT), Prompt.box(1, 3, 2, LEFT), Prompt.absent(1, 3, 3), Prompt.box(1,
			3, 4, LEFT), Prompt.box(1, 3, 6, LEFT) };
		final VolumeResult result = run(prompts);
		assertEquals(Set.of(0, 1, 2, 4, 5, 6), slices(result, 3));
		assertTrue(dice(result, 3, LEFT, 1) > .95 && dice(result, 3, LEFT, 5) > .95, "filled on both sides of the mark");
		// The same without the mark: it is the mark that keeps slice 4 empty.
		assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6), slices(run(prompts[0], prompts[1], prompts[3], prompts[4]), 3));
	}

	@Test
	void promptsOnOneSliceAloneLabelThatSliceAndTheLogSaysSo() {
		final VolumeResult result = run(Prompt.box(1, 3, 2, LEFT));
		assertEquals(Set.of(2), slices(result, 3));
		assertTrue(dice(result, 3, LEFT, 2) > .95);
		assertTrue(result.notes().contains("Object 1: prompted on slice 3 only; there is nothing between to fill"), result
			.notes()::toString);
	}

	@Test
	void firstAndLastPromptOnTheSameSlice() {
		// Two boxes of one object on one slice, as of a horseshoe cut twice: both are labelled, nothing is filled.
		final VolumeResult result = run(Prompt.box(1, 3, 2, LEFT), Prompt.box(1, 3, 2, RIGHT));
		assertEquals(Set.of(2), slices(result, 3));
		assertEquals(2, result.rows().size());
		assertTrue(result.notes().stream().anyMatch(n -> n.contains("slice 3 only")), result.notes()::toString);
	}

	@Test
	void aBoxOfOnePixel() {
		final Box pixel = new Box(28, 40, 29, 41);
		final VolumeResult result = run(Prompt.box(1, 3, 0, pixel), Prompt.box(1, 3, 3, pixel), Prompt.box(2, 8, 0, RIGHT),
			Prompt.box(2, 8, 3, RIGHT));
		assertEquals(8, result.rows().size(), "four slices of either object");
		assertTrue(dice(result, 8, RIGHT, 1) > .95, "the other object is not harmed");
		final Cursor<UnsignedShortType> cursor = Views.flatIterable(result.labels()).localizingCursor();
		while (cursor.hasNext()) if (cursor.next().get() == 3) assertTrue(Math.abs(cursor.getIntPosition(0) - 28) <= 2 &&
			Math.abs(cursor.getIntPosition(1) - 40) <= 2, "a label far from its box");
	}

	@Test
	void boxesThatOverlapEntirely() {
		// One object annotated twice, unnumbered; and a box within another of the same class.
		final List<Prompt> prompts = new ArrayList<>();
		for (final int z : new int[] { 0, 3 }) {
			prompts.add(Prompt.box(0, 3, z, LEFT));
			prompts.add(Prompt.box(0, 3, z, LEFT));
			prompts.add(Prompt.box(0, 3, z, new Box(20, 30, 36, 50)));
		}
		final VolumeResult result = run(prompts.toArray(Prompt[]::new));
		assertEquals(Set.of(0, 1, 2, 3), slices(result, 3));
		for (int z = 0; z < 4; z++) assertTrue(dice(result, 3, LEFT, z) > .95, "slice " + z);
		assertEquals(3, result.rows().stream().map(ReportRow::object).distinct().count());
	}

	@Test
	void twoClassesWithTheSameBox() {
		final VolumeResult result = run(Prompt.box(1, 3, 0, LEFT), Prompt.box(2, 8, 0, LEFT), Prompt.box(1, 3, 2, LEFT),
			Prompt.box(2, 8, 2, LEFT));
		assertEquals(6, result.rows().size());
		// Which of them wins is not told by the prompts; every pixel of the object goes to one of the two.
		long labelled = 0, object = 0;
		final Cursor<UnsignedShortType> cursor = Views.flatIterable(Views.hyperSlice(result.labels(), 2, 1))
			.localizingCursor();
		while (cursor.hasNext()) {
			final boolean found = cursor.next().get() > 0, there = inside(LEFT, cursor.getIntPosition(0), cursor.getIntPosition(
				1));
			if (there) object++;
			if (there && found) labelled++;
			final Box voxel = new Box(cursor.getIntPosition(0), cursor.getIntPosition(1), cursor.getIntPosition(0) + 1, cursor
				.getIntPosition(1) + 1);
			assertFalse(found && LEFT.grow(1).intersection(voxel) == 0, "a label beside the box");
		}
		assertTrue(labelled > .9 * object, labelled + " of " + object + " pixels");
		// Neither can be sure of them.
		final double surest = result.rows().stream().mapToDouble(ReportRow::confidence).max().orElseThrow();
		final double alone = run(Prompt.box(1, 3, 0, LEFT), Prompt.box(1, 3, 2, LEFT)).rows().stream().mapToDouble(
			ReportRow::confidence).min().orElseThrow();
		assertTrue(surest <= alone, surest + " against " + alone + " alone");
	}

	@Test
	void thousandsOfPrompts() {
		// The same two objects, said a thousand times over by stop marks that hold for nothing, and by points of one slice.
		final List<Prompt> prompts = new ArrayList<>(List.of(Prompt.box(1, 3, 0, LEFT), Prompt.box(1, 3, 3, LEFT), Prompt
			.box(2, 8, 0, RIGHT), Prompt.box(2, 8, 3, RIGHT)));
		for (int i = 0; i < 3000; i++) prompts.add(Prompt.absent(3 + i, 3, i % D));
		final VolumeResult result = run(prompts.toArray(Prompt[]::new));
		assertEquals(8, result.rows().size());
		assertEquals(List.of(1, 2), result.rows().stream().map(ReportRow::object).sorted().distinct().collect(Collectors
			.toList()));
	}
}
