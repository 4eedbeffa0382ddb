package org.stacksam.interactive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.stacksam.Progress;
import org.stacksam.prompt.Box;
import org.stacksam.sam.EmbeddingCache;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.Plane;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.volume.InputRegion;

/**
 * Makes embeddings in the background: first what is asked for, the newest request first, then the slices of the volume
 * that is shown, from the current one outwards. One worker, for the encoder uses all cores by itself. What is made is
 * kept in memory within a bound of bytes; the slices farthest from the current one go first. Thread-safe.
 */
public final class EmbeddingQueue implements AutoCloseable {

	/** Embeddings that are kept at least. */
	private static final int LEAST = 4;
	/** The encoder slows previews down, so nothing is made ahead so long after one was asked for. */
	private static final long QUIET_MS = 400;

	/** Is told what the worker does, on the worker's thread; must return soon. */
	public interface Listener {

		/**
		 * A slice begins or ends.
		 *
		 * @param slice 0-based slice that is being encoded; −1 if nothing is
		 * @param ready slices of the shown volume that have their embedding
		 * @param total slices of the shown volume
		 */
		void encoding(int slice, int ready, int total);

		/** A slice could not be encoded ahead; the next request for it tries again. */
		void failed(int slice, RuntimeException problem);
	}

	/** Planes are compared by identity, see {@link ModelPlanes}. */
	private record Key(ModelPlanes planes, int slice, InputRegion region) {}

	private record Asked(Key key, CompletableFuture<EncodedSlice> answer) {}

	private final SliceEncoder encoder;
	private final int inputSize;
	private final boolean keepsAll;
	private final EmbeddingStore<Key> kept;
	private final Deque<Asked> asked = new ArrayDeque<>();
	/** Made and kept by the cache behind, even where memory did not suffice; and failed ones, which are not tried again. */
	private final Set<Key> made = new HashSet<>();
	private final Map<Key, RuntimeException> failed = new HashMap<>();
	private final List<Listener> listeners = new CopyOnWriteArrayList<>();
	private final Thread worker;
	private ModelPlanes shown;
	private int current;
	private Box view;
	private boolean paused, closed;
	private long quietUntil = System.nanoTime();

	/**
	 * A queue; starts its worker.
	 *
	 * @param memoryBytes bound of what is kept here; four embeddings at least
	 * @param keepsAll whether the encoder's cache keeps on disk what does not fit here: then all slices are made ahead
	 */
	public EmbeddingQueue(final SliceEncoder encoder, final int inputSize, final long memoryBytes,
		final boolean keepsAll)
	{
		this.encoder = encoder;
		this.inputSize = inputSize;
		this.keepsAll = keepsAll;
		kept = new EmbeddingStore<>(memoryBytes, LEAST, this::distance);
		worker = new Thread(this::work, "StackSAM embeddings");
		worker.setDaemon(true);
		worker.start();
	}

	/** A queue over the application's cache, with its bound. */
	public static EmbeddingQueue of(final SamModel model, final EmbeddingCache cache, final Progress log) {
		return new EmbeddingQueue(cache.encoder(model, log), model.inputSize(), cache.options().memoryBytes(), cache
			.options().folder() != null);
	}

	public void addListener(final Listener listener) {
		listeners.add(listener);
	}

	public void removeListener(final Listener listener) {
		listeners.remove(listener);
	}

	/**
	 * Says what the user looks at: slices of this volume are made ahead from here outwards. Returns at once.
	 *
	 * @param visible part of the slice that is seen, pixels; null = all
	 */
	public synchronized void show(final ModelPlanes planes, final int slice, final Box visible) {
		shown = planes;
		current = slice;
		view = visible != null ? visible : new Box(0, 0, planes.width(), planes.height());
		notifyAll();
	}

	/** Makes nothing ahead any more; requests are still served. */
	public synchronized void hide() {
		shown = null;
	}

	/** Drops everything of a volume: its image was closed or its pixels changed. */
	public synchronized void forget(final ModelPlanes planes) {
		if (shown == planes) shown = null;
		asked.stream().filter(a -> a.key.planes == planes).forEach(a -> a.answer.cancel(false));
		asked.removeIf(a -> a.key.planes == planes);
		kept.removeIf(k -> k.planes == planes);
		made.removeIf(k -> k.planes == planes);
		failed.keySet().removeIf(k -> k.planes == planes);
	}

	/** Stops or goes on making embeddings ahead; requests are served all the same. */
	public synchronized void setPaused(final boolean newPaused) {
		paused = newPaused;
		notifyAll();
	}

	/**
	 * An embedding, made next if it is not there. Cancel the answer if it is no longer wanted.
	 *
	 * @param region of the slice; see {@link #region}
	 */
	public synchronized CompletableFuture<EncodedSlice> request(final ModelPlanes planes, final int slice,
		final InputRegion region)
	{
		if (closed) return CompletableFuture.failedFuture(new IllegalStateException("The queue is closed"));
		quietUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(QUIET_MS);
		final Key key = new Key(planes, slice, region);
		final EncodedSlice there = kept.get(key);
		if (there != null) return CompletableFuture.completedFuture(there);
		final Asked mine = new Asked(key, new CompletableFuture<>());
		failed.remove(key);
		asked.push(mine);
		notifyAll();
		return mine.answer;
	}

	/** Whether an embedding is in memory. */
	public synchronized boolean isReady(final ModelPlanes planes, final int slice, final InputRegion region) {
		return kept.has(new Key(planes, slice, region));
	}

	/** The region of a slice that is encoded for prompts, or a view, within these bounds. */
	public InputRegion region(final ModelPlanes planes, final Box focus) {
		return InputRegion.around(focus, planes.width(), planes.height(), inputSize);
	}

	/** Bytes of the embeddings kept here. */
	public synchronized long bytes() {
		return kept.bytes();
	}

	/** Ends the worker after the slice it is at; open requests are cancelled. */
	@Override
	public void close() {
		synchronized (this) {
			closed = true;
			asked.forEach(a -> a.answer.cancel(false));
			asked.clear();
			shown = null;
			kept.removeIf(k -> true);
			notifyAll();
		}
	}

	private synchronized int distance(final Key key) {
		return key.planes == shown ? Math.abs(key.slice - current) : Integer.MAX_VALUE;
	}

	private void work() {
		while (true) {
			final Key next;
			try {
				next = take();
			}
			catch (final InterruptedException e) {
				return;
			}
			if (next == null) return;
			tell(next.slice);
			RuntimeException problem = null;
			EncodedSlice encoded = null;
			try {
				encoded = encode(next);
			}
			catch (final RuntimeException e) {
				problem = e;
			}
			catch (final Error e) {
				// Too little memory, or a library that does not load: whoever waits must learn it.
				problem = new IllegalStateException(e.toString(), e);
			}
			answer(next, encoded, problem);
			tell(-1);
		}
	}

	private EncodedSlice encode(final Key key) {
		final List<Plane> planes = key.planes.planes(key.slice, key.region);
		return planes.size() == 3 ? encoder.encode(planes.get(0), planes.get(1), planes.get(2)) : encoder.encode(planes.get(
			0));
	}

	/** The next slice to encode; null when closed. */
	private synchronized Key take() throws InterruptedException {
		while (!closed) {
			asked.removeIf(a -> a.answer.isDone());
			if (!asked.isEmpty()) return asked.peek().key;
			final Key ahead = paused ? null : nextAhead();
			final long wait = TimeUnit.NANOSECONDS.toMillis(quietUntil - System.nanoTime());
			if (ahead != null && wait <= 0) return ahead;
			if (ahead == null) wait();
			else wait(wait);
		}
		return null;
	}

	/** The nearest slice that is still to be made; null if there is none. */
	private Key nextAhead() {
		if (shown == null) return null;
		final InputRegion region = region(shown, view);
		final int most = keepsAll ? shown.depth() : Math.min(shown.depth(), kept.capacity(1L));
		for (int d = 0, seen = 0; d < shown.depth() && seen < most; d++) {
			for (int side = d == 0 ? 1 : -1; side <= 1 && seen < most; side += 2) {
				final int z = current + side * d;
				if (z < 0 || z >= shown.depth()) continue;
				seen++;
				final Key key = new Key(shown, z, region);
				if (!kept.has(key) && !failed.containsKey(key) && !(keepsAll && made.contains(key))) return key;
			}
		}
		return null;
	}

	private void answer(final Key key, final EncodedSlice encoded, final RuntimeException problem) {
		final List<Asked> waiting;
		synchronized (this) {
			waiting = asked.stream().filter(a -> a.key.equals(key)).toList();
			asked.removeAll(waiting);
			if (problem != null) failed.put(key, problem);
			else if (!closed && (key.planes == shown || !waiting.isEmpty())) {
				kept.put(key, encoded);
				made.add(key);
			}
		}
		for (final Asked a : waiting) {
			if (problem == null) a.answer.complete(encoded);
			else a.answer.completeExceptionally(problem);
		}
		if (problem != null && waiting.isEmpty()) listeners.forEach(l -> l.failed(key.slice, problem));
	}

	private void tell(final int slice) {
		final int ready, total;
		synchronized (this) {
			total = shown == null ? 0 : shown.depth();
			final InputRegion region = shown == null ? null : region(shown, view);
			ready = (int) made.stream().filter(k -> k.planes == shown && k.region.equals(region) && (keepsAll || kept.has(k)))
				.count();
		}
		listeners.forEach(l -> l.encoding(slice, ready, total));
	}
}
