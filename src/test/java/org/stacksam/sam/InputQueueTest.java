package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.FloatBuffer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InputQueueTest {

	private static final EncoderSpec SPEC = ModelManifests.bundled().get(0).encoder();

	private final InputQueue queue = new InputQueue(SPEC);

	@AfterEach
	void close() {
		queue.close();
	}

	private static FloatBuffer expected(final Plane slice) {
		return new InputImage(SPEC).draw(Placement.whole(slice.width(), slice.height(), SPEC.inputSize()), slice).values();
	}

	@Test
	void anEqualSliceGetsWhatWasPreparedAhead() {
		final InputImage memory = queue.empty();
		queue.giveBack(memory);
		queue.prefetch(Painted.reference(50, 40, 0)); // takes the memory that was given back
		final InputImage taken = queue.take(Painted.reference(50, 40, 0));
		assertSame(memory, taken);
		assertEquals(expected(Painted.reference(50, 40, 0)), taken.values());
	}

	@Test
	void anotherSliceDoesNot() {
		queue.prefetch(Painted.reference(50, 40, 0));
		assertEquals(expected(Painted.reference(50, 40, 1)), queue.take(Painted.reference(50, 40, 1)).values());
		assertEquals(expected(Painted.reference(40, 50, 0)), queue.take(Painted.reference(40, 50, 0)).values());
	}

	@Test
	void anArrayThatIsUsedAgainDoesNoHarm() {
		final Plane slice = Painted.reference(50, 40, 0);
		queue.prefetch(slice);
		slice.values()[0] += 100;
		assertEquals(expected(slice), queue.take(slice).values());
	}

	@Test
	void memoryIsUsedAgainAndCleared() {
		final InputImage big = queue.take(Painted.reference(50, 50, 0));
		queue.giveBack(big);
		final InputImage small = queue.take(Painted.reference(50, 20, 0));
		assertSame(big, small);
		assertEquals(expected(Painted.reference(50, 20, 0)), small.values());
		assertNotSame(small, queue.take(Painted.reference(50, 20, 0)));
	}

	@Test
	void afterClosingAHintIsIgnored() {
		queue.close();
		queue.prefetch(Painted.reference(50, 40, 0));
	}
}
