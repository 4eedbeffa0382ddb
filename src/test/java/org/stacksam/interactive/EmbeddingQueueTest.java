package org.stacksam.interactive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.Box;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.Placement;
import org.stacksam.sam.Plane;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;
import org.stacksam.volume.InputRegion;

/** Order, bounds and cancelling of the queue, with an encoder that takes its time as the test says. */
class EmbeddingQueueTest {

	private static final int VALUES = 1000;

	private final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>(), encoded = new LinkedBlockingQueue<>();
	private final Semaphore allowed = new Semaphore(0);
	/** Each slice has its number as its values. */
	private final SliceEncoder encoder = new SliceEncoder() {

		@Override
		public EncodedSlice encode(final Plane slice) {
			begun.add((int) slice.values()[0]);
			allowed.acquireUninterruptibly();
			if (slice.values()[0] == 13) throw new IllegalStateException("slice 13");
			encoded.add((int) slice.values()[0]);
			return new EncodedSlice(new float[VALUES], Placement.whole(slice.width(), slice.height(), 16));
		}

		@Override
		public EncodedSlice encode(final Plane red, final Plane green, final Plane blue) {
			return encode(green);
		}

		@Override
		public List<EncodedSlice> encodeMosaic(final List<Plane> slices, final int grid) {
			throw new UnsupportedOperationException();
		}
	};
	private EmbeddingQueue queue;

	@AfterEach
	void close() {
		if (queue != null) queue.close();
		allowed.release(1000);
	}

	@Test
	void fromTheCurrentSliceOutwardsAndAnewWhenItChanges() throws InterruptedException {
		queue = new EmbeddingQueue(encoder, 16, 1 << 20, true);
		final StackPlanes planes = planes(8, 8, 12);
		queue.show(planes, 5, null);
		allowed.release(3);
		assertEquals(List.of(5, 4, 6), next(3));
		begins(3);
		queue.show(planes, 10, null);
		allowed.release(4);
		// The slice that was begun before is finished first.
		assertEquals(List.of(3, 10, 9, 11), next(4));
		assertTrue(queue.isReady(planes, 10, InputRegion.whole(8, 8)));
		begins(8);
		queue.setPaused(true);
		allowed.release(3);
		assertEquals(List.of(8), next(1));
		assertNull(encoded.poll(200, TimeUnit.MILLISECONDS), "paused");
		assertNotNull(queue.request(planes, 0, InputRegion.whole(8, 8)).join(), "requests are served all the same");
		queue.setPaused(false);
	}

	@Test
	void newestRequestGoesFirstAndCancelledOnesAreSkipped() throws InterruptedException {
		queue = new EmbeddingQueue(encoder, 16, 1 << 20, false);
		final StackPlanes planes = planes(8, 8, 12);
		final InputRegion whole = InputRegion.whole(8, 8);
		final CompletableFuture<EncodedSlice> first = queue.request(planes, 1, whole);
		begins(1);
		final CompletableFuture<EncodedSlice> dropped = queue.request(planes, 2, whole);
		queue.request(planes, 3, whole);
		final CompletableFuture<EncodedSlice> last = queue.request(planes, 4, whole);
		dropped.cancel(false);
		allowed.release(10);
		assertEquals(List.of(1, 4, 3), next(3));
		assertNull(encoded.poll(200, TimeUnit.MILLISECONDS));
		assertEquals(last.join(), queue.request(planes, 4, whole).join(), "kept");
		assertTrue(first.isDone());
	}

	@Test
	void memoryIsBoundedAndTheFarthestGoesFirst() throws InterruptedException {
		queue = new EmbeddingQueue(encoder, 16, 6L * Float.BYTES * VALUES, true);
		final StackPlanes planes = planes(8, 8, 12);
		allowed.release(1000);
		queue.show(planes, 0, null);
		next(12);
		// The last is kept, or not, just after it was made.
		queue.request(planes, 0, InputRegion.whole(8, 8)).join();
		assertEquals(6L * Float.BYTES * VALUES, queue.bytes());
		assertTrue(queue.isReady(planes, 5, InputRegion.whole(8, 8)));
		assertFalse(queue.isReady(planes, 6, InputRegion.whole(8, 8)));
		queue.forget(planes);
		assertEquals(0, queue.bytes());
	}

	@Test
	void withoutADiskOnlyWhatFitsIsMade() throws InterruptedException {
		queue = new EmbeddingQueue(encoder, 16, 5L * Float.BYTES * VALUES, false);
		allowed.release(1000);
		queue.show(planes(8, 8, 12), 6, null);
		assertEquals(List.of(6, 5, 7, 4, 8), next(5));
		assertNull(encoded.poll(300, TimeUnit.MILLISECONDS));
	}

	@Test
	void failureAheadIsToldAndTheOthersGoOn() throws InterruptedException {
		queue = new EmbeddingQueue(encoder, 16, 1 << 20, true);
		final BlockingQueue<Integer> failed = new LinkedBlockingQueue<>();
		queue.addListener(new EmbeddingQueue.Listener() {

			@Override
			public void encoding(final int slice, final int ready, final int total) {}

			@Override
			public void failed(final int slice, final RuntimeException problem) {
				failed.add(slice);
			}
		});
		allowed.release(1000);
		queue.show(planes(8, 8, 16), 13, null);
		assertEquals(13, failed.poll(10, TimeUnit.SECONDS));
		assertEquals(List.of(12, 14, 11), next(3));
	}

	@Test
	void largePlanesAreShownInParts() {
		assertEquals(InputRegion.whole(900, 1024), InputRegion.around(new Box(10, 10, 20, 20), 900, 1024, 1024));
		final InputRegion part = InputRegion.around(new Box(2500, 1500, 2540, 1560), 4000, 3000, 1024);
		assertEquals(new InputRegion(2048, 1024, 1024, 1024), part);
		assertEquals(new InputRegion(2976, 0, 1024, 1024), InputRegion.around(new Box(3990, 0, 4000, 10), 4000, 3000, 1024));
		assertEquals(2048, InputRegion.around(new Box(1000, 1000, 2100, 1500), 4000, 3000, 1024).width());
		assertEquals(InputRegion.whole(4000, 3000), InputRegion.around(new Box(0, 0, 3900, 100), 4000, 3000, 1024));
		assertTrue(part.cuts(new Box(2048, 1100, 2100, 1200), 4000, 3000));
		assertFalse(new InputRegion(2976, 0, 1024, 1024).cuts(new Box(3900, 0, 4000, 10), 4000, 3000), "the image ends there");
		assertEquals(new InputRegion(1536, 512, 2048, 2048), part.larger(4000, 3000));
	}

	@Test
	void partsHoldThePixelsOfTheirPlace() {
		final short[] values = new short[40 * 30];
		for (int i = 0; i < values.length; i++) values[i] = (short) i;
		// RAS+: shown with both axes flipped.
		final Geometry ras = new Geometry(40, 30, 1, new double[][] { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } }, true);
		final StackPlanes planes = StackPlanes.of(ArrayImgs.shorts(values, 40, 30, 1), ras, new Window(0, 2550));
		final Plane part = planes.planes(0, new InputRegion(10, 20, 8, 5)).get(0);
		assertEquals(8, part.width());
		assertEquals(24 * 40 + 17, part.values()[0] * 10, 0.01);
		assertEquals(20 * 40 + 10, part.values()[part.values().length - 1] * 10, 0.01);
	}

	private static StackPlanes planes(final int width, final int height, final int depth) {
		final byte[] values = new byte[width * height * depth];
		for (int i = 0; i < values.length; i++) values[i] = (byte) (i / (width * height));
		return StackPlanes.of(ArrayImgs.unsignedBytes(values, width, height, depth), Geometry.of(width, height, depth,
			new double[] { 1, 1, 1 }, new double[3]), new Window(0, 255));
	}

	/** Waits until the encoder is at a slice. */
	private void begins(final int slice) throws InterruptedException {
		Integer at = null;
		while (at == null || at != slice) {
			at = begun.poll(10, TimeUnit.SECONDS);
			assertNotNull(at, "slice " + slice + " is not begun");
		}
	}

	private List<Integer> next(final int n) throws InterruptedException {
		final Integer[] out = new Integer[n];
		for (int i = 0; i < n; i++) {
			out[i] = encoded.poll(10, TimeUnit.SECONDS);
			assertNotNull(out[i], "slice " + i + " of " + n);
		}
		return List.of(out);
	}
}
