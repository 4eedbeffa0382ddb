package org.stacksam.sam;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.stacksam.Progress;

/**
 * Keeps embeddings in memory and on disk, so that a second run with other prompts encodes nothing. They are kept in half
 * precision and rounded to it before their first use, so that the first and the second run give the same masks. A
 * damaged file is recomputed; a folder that cannot be written is reported once, and the work goes on without it. One
 * object serves all models and volumes of an application; thread-safe, and safe beside other processes.
 */
public final class EmbeddingCache {

	private final CacheOptions options;
	private final EmbeddingMemory memory;
	private final EmbeddingDisk disk;
	private final AtomicBoolean writable = new AtomicBoolean(true), warned = new AtomicBoolean();
	private final Map<String, FutureTask<float[]>> running = new ConcurrentHashMap<>();

	public EmbeddingCache(final CacheOptions options) {
		this.options = options;
		memory = new EmbeddingMemory(options.memoryBytes());
		disk = options.folder() == null ? null : new EmbeddingDisk(options.folder(), options.diskBytes());
	}

	/** How much is kept, and where. */
	public CacheOptions options() {
		return options;
	}

	/**
	 * A model seen through this cache.
	 *
	 * @param progress gets a line for the log if the disk fails
	 */
	public SliceEncoder encoder(final SamModel model, final Progress progress) {
		return options.memoryBytes() == 0 && disk == null ? SliceEncoder.of(model) : new Cached(model, progress);
	}

	/**
	 * Forgets everything, on disk too.
	 *
	 * @throws IOException if a file cannot be removed
	 */
	public void clear() throws IOException {
		memory.clear();
		if (disk != null) disk.clear();
		writable.set(true);
		warned.set(false);
	}

	/** The embedding of a key; if several threads ask for one key at a time, one of them computes it. */
	private float[] get(final String key, final Supplier<float[]> encode, final Progress progress) {
		final float[] known = memory.get(key);
		if (known != null) return known;
		final FutureTask<float[]> mine = new FutureTask<>(() -> load(key, encode, progress));
		final FutureTask<float[]> other = running.putIfAbsent(key, mine);
		if (other != null) return result(other);
		try {
			mine.run();
			return result(mine);
		}
		finally {
			running.remove(key, mine);
		}
	}

	private static float[] result(final FutureTask<float[]> task) {
		try {
			return task.get();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new java.util.concurrent.CancellationException("Interrupted while waiting for an embedding");
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof RuntimeException cause) throw cause;
			if (e.getCause() instanceof Error cause) throw cause;
			throw new IllegalStateException(e.getCause());
		}
	}

	private float[] load(final String key, final Supplier<float[]> encode, final Progress progress) {
		final float[] meanwhile = memory.get(key);
		if (meanwhile != null) return meanwhile;
		final short[] halves = read(key, progress).orElseGet(() -> {
			final short[] encoded = HalfFloats.from(encode.get());
			write(key, encoded, progress);
			return encoded;
		});
		final float[] embedding = HalfFloats.toFloats(halves);
		memory.put(key, embedding);
		return embedding;
	}

	private Optional<short[]> read(final String key, final Progress progress) {
		if (disk == null) return Optional.empty();
		try {
			return disk.read(key);
		}
		catch (final EmbeddingDisk.DamagedException e) {
			progress.log(e.getMessage() + "; it is computed again.");
		}
		catch (final IOException e) {
			warnOnce(progress, "read from", e);
		}
		return Optional.empty();
	}

	private void write(final String key, final short[] halves, final Progress progress) {
		if (disk == null || !writable.get()) return;
		try {
			disk.write(key, halves);
		}
		catch (final IOException e) {
			writable.set(false);
			warnOnce(progress, "kept in", e);
		}
	}

	private void warnOnce(final Progress progress, final String what, final IOException e) {
		if (!warned.getAndSet(true)) progress.log("Embeddings cannot be " + what + " " + options.folder() + " (" + e +
			"); going on without. Free space, or name another folder in the system property " + CacheOptions.PROPERTY + ".");
	}

	private final class Cached implements SliceEncoder {

		private final SamModel model;
		private final Progress progress;

		Cached(final SamModel model, final Progress progress) {
			this.model = model;
			this.progress = progress;
		}

		@Override
		public EncodedSlice encode(final Plane slice) {
			final float[] embedding = get(grey(slice), () -> model.encode(slice).embedding(), progress);
			return encoded(embedding, place(slice));
		}

		@Override
		public EncodedSlice encode(final Plane red, final Plane green, final Plane blue) {
			final String key = key("rgb", List.of(red, green, blue));
			return encoded(get(key, () -> model.encode(red, green, blue).embedding(), progress), place(red));
		}

		@Override
		public List<EncodedSlice> encodeMosaic(final List<Plane> slices, final int grid) {
			final List<Placement> cells = Mosaic.cells(slices, grid, model.manifest().encoder());
			final String key = key("mosaic " + grid, slices);
			final float[] embedding = get(key, () -> model.encodeMosaic(slices, grid).get(0).embedding(), progress);
			return cells.stream().map(cell -> encoded(embedding, cell)).toList();
		}

		@Override
		public void prefetch(final Plane slice) {
			final String key = grey(slice);
			if (memory.get(key) == null && (disk == null || !disk.contains(key))) model.prefetch(slice);
		}

		private String grey(final Plane slice) {
			return key("grey", List.of(slice));
		}

		private String key(final String layout, final List<Plane> planes) {
			return EmbeddingKey.of(model.manifest(), model.execution().device(), layout, planes);
		}

		private Placement place(final Plane slice) {
			return model.manifest().encoder().place(slice.width(), slice.height());
		}

		private EncodedSlice encoded(final float[] embedding, final Placement place) {
			return new EncodedSlice(embedding, place, model.manifest().encoder().maskSide());
		}
	}
}
