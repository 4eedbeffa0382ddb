package org.stacksam.everything;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.sam.Plane;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.volume.SliceObject;

/** Segments all that a plane shows, without a prompt. */
public final class Everything {

	private static final int MAX_OBJECTS = 65_535;

	/** Row by row, so that merging does not see in which order the tiles were worked on. */
	private static final Comparator<Crop> BY_PLACE = Comparator.comparingInt(Crop::y).thenComparingInt(Crop::x);

	/** As SAM: masks of smaller crops, which are shown enlarged, go before those of larger ones. */
	private static final Comparator<Candidate> SMALL_CROPS_FIRST = Comparator.<Candidate> comparingInt(c -> c.crop()
		.width() * c.crop().height()).thenComparing(Candidate.BEST_FIRST);

	private Everything() {}

	/**
	 * Finds the objects of a plane. A plane that is larger than the model's input is shown in overlapping tiles of that
	 * size, each with a grid of points of its own.
	 *
	 * @param planes as shown to the model, 0..255: one of grey values, or red, green and blue
	 * @param encoder of the model
	 * @throws InputException if there are more than 65,535 objects
	 * @throws java.util.concurrent.CancellationException if the user cancels
	 */
	public static EverythingResult segment(final List<Plane> planes, final SamModel model, final SliceEncoder encoder,
		final EverythingOptions options, final Progress progress)
	{
		return segment(planes, Crop.tiles(planes.get(0).width(), planes.get(0).height(), model.inputSize()), model, encoder,
			options, progress);
	}

	/** The same with given tiles, in any order. */
	static EverythingResult segment(final List<Plane> planes, final List<Crop> tiles, final SamModel model,
		final SliceEncoder encoder, final EverythingOptions options, final Progress progress)
	{
		model.requirePrompts(true, false);
		final int width = planes.get(0).width(), height = planes.get(0).height();
		final Tally tally = new Tally();
		if (planes.stream().allMatch(Everything::isConstant)) return result(List.of(), width, height, tally);
		final Crop plane = new Crop(0, 0, width, height, 0);
		final long points = tiles.stream().flatMap(t -> layers(t, options).stream()).mapToLong(c -> square(options
			.pointsPerSide(c.layer()))).sum();
		final Runnable afterEachPoint = () -> {
			progress.report(tally.points(), points, "Segmenting everything: point " + tally.points() + " of " + points);
			progress.check();
		};
		final Map<Crop, List<Candidate>> byTile = new TreeMap<>(BY_PLACE);
		for (final Crop tile : tiles) {
			final List<Candidate> ofTile = new ArrayList<>();
			for (final Crop crop : layers(tile, options)) {
				progress.check();
				ofTile.addAll(new CropMasks(plane, tile, crop, options, tally).find(planes, model, encoder, afterEachPoint));
			}
			byTile.put(tile, options.cropNLayers() == 0 ? ofTile : withoutDuplicates(ofTile, options, tally));
		}
		List<Candidate> all = byTile.size() == 1 ? byTile.values().iterator().next() : acrossTiles(byTile, plane, options,
			tally);
		if (options.minMaskRegionArea() > 0) all = cleaned(all, options, tally);
		return result(Painting.objects(all, width, options.minMaskRegionArea(), tally), width, height, tally);
	}

	private static List<Crop> layers(final Crop tile, final EverythingOptions options) {
		return tile.withLayers(options.cropNLayers(), options.cropOverlapRatio());
	}

	private static List<Candidate> withoutDuplicates(final List<Candidate> candidates, final EverythingOptions options,
		final Tally tally)
	{
		candidates.sort(SMALL_CROPS_FIRST);
		final List<Candidate> kept = Suppression.keep(candidates, options.cropNmsThresh());
		tally.drop(Filter.CROP_NMS, candidates.size() - kept.size());
		return kept;
	}

	private static List<Candidate> acrossTiles(final Map<Crop, List<Candidate>> byTile, final Crop plane,
		final EverythingOptions options, final Tally tally)
	{
		final List<Candidate> merged = TileMerging.merge(byTile, tally);
		final int before = merged.size();
		if (!options.keepBackground()) merged.removeIf(c -> plane.filledBy(c.box(), CropMasks.near(c.crop())));
		tally.drop(Filter.BACKGROUND, before - merged.size());
		return withoutDuplicates(merged, options, tally);
	}

	/** SAM's postprocess_small_regions: masks that did not change go before those that did. */
	private static List<Candidate> cleaned(final List<Candidate> candidates, final EverythingOptions options,
		final Tally tally)
	{
		final List<Candidate> all = new ArrayList<>(), changed = new ArrayList<>();
		for (final Candidate c : candidates) {
			final MaskPrompt mask = SmallRegions.cleaned(c.mask(), options.minMaskRegionArea());
			if (mask == null) tally.drop(Filter.SMALL);
			else if (mask == c.mask()) all.add(c);
			else changed.add(c.withMask(mask));
		}
		all.sort(Candidate.BEST_FIRST);
		changed.sort(Candidate.BEST_FIRST);
		all.addAll(changed);
		final List<Candidate> kept = Suppression.keep(all, Math.max(options.boxNmsThresh(), options.cropNmsThresh()));
		tally.drop(Filter.BOX_NMS, all.size() - kept.size());
		return kept;
	}

	private static EverythingResult result(final List<SliceObject> objects, final int width, final int height,
		final Tally tally)
	{
		if (objects.size() > MAX_OBJECTS) throw new InputException(objects.size() + " objects were found, and a label image " +
			"holds " + MAX_OBJECTS + ". Raise min_mask_region_area or pred_iou_thresh, or segment a part of the image.");
		final short[] values = new short[width * height];
		for (final SliceObject object : objects)
			object.mask().pixels().stream().forEach(i -> values[Painting.index(object.mask(), i, width)] = (short) object
				.object());
		final RandomAccessibleInterval<UnsignedShortType> labels = ArrayImgs.unsignedShorts(values, width, height, 1);
		return new EverythingResult(labels, objects, tally.points(), tally.masks(), tally.dropped());
	}

	private static boolean isConstant(final Plane plane) {
		for (final float value : plane.values())
			if (value != plane.values()[0]) return false;
		return true;
	}

	private static long square(final long n) {
		return n * n;
	}
}
