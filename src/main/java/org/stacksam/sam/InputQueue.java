package org.stacksam.sam;

import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Prepares the encoder's inputs, one ahead in the background if asked, and uses their memory again. */
final class InputQueue implements AutoCloseable {

	/** One that is being encoded and one that is being prepared. */
	private static final int KEPT = 2;

	/** A slice, copied so that a caller who uses its array again does no harm, and its input in the making. */
	private record Prepared(Plane slice, Future<InputImage> image) {

		boolean isOf(final Plane other) {
			return slice.width() == other.width() && Arrays.equals(slice.values(), other.values());
		}
	}

	private final EncoderSpec spec;
	private final Deque<InputImage> free = new ConcurrentLinkedDeque<>();
	private final ExecutorService background = Executors.newSingleThreadExecutor(task -> {
		final Thread thread = new Thread(task, "StackSAM input");
		thread.setDaemon(true);
		return thread;
	});
	private Prepared next;

	InputQueue(final EncoderSpec spec) {
		this.spec = spec;
	}

	Placement place(final Plane slice) {
		return spec.place(slice.width(), slice.height());
	}

	/** An input of the full size, all padding; give it back after use. */
	InputImage empty() {
		return any().clear();
	}

	/** An input for one slice, all padding; give it back after use. */
	InputImage empty(final Placement place) {
		return any().clear(place);
	}

	private InputImage any() {
		final InputImage image = free.poll();
		return image == null ? new InputImage(spec) : image;
	}

	void giveBack(final InputImage image) {
		if (free.size() < KEPT) free.push(image);
	}

	/** Starts to prepare a slice, unless another one is still being prepared. */
	synchronized void prefetch(final Plane slice) {
		if (background.isShutdown() || next != null && (next.isOf(slice) || !discard(next))) return;
		final Plane copy = new Plane(slice.values().clone(), slice.width(), slice.height());
		next = new Prepared(copy, background.submit(() -> prepare(copy)));
	}

	/** The slice's input, prepared ahead or now; give it back after use. */
	InputImage take(final Plane slice) {
		final Prepared prepared = takeNext(slice);
		if (prepared == null) return prepare(slice);
		try {
			return prepared.image.get();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			return prepare(slice);
		}
		catch (final ExecutionException e) {
			throw new IllegalStateException("Could not prepare a slice", e.getCause());
		}
	}

	private synchronized Prepared takeNext(final Plane slice) {
		if (next == null || !next.isOf(slice)) return null;
		final Prepared prepared = next;
		next = null;
		return prepared;
	}

	/** A slice that nobody asked for makes room for the next one once it is ready. */
	private boolean discard(final Prepared prepared) {
		if (!prepared.image.isDone()) return false;
		try {
			giveBack(prepared.image.get());
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		catch (final ExecutionException e) {
			return true; // it will be prepared again, and fail there, if it is asked for
		}
		return true;
	}

	private InputImage prepare(final Plane slice) {
		final Placement place = place(slice);
		return empty(place).draw(place, slice);
	}

	@Override
	public void close() {
		background.shutdownNow();
	}
}
