package org.stacksam.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;
import org.stacksam.volume.VolumeOptions.Detail;
import org.stacksam.volume.VolumeOptions.Fill;
import org.stacksam.volume.VolumeOptions.Refine;

/** Slices larger than the model's input, with objects that are small on them, by the real model. */
class LargePlanesTest {

	private static final int WIDTH = 2048, HEIGHT = 1500, DEPTH = 3;
	/** Centres of two stars with five points each. */
	private static final int[][] STARS = { { 300, 420 }, { 1730, 1120 } };
	private static final double RADIUS = 24, POINTS = 8;

	private final ArrayImg<UnsignedByteType, ByteArray> image = paint();

	private static boolean inside(final int[] star, final int x, final int y, final int z) {
		final double dx = x + 0.5 - star[0], dy = y + 0.5 - star[1] - 2 * z;
		return Math.hypot(dx, dy) < RADIUS + POINTS * Math.cos(5 * Math.atan2(dy, dx));
	}

	private static ArrayImg<UnsignedByteType, ByteArray> paint() {
		final byte[] pixels = new byte[WIDTH * HEIGHT * DEPTH];
		final Random grain = new Random(1);
		for (int i = 0; i < pixels.length; i++) {
			final int x = i % WIDTH, y = i / WIDTH % HEIGHT, z = i / (WIDTH * HEIGHT);
			pixels[i] = (byte) ((inside(STARS[0], x, y, z) || inside(STARS[1], x, y, z) ? 150 : 80) + grain.nextInt(25));
		}
		return ArrayImgs.unsignedBytes(pixels, WIDTH, HEIGHT, DEPTH);
	}

	private static Box box(final int[] star, final int z) {
		final double r = RADIUS + POINTS;
		return new Box(star[0] - r * Math.cos(Math.PI / 5), star[1] + 2 * z - r, star[0] + r, star[1] + 2 * z + r);
	}

	private static double dice(final VolumeResult result, final int label, final int[] star) {
		final Cursor<UnsignedShortType> pixels = Views.flatIterable(result.labels()).cursor();
		int both = 0, sum = 0;
		for (int i = 0; pixels.hasNext(); i++) {
			final boolean is = pixels.next().get() == label;
			final boolean should = inside(star, i % WIDTH, i / WIDTH % HEIGHT, i / (WIDTH * HEIGHT));
			if (is && should) both++;
			sum += (is ? 1 : 0) + (should ? 1 : 0);
		}
		return 2.0 * both / sum;
	}

	private static VolumeResult segment(final RandomAccessibleInterval<UnsignedByteType> image,
		final Fill fill, final Refine refine, final Prompt... prompts)
	{
		final Geometry grid = Geometry.of(image.dimension(0), image.dimension(1), image.dimension(2), new double[] { 1, 1, 1 }, new double[3]);
		return VolumeSegmenter.segment(image, grid, new PromptSet("", "", (int) image.dimension(0), (int) image.dimension(1),
			(int) image.dimension(2), List.of(new LabelClass(1, "one"), new LabelClass(2, "two")), List.of(prompts)), TestModel.get(), SliceEncoder
				.of(TestModel.get()), new VolumeOptions(new Window(60, 200), fill, refine, Detail.NORMAL, false, 0,
					Integer.MAX_VALUE, Integer.MAX_VALUE), Progress.NONE);
	}

	/** Each object is seen at full resolution, on every slice. */
	@Test
	void smallObjectsKeepTheirShape() {
		final VolumeResult result = segment(image, Fill.BETWEEN, Refine.AUTO, Prompt.box(1, 1, 0, box(STARS[0], 0)), Prompt.box(
			1, 1, 2, box(STARS[0], 2)), Prompt.box(2, 2, 0, box(STARS[1], 0)), Prompt.box(2, 2, 2, box(STARS[1], 2)));
		for (int i = 0; i < 2; i++) {
			final double dice = dice(result, i + 1, STARS[i]);
			assertTrue(dice > 0.94, "Dice " + dice);
		}
		assertEquals(2 * DEPTH, result.encoderRuns(), "one run for each object and slice");
	}

	/** Objects that are near each other share what is encoded; the labels are those of that part by itself. */
	@Test
	void aPartIsTakenAsAnImageOfItsOwn() {
		final int x = 1024, y = 476, side = 1024;
		final Prompt[] prompts = { Prompt.box(1, 1, 0, box(STARS[1], 0)), Prompt.box(1, 1, 2, box(STARS[1], 2)), Prompt.box(
			2, 2, 0, new Box(1400, 1000, 1460, 1090)) };
		final VolumeResult whole = segment(image, Fill.BETWEEN, Refine.NONE, prompts);
		assertEquals(DEPTH, whole.encoderRuns());
		final VolumeResult part = segment(Views.zeroMin(Views.interval(image, new long[] { x, y, 0 }, new long[] { x + side -
			1, y + side - 1, DEPTH - 1 })), Fill.BETWEEN, Refine.NONE, Stream.of(prompts).map(p -> p.withBox(new Box(p.box()
				.x0() - x, p.box().y0() - y, p.box().x1() - x, p.box().y1() - y))).toArray(Prompt[]::new));
		final RandomAccess<UnsignedShortType> expected = Views.extendZero(part.labels()).randomAccess();
		final Cursor<UnsignedShortType> actual = Views.iterable(whole.labels()).localizingCursor();
		int labelled = 0, other = 0;
		while (actual.hasNext()) {
			final int label = actual.next().get();
			expected.setPosition(new long[] { actual.getLongPosition(0) - x, actual.getLongPosition(1) - y, actual
				.getLongPosition(2) });
			if (label != 0) labelled++;
			if (label != expected.get().get()) other++;
		}
		assertTrue(labelled > DEPTH * 1000, labelled + " pixels");
		assertEquals(0, other, "other pixels");
	}

	/** What a click means may go on beyond the part that was encoded for it; then more is looked at. */
	@Test
	void aClickFindsWhatIsLargerThanThePart() {
		final byte[] pixels = new byte[WIDTH * HEIGHT];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (byte) (Math.hypot(i % WIDTH - 900, i / WIDTH - 750) < 620 ? 190 : 60);
		final VolumeResult result = segment(ArrayImgs.unsignedBytes(pixels, WIDTH, HEIGHT, 1), Fill.NONE, Refine.NONE, Prompt
			.points(1, 1, 0, List.of(new PointPrompt(900, 750, true))));
		int found = 0;
		for (final UnsignedShortType label : Views.iterable(result.labels())) if (label.get() == 1) found++;
		assertEquals(Math.PI * 620 * 620, found, 0.05 * found);
		assertEquals(2, result.encoderRuns());
	}
}
