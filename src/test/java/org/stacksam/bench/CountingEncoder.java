package org.stacksam.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.Plane;
import org.stacksam.sam.SliceEncoder;

/** Counts the encoder runs that would be needed without the cache behind it. */
final class CountingEncoder implements SliceEncoder {

	private final SliceEncoder cache;
	private final Set<String> asked = ConcurrentHashMap.newKeySet();

	CountingEncoder(final SliceEncoder cache) {
		this.cache = cache;
	}

	int runs() {
		return asked.size();
	}

	@Override
	public EncodedSlice encode(final Plane slice) {
		asked.add(key(List.of(slice)));
		return cache.encode(slice);
	}

	@Override
	public EncodedSlice encode(final Plane red, final Plane green, final Plane blue) {
		throw new IllegalStateException("Volumes of the benchmark are grey");
	}

	@Override
	public List<EncodedSlice> encodeMosaic(final List<Plane> slices, final int grid) {
		asked.add(key(slices));
		return cache.encodeMosaic(slices, grid);
	}

	@Override
	public void prefetch(final Plane slice) {
		cache.prefetch(slice);
	}

	private static String key(final List<Plane> planes) {
		final StringBuilder key = new StringBuilder();
		for (final Plane p : planes) {
			double sum = 0;
			for (int i = 0; i < p.values().length; i++) sum += p.values()[i] * (1 + i % 9973);
			key.append(Arrays.hashCode(p.values())).append('/').append(sum).append(' ');
		}
		return key.toString();
	}
}
