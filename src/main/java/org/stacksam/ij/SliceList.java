package org.stacksam.ij;

import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.Function;

import ij.ImageStack;

/**
 * The pixel arrays of the slices of a virtual stack as ImgLib2's planes: loaded when asked for, only the last few are
 * kept. Thread-safe.
 *
 * @param <A> ImgLib2's access to a pixel array
 */
final class SliceList<A> extends AbstractList<A> implements RandomAccess {

	/** Enough for filters that look a few slices to either side. */
	private static final int KEPT = 8;

	private final ImageStack stack;
	private final int[] indices;
	private final Function<Object, A> wrap;
	private final Map<Integer, A> kept;

	/**
	 * @param indices 1-based stack index of each slice of the volume
	 * @param wrap from a pixel array to ImgLib2's access
	 */
	SliceList(final ImageStack stack, final int[] indices, final Function<Object, A> wrap) {
		this.stack = stack;
		this.indices = indices.clone();
		this.wrap = wrap;
		kept = new LinkedHashMap<>(16, 0.75f, true) {

			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(final Map.Entry<Integer, A> eldest) {
				return size() > KEPT;
			}
		};
	}

	@Override
	public A get(final int slice) {
		// ImageJ's virtual stacks are not thread-safe, other readers of this stack use the same lock
		synchronized (stack) {
			final A known = kept.get(slice);
			if (known != null) return known;
			final Object pixels = stack.getPixels(indices[slice]);
			if (pixels == null) throw new IllegalStateException("Slice " + indices[slice] +
				" of the virtual stack could not be read.");
			final A loaded = wrap.apply(pixels);
			kept.put(slice, loaded);
			return loaded;
		}
	}

	@Override
	public int size() {
		return indices.length;
	}
}
