package org.stacksam.image;

import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * The slices of a volume as ImgLib2's planes, loaded when they are asked for; only the last few are kept. To be read, not
 * written: what is written into a slice goes with it. Thread-safe.
 *
 * @param <A> ImgLib2's access to a pixel array
 */
public final class LoadedSlices<A> extends AbstractList<A> implements RandomAccess {

	/** Enough for filters that look a few slices to either side. */
	public static final int FEW = 8;

	private final int size;
	private final Object lock;
	private final IntFunction<A> load;
	private final Map<Integer, A> kept;

	/**
	 * Slices of a volume.
	 *
	 * @param most slices that are kept, such as {@value #FEW}
	 * @param lock held while a slice is loaded
	 * @param load gives a slice by its number, 0-based
	 */
	public LoadedSlices(final int size, final int most, final Object lock, final IntFunction<A> load) {
		this.size = size;
		this.lock = lock;
		this.load = load;
		kept = new LinkedHashMap<>(16, 0.75f, true) {

			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(final Map.Entry<Integer, A> eldest) {
				return size() > most;
			}
		};
	}

	@Override
	public A get(final int slice) {
		synchronized (lock) {
			final A known = kept.get(slice);
			if (known != null) return known;
			final A loaded = load.apply(slice);
			kept.put(slice, loaded);
			return loaded;
		}
	}

	@Override
	public int size() {
		return size;
	}
}
