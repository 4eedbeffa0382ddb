package org.stacksam.everything;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.Plane;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.SliceMasks;
import org.stacksam.sam.SlicePrompt;

/** Asks the model at a grid of points of one crop and filters its masks one by one. */
final class CropMasks {

	/** As SAM: masks that end so near to the edge of a crop are taken as cut, in pixels of the model's input of 1024. */
	private static final double NEAR_EDGE = 20 / 1024.0;

	private final Crop plane, tile, crop;
	private final EverythingOptions options;
	private final Tally tally;
	private final double near;

	/**
	 * For one crop.
	 *
	 * @param plane all of it
	 * @param tile that the crop was cut from, or is
	 */
	CropMasks(final Crop plane, final Crop tile, final Crop crop, final EverythingOptions options, final Tally tally) {
		this.plane = plane;
		this.tile = tile;
		this.crop = crop;
		this.options = options;
		this.tally = tally;
		near = near(crop);
	}

	/** How near counts as at the edge of a crop, in its own pixels. */
	static double near(final Crop crop) {
		return NEAR_EDGE * Math.max(crop.width(), crop.height());
	}

	/**
	 * The masks of a crop that pass, after suppression of duplicates.
	 *
	 * @param planes the whole plane as shown to the model: grey, or red, green and blue
	 * @param afterEachPoint called after each decoder run
	 */
	List<Candidate> find(final List<Plane> planes, final SamModel model, final SliceEncoder encoder,
		final Runnable afterEachPoint)
	{
		final List<Plane> shown = planes.stream().map(crop::cut).toList();
		final EncodedSlice encoded = shown.size() == 1 ? encoder.encode(shown.get(0)) : encoder.encode(shown.get(0), shown
			.get(1), shown.get(2));
		final List<Candidate> found = new ArrayList<>();
		for (final PointPrompt point : grid()) {
			tally.point();
			final SliceMasks masks = model.decode(encoded, new SlicePrompt(null, List.of(point), null));
			// The first of four is the single-mask token, which SAM leaves out here.
			for (int i = masks.count() == 1 ? 0 : 1; i < masks.count(); i++) {
				tally.mask();
				final Candidate candidate = candidate(masks, i);
				if (candidate != null) found.add(candidate);
			}
			afterEachPoint.run();
		}
		found.sort(Candidate.BEST_FIRST);
		final List<Candidate> kept = Suppression.keep(found, options.boxNmsThresh());
		tally.drop(Filter.BOX_NMS, found.size() - kept.size());
		return kept;
	}

	/** Row after row, in pixels of the crop. */
	private List<PointPrompt> grid() {
		final int n = options.pointsPerSide(crop.layer());
		final List<PointPrompt> points = new ArrayList<>(n * n);
		for (int row = 0; row < n; row++)
			for (int column = 0; column < n; column++)
				points.add(new PointPrompt((column + 0.5) * crop.width() / n, (row + 0.5) * crop.height() / n, true));
		return points;
	}

	/** Null if a filter drops it. */
	private Candidate candidate(final SliceMasks masks, final int index) {
		final double predictedIou = masks.predictedIou()[index];
		if (options.predIouThresh() > 0 && !(predictedIou > options.predIouThresh())) return dropped(Filter.PREDICTED_IOU);
		final Box reach = reach(masks, index);
		if (reach == null) return dropped(Filter.EMPTY);
		final int x = (int) reach.x0(), y = (int) reach.y0(), w = (int) reach.width(), h = (int) reach.height();
		final float[] logits = masks.sample(index, x, y, w, h);
		final double stability = stability(logits);
		if (options.stabilityScoreThresh() > 0 && !(stability >= options.stabilityScoreThresh())) return dropped(
			Filter.STABILITY);
		final BitSet inside = new BitSet(logits.length);
		for (int i = 0; i < logits.length; i++)
			if (logits[i] > 0) inside.set(i);
		if (inside.isEmpty()) return dropped(Filter.EMPTY);
		final MaskPrompt mask = new MaskPrompt(crop.x() + x, crop.y() + y, w, h, inside);
		final Box box = mask.bounds();
		if (crop.cuts(box, tile, near)) return dropped(Filter.CROP_EDGE);
		if (!options.keepBackground() && tile.filledBy(box, near(tile))) return dropped(Filter.BACKGROUND);
		return new Candidate(mask, box, predictedIou, stability, crop, tile.cuts(box, plane, near(tile)));
	}

	private Candidate dropped(final Filter filter) {
		tally.drop(filter);
		return null;
	}

	/** Whole pixels that hold all logits above −offset; null if there are none. */
	private Box reach(final SliceMasks masks, final int index) {
		final Box bounds = masks.bounds(index, (float) -options.stabilityScoreOffset());
		if (bounds == null) return null;
		// Between two cells the logit passes the threshold up to half a cell beyond the one that is above it.
		final Box grown = bounds.grow(Math.max(crop.width(), crop.height()) / (double) masks.side() + 1).clip(crop.width(),
			crop.height());
		return new Box(Math.floor(grown.x0()), Math.floor(grown.y0()), Math.ceil(grown.x1()), Math.ceil(grown.y1()));
	}

	/** SAM's calculate_stability_score; 0 if no logit is above −offset. */
	private double stability(final float[] logits) {
		int inner = 0, outer = 0;
		for (final float logit : logits) {
			if (logit > options.stabilityScoreOffset()) inner++;
			if (logit > -options.stabilityScoreOffset()) outer++;
		}
		return outer == 0 ? 0 : inner / (double) outer;
	}
}
