package org.stacksam.interactive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stacksam.TestModel;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.sam.Plane;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;
import org.stacksam.volume.InPlaneTurn;
import org.stacksam.volume.InputRegion;

/** Previews by the real model. */
class PreviewTest {

	private final PhantomVolume volume = new PhantomVolume(12, 14);
	private final ModelPlanes planes = volume.planes();
	private final Listening listening = new Listening();
	private EmbeddingQueue queue;
	private Preview preview;

	@BeforeEach
	void open() {
		queue = new EmbeddingQueue(SliceEncoder.of(TestModel.get()), TestModel.get().inputSize(), 0, false);
		preview = new Preview(queue, TestModel.get());
		preview.addListener(listening);
	}

	@AfterEach
	void close() {
		preview.close();
		queue.close();
	}

	@Test
	void boxesAndClicksFindTheOrgan() throws InterruptedException {
		final Box box = volume.box(PhantomVolume.LIVER, 0);
		preview.request(request(Prompt.box(1, 1, 0, box)));
		final PreviewResult ofBox = listening.next();
		final MaskPrompt truth = volume.truth(PhantomVolume.LIVER, 0);
		assertTrue(PhantomVolume.dice(ofBox.mask(), truth) > 0.9, "Dice " + PhantomVolume.dice(ofBox.mask(), truth));
		assertTrue(ofBox.predictedIou() > 0.8 && ofBox.stability() > 0.8, ofBox.predictedIou() + ", " + ofBox.stability());

		final PointPrompt inside = volume.center(PhantomVolume.RIGHT_KIDNEY, 0);
		preview.request(request(Prompt.points(2, 3, 0, List.of(inside))));
		final MaskPrompt clicked = listening.next().mask();
		assertTrue(clicked.contains((int) inside.x(), (int) inside.y()));
		final Box far = volume.box(PhantomVolume.LIVER, 0);
		final PointPrompt background = new PointPrompt(far.centerX(), far.centerY(), false);
		assertTrue(clicked.contains((int) far.centerX(), (int) far.centerY()), "one click is the whole body here");
		final long runs = TestModel.get().decoderRuns();
		preview.request(request(Prompt.points(2, 3, 0, List.of(inside, background))));
		final MaskPrompt less = listening.next().mask();
		assertTrue(less.pixels().cardinality() < clicked.pixels().cardinality());
		assertFalse(less.contains((int) far.centerX(), (int) far.centerY()));
		assertEquals(1, TestModel.get().decoderRuns() - runs, "one more click is one more run");
		preview.request(request(Prompt.points(2, 3, 0, List.of(inside))));
		assertEquals(clicked, listening.next().mask(), "taking it back shows what was there");
		assertEquals(List.of(Preview.Activity.WAITING_FOR_EMBEDDING, Preview.Activity.DECODING, Preview.Activity.IDLE),
			listening.activities.stream().limit(3).toList());
	}

	@Test
	void largePlanesAreSeenInFullResolution() throws InterruptedException {
		final int w = 3000, h = 2000;
		final byte[] values = new byte[w * h];
		final BitSet small = disc(w, h, 2500, 1400, 12), large = disc(w, h, 900, 900, 620);
		for (int i = 0; i < values.length; i++) values[i] = (byte) (small.get(i) || large.get(i) ? 190 : 60);
		// RAS+: shown with both axes flipped.
		final StackPlanes big = StackPlanes.of(ArrayImgs.unsignedBytes(values, w, h, 1), new Geometry(w, h, 1, new double[][] {
			{ 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } }, true), new Window(0, 255));
		preview.request(new PreviewRequest(big, Prompt.points(1, 1, 0, List.of(new PointPrompt(2500, 1400, true))), false));
		final double dice = PhantomVolume.dice(listening.next().mask(), new MaskPrompt(0, 0, w, h, small));
		assertTrue(dice > 0.93, "Dice " + dice);
		final Prompt box = Prompt.box(2, 1, 0, new Box(280, 280, 1520, 1520));
		preview.request(new PreviewRequest(big, box, false));
		final double largeDice = PhantomVolume.dice(listening.next().mask(), new MaskPrompt(0, 0, w, h, large));
		assertTrue(largeDice > 0.95, "Dice " + largeDice);
	}

	private static BitSet disc(final int w, final int h, final double cx, final double cy, final double radius) {
		final BitSet pixels = new BitSet(w * h);
		for (int i = 0; i < w * h; i++) if (Math.hypot(i % w + 0.5 - cx, i / w + 0.5 - cy) <= radius) pixels.set(i);
		return pixels;
	}

	@Test
	void newestRequestAloneIsAnswered() throws InterruptedException {
		final Prompt first = Prompt.box(1, 1, 0, volume.box(PhantomVolume.LIVER, 0)), second = Prompt.box(1, 1, 1, volume.box(
			PhantomVolume.LIVER, 1));
		preview.request(request(first));
		preview.request(request(second));
		assertFalse(preview.request(new PreviewRequest(planes, first, true)), "hovering waits for prompts");
		assertEquals(1, listening.next().request().slice());
		preview.request(request(first));
		preview.cancel();
		assertNull(listening.results.poll(3, TimeUnit.SECONDS));
		assertTrue(listening.problems.isEmpty());
		assertTrue(preview.request(new PreviewRequest(planes, second, true)));
		assertTrue(listening.next().request().hover());
	}

	/** While the cursor moves faster than the decoder answers, masks still follow it. */
	@Test
	void movingCursorIsFollowed() throws InterruptedException {
		final Box liver = volume.box(PhantomVolume.LIVER, 0);
		for (int i = 0; i < 4; i++)
			assertTrue(preview.request(hover(liver.centerX() + i, liver.centerY())));
		assertEquals(liver.centerX(), cursor(listening.next()));
		assertEquals(liver.centerX() + 3, cursor(listening.next()), "only the last of those that waited");
		preview.request(hover(liver.centerX(), liver.centerY()));
		preview.request(hover(liver.centerX() + 1, liver.centerY()));
		preview.request(request(Prompt.box(1, 1, 0, liver)));
		assertFalse(listening.next().request().hover(), "a prompt goes before all hovering");
		assertNull(listening.results.poll(2, TimeUnit.SECONDS));
		assertTrue(listening.problems.isEmpty());
	}

	private PreviewRequest hover(final double x, final double y) {
		return new PreviewRequest(planes, Prompt.points(1, 1, 0, List.of(new PointPrompt(x, y, true))), true);
	}

	private static double cursor(final PreviewResult result) {
		return result.request().prompt().points().get(0).x();
	}

	@Test
	void shapeAloneIsItsOwnMask() throws InterruptedException {
		final MaskPrompt shape = Sessions.rectangle(3, 4, 5, 6);
		preview.request(request(new Prompt(1, 1, 0, -1, -1, null, List.of(), shape, false)));
		assertEquals(shape, listening.next().mask());
	}

	@Test
	void failuresAreToldAndNoEmptyMaskIsShown() throws InterruptedException {
		final ModelPlanes broken = new ModelPlanes() {

			@Override
			public int width() {
				return 64;
			}

			@Override
			public int height() {
				return 64;
			}

			@Override
			public int depth() {
				return 3;
			}

			@Override
			public InPlaneTurn turn() {
				return InPlaneTurn.none(64, 64);
			}

			@Override
			public List<Plane> planes(final int z, final InputRegion region) {
				throw new IllegalStateException("the disk was pulled out");
			}
		};
		preview.request(new PreviewRequest(broken, Prompt.box(1, 1, 0, new Box(1, 1, 9, 9)), false));
		final RuntimeException problem = listening.problems.poll(30, TimeUnit.SECONDS);
		assertNotNull(problem);
		assertEquals("the disk was pulled out", problem.getMessage());
		assertTrue(listening.results.isEmpty());
	}

	private PreviewRequest request(final Prompt prompt) {
		return new PreviewRequest(planes, prompt, false);
	}
}
