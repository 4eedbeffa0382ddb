package org.stacksam.sam;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Embeddings in memory, bounded by bytes: the one that was used longest ago goes first. Thread-safe. */
final class EmbeddingMemory {

	private final long maxBytes;
	private final Map<String, float[]> values = new LinkedHashMap<>(16, 0.75f, true);
	private long bytes;

	EmbeddingMemory(final long maxBytes) {
		this.maxBytes = maxBytes;
	}

	/** An embedding, or null. */
	synchronized float[] get(final String key) {
		return values.get(key);
	}

	synchronized void put(final String key, final float[] embedding) {
		final float[] old = values.put(key, embedding);
		bytes += size(embedding) - (old == null ? 0 : size(old));
		final Iterator<float[]> oldest = values.values().iterator();
		while (bytes > maxBytes && oldest.hasNext()) {
			bytes -= size(oldest.next());
			oldest.remove();
		}
	}

	synchronized void clear() {
		values.clear();
		bytes = 0;
	}

	/** Bytes held. */
	synchronized long bytes() {
		return bytes;
	}

	private static long size(final float[] embedding) {
		return (long) Float.BYTES * embedding.length;
	}
}
