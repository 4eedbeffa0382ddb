package org.stacksam.volume;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.Plane;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;
import org.stacksam.volume.VolumeOptions.Detail;

/**
 * The image embeddings of a volume's slices under one window. Keeps only the last ones itself (the {@link SliceEncoder}
 * has the caches); with {@link Detail#FAST} four slices that are needed after each other share one encoder run. To be
 * used by one thread, slices in ascending order where possible.
 */
public final class SliceEmbeddings {

	/** Slices a row and column of a mosaic. */
	private static final int GRID = 2;

	private final SliceReader slices;
	private final Window window;
	private final SliceEncoder encoder;
	private final Map<Integer, List<Integer>> mosaicOf = new HashMap<>();
	private final TreeSet<Integer> needed;
	private final Map<Integer, EncodedSlice> last = new TreeMap<>();
	private int lastMirroredSlice = -1;
	private EncodedSlice lastMirrored;

	/**
	 * Embeddings under a window.
	 *
	 * @param needed slices that will be asked for, in any order; others may be too, at a run each
	 * @param inputSize of the model: slices larger than half of it are never packed, for they would lose detail
	 */
	public SliceEmbeddings(final SliceReader slices, final Window window, final SliceEncoder encoder,
		final Detail detail, final int inputSize, final Collection<Integer> needed)
	{
		this.slices = slices;
		this.window = window;
		this.encoder = encoder;
		this.needed = new TreeSet<>(needed);
		if (detail == Detail.FAST && GRID * Math.max(slices.width(), slices.height()) <= inputSize) {
			List<Integer> mosaic = new ArrayList<>();
			for (final int z : this.needed) {
				if (mosaic.size() == GRID * GRID) mosaic = new ArrayList<>();
				mosaic.add(z);
				mosaicOf.put(z, mosaic);
			}
		}
	}

	/** The embedding of a slice, 0-based. */
	public EncodedSlice at(final int z) {
		final EncodedSlice known = last.get(z);
		if (known != null) return known;
		last.clear();
		final List<Integer> mosaic = mosaicOf.getOrDefault(z, List.of(z));
		final List<Plane> planes = mosaic.stream().map(i -> slices.windowed(i, window)).toList();
		final Integer next = needed.higher(z);
		if (mosaic.size() > 1) {
			final List<EncodedSlice> encoded = encoder.encodeMosaic(planes, GRID);
			for (int i = 0; i < encoded.size(); i++) last.put(mosaic.get(i), encoded.get(i));
		}
		else {
			if (next != null && !mosaicOf.containsKey(next)) encoder.prefetch(slices.windowed(next, window));
			last.put(z, encoder.encode(planes.get(0)));
		}
		return last.get(z);
	}

	/** The embedding of a slice mirrored left to right. */
	public EncodedSlice mirrored(final int z) {
		if (z != lastMirroredSlice) lastMirrored = encoder.encode(mirror(slices.windowed(z, window)));
		lastMirroredSlice = z;
		return lastMirrored;
	}

	private static Plane mirror(final Plane plane) {
		final int w = plane.width();
		final float[] out = new float[plane.values().length];
		for (int i = 0; i < out.length; i++) out[i] = plane.values()[i - i % w + w - 1 - i % w];
		return new Plane(out, w, plane.height());
	}
}
