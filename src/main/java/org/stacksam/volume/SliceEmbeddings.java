package org.stacksam.volume;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.stacksam.prompt.Box;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.Plane;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;
import org.stacksam.volume.VolumeOptions.Detail;

/**
 * The image embeddings of a volume's slices under one window. Keeps only the last ones itself (the {@link SliceEncoder}
 * has the caches); with {@link Detail#FAST} four slices that are needed after each other share one encoder run. Of slices
 * larger than the model's input the part round the prompt is encoded, at full resolution if it fits. To be used by one
 * thread, slices in ascending order where possible.
 */
public final class SliceEmbeddings {

	/** Slices a row and column of a mosaic. */
	private static final int GRID = 2;

	private final SliceReader slices;
	private final Window window;
	private final SliceEncoder encoder;
	private final int inputSize;
	private final Map<Integer, List<Integer>> mosaicOf = new HashMap<>();
	private final TreeSet<Integer> needed;
	private final Map<Integer, EncodedSlice> last = new TreeMap<>();
	/** Of the slice asked for last, as it is and mirrored. */
	private final Map<InputRegion, EncodedSlice> parts = new LinkedHashMap<>(), mirrored = new LinkedHashMap<>();
	private int slice = -1;

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
		this.inputSize = inputSize;
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

	/**
	 * The part of a slice that is encoded for prompts: all of it if it fits the model's input; else one that was encoded for
	 * others on the slice, if these prompts lie well inside it.
	 *
	 * @param z 0-based
	 * @param focus bounds of the prompts
	 */
	public InputRegion region(final int z, final Box focus) {
		move(z);
		return parts.keySet().stream().filter(r -> r.suits(focus, slices.width(), slices.height(), inputSize)).findFirst()
			.orElseGet(() -> InputRegion.around(focus, slices.width(), slices.height(), inputSize));
	}

	/** The embedding of a slice, 0-based, for prompts with these bounds. */
	public EncodedSlice at(final int z, final Box focus) {
		return at(z, region(z, focus));
	}

	/** The embedding of a part of a slice, 0-based, in pixels of the slice. */
	public EncodedSlice at(final int z, final InputRegion region) {
		if (isWhole(region)) return whole(z);
		move(z);
		return parts.computeIfAbsent(region, r -> encoder.encode(cut(slices.windowed(z, window), r)).asPartOf(slices
			.width(), slices.height(), r.x(), r.y()));
	}

	private boolean isWhole(final InputRegion region) {
		return region.width() == slices.width() && region.height() == slices.height();
	}

	private void move(final int z) {
		if (z == slice) return;
		slice = z;
		parts.clear();
		mirrored.clear();
	}

	private EncodedSlice whole(final int z) {
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

	/** The embedding of a part of a slice mirrored left to right, in pixels of the mirrored slice. */
	public EncodedSlice mirrored(final int z, final InputRegion region) {
		move(z);
		return mirrored.computeIfAbsent(region, r -> encoder.encode(mirror(cut(slices.windowed(z, window), r))).asPartOf(
			slices.width(), slices.height(), slices.width() - r.x() - r.width(), r.y()));
	}

	private static Plane cut(final Plane plane, final InputRegion r) {
		if (r.width() == plane.width() && r.height() == plane.height()) return plane;
		final float[] out = new float[r.width() * r.height()];
		for (int y = 0; y < r.height(); y++)
			System.arraycopy(plane.values(), (r.y() + y) * plane.width() + r.x(), out, y * r.width(), r.width());
		return new Plane(out, r.width(), r.height());
	}

	private static Plane mirror(final Plane plane) {
		final int w = plane.width();
		final float[] out = new float[plane.values().length];
		for (int i = 0; i < out.length; i++) out[i] = plane.values()[i - i % w + w - 1 - i % w];
		return new Plane(out, w, plane.height());
	}
}
