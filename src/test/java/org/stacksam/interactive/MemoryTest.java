package org.stacksam.interactive;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.Placement;
import org.stacksam.sam.Plane;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;
import org.stacksam.volume.InputRegion;

/** Five hundred clicks over a hundred slices, with embeddings of the real size. */
class MemoryTest {

	private static final int SIDE = 256, DEPTH = 100, EMBEDDING = 256 * 64 * 64;
	private static final long CACHE = 40L << 20, HISTORY = 4L << 20;
	/** A plane kept at each click would be 50 MiB, an embedding kept at each 1.6 GiB; the accepted masks are a few. */
	private static final long GROWTH = 32L << 20;

	@Test
	void fiveHundredClicksStayWithinTheBounds() throws InterruptedException {
		final SliceEncoder encoder = new SliceEncoder() {

			@Override
			public EncodedSlice encode(final Plane slice) {
				return new EncodedSlice(new float[EMBEDDING], Placement.whole(slice.width(), slice.height(), 1024));
			}

			@Override
			public EncodedSlice encode(final Plane red, final Plane green, final Plane blue) {
				return encode(red);
			}

			@Override
			public List<EncodedSlice> encodeMosaic(final List<Plane> slices, final int grid) {
				throw new UnsupportedOperationException();
			}
		};
		final StackPlanes planes = StackPlanes.of(ArrayImgs.unsignedBytes(SIDE, SIDE, DEPTH), Geometry.of(SIDE, SIDE, DEPTH,
			new double[] { 1, 1, 1 }, new double[3]), new Window(0, 255));
		final Session session = new Session(SessionState.of(List.of(SessionClass.of(new LabelClass(1, "cell")))), LabelVolume
			.empty(SIDE, SIDE, DEPTH), HISTORY);
		final Random random = new Random(5);
		long before = 0;
		try (EmbeddingQueue queue = new EmbeddingQueue(encoder, 1024, CACHE, false)) {
			queue.setPaused(true); // an embedding made ahead while memory is measured would count
			for (int click = 0; click < 500; click++) {
				final int z = random.nextInt(DEPTH), x = random.nextInt(150), y = random.nextInt(150);
				if (click % 10 == 0) session.apply(ObjectActions.beginNew());
				queue.show(planes, z, null);
				queue.request(planes, z, InputRegion.whole(SIDE, SIDE)).join();
				session.apply(PromptActions.addPoint(z, new PointPrompt(x, y, true)));
				session.apply(ObjectActions.accept(z, Sessions.rectangle(x, y, 1 + random.nextInt(100), 1 + random.nextInt(
					100))));
				assertTrue(queue.bytes() <= CACHE, queue.bytes() + " bytes of embeddings");
				assertTrue(session.historyBytes() <= HISTORY, session.historyBytes() + " bytes of history");
				if (click == 99) before = used();
			}
			// What earlier tests left running in this JVM comes and goes; a leak stays.
			long grown = used() - before;
			for (int again = 0; again < 20 && grown >= GROWTH; again++)
				grown = Math.min(grown, used() - before);
			assertTrue(grown < GROWTH, "grew by " + (grown >> 10) + " KiB from click 100 to 500");
		}
	}

	private static long used() throws InterruptedException {
		for (int i = 0; i < 3; i++) {
			System.gc();
			Thread.sleep(50);
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}
}
