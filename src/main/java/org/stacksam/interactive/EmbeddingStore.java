package org.stacksam.interactive;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

import org.stacksam.sam.EncodedSlice;

/** Embeddings in memory, bounded by bytes: the farthest goes first, of equally far ones the least recently used. */
final class EmbeddingStore<K> {

	private final long maxBytes;
	private final int least;
	private final ToIntFunction<K> distance;
	private final Map<K, EncodedSlice> kept = new LinkedHashMap<>(16, 0.75f, true);

	/**
	 * @param least embeddings that are kept whatever their size
	 */
	EmbeddingStore(final long maxBytes, final int least, final ToIntFunction<K> distance) {
		this.maxBytes = maxBytes;
		this.least = least;
		this.distance = distance;
	}

	EncodedSlice get(final K key) {
		return kept.get(key);
	}

	boolean has(final K key) {
		return kept.containsKey(key);
	}

	void put(final K key, final EncodedSlice slice) {
		kept.put(key, slice);
		while (kept.size() > least && bytes() > maxBytes) {
			K farthest = null;
			int most = -1;
			// From the least recently used on, so that it goes of equally far ones.
			for (final K k : kept.keySet()) {
				final int d = distance.applyAsInt(k);
				if (d > most) {
					most = d;
					farthest = k;
				}
			}
			kept.remove(farthest);
		}
	}

	void removeIf(final Predicate<K> condition) {
		kept.keySet().removeIf(condition);
	}

	long bytes() {
		return kept.values().stream().mapToLong(EmbeddingStore::size).sum();
	}

	/** How many embeddings of the size of those kept there is room for; {@code unknown} if none is kept yet. */
	int capacity(final long unknown) {
		final long size = kept.values().stream().mapToLong(EmbeddingStore::size).max().orElse(0);
		return (int) Math.max(least, Math.min(Integer.MAX_VALUE, size == 0 ? unknown : maxBytes / size));
	}

	private static long size(final EncodedSlice slice) {
		return (long) Float.BYTES * slice.embedding().length;
	}
}
