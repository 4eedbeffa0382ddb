package org.stacksam.volume;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.stacksam.image.ConnectedComponents;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceMasks;
import org.stacksam.sam.SlicePrompt;
import org.stacksam.volume.PromptingParameters.MaskChoice;

/** Runs the model on the prompts of one slice. All coordinates as shown. */
final class SlicePrompter {

	/** Pixels kept beside a box, so that masks can be warped onto a neighbour's box. */
	private static final int MARGIN = 2;
	/** Logit of a mask given as truth. */
	private static final float SURE = 8;

	private final SliceReader slices;
	private final SamModel model;
	private final SliceEmbeddings embeddings;
	private final boolean mirroredToo;
	private final PromptingParameters parameters;
	private final List<String> notes;
	private double singleIouSum;
	private int singleIouCount;

	SlicePrompter(final SliceReader slices, final SamModel model, final SliceEmbeddings embeddings,
		final boolean mirroredToo, final PromptingParameters parameters, final List<String> notes)
	{
		this.slices = slices;
		this.model = model;
		this.embeddings = embeddings;
		this.mirroredToo = mirroredToo;
		this.parameters = parameters;
		this.notes = notes;
	}

	/** Mean predicted IoU of the single-mask token over all boxes so far: below .85 the window is bad. NaN without boxes. */
	double meanPredictedIou() {
		return singleIouSum / singleIouCount;
	}

	/**
	 * Segments what is prompted on a slice.
	 *
	 * @param here all prompts of the slice, stop marks left out
	 * @return one for each prompt, except points for which the model finds nothing
	 */
	List<SegmentedPrompt> segment(final int z, final List<Prompt> here) {
		final List<SegmentedPrompt> out = new ArrayList<>();
		for (final Prompt p : here) {
			if (p.mask() != null) out.add(ofTruth(p));
			else if (p.box() != null) out.add(ofBox(p));
			else {
				final SegmentedPrompt found = ofPoints(p, here);
				if (found != null) out.add(found);
				else notes.add("Object " + p.object() + ", slice " + (z + 1) + ": the model found nothing at its points");
			}
		}
		return out;
	}

	private SegmentedPrompt ofTruth(final Prompt p) {
		final MaskPrompt mask = p.mask();
		return crop(p, mask.bounds(), true, Double.NaN, "mask", (x, y) -> mask.contains(x, y) ? SURE : -SURE);
	}

	private SegmentedPrompt ofBox(final Prompt p) {
		final int w = slices.width();
		final Look look = looks(p.slice(), embeddings.region(p.slice(), p.bounds()), p.box(), p.points());
		singleIouSum += look.singleIou;
		singleIouCount++;
		return crop(p, parameters.clipMargin() == 0 ? p.box() : p.box().grow(parameters.clipMargin()), false, look.predictedIou,
			"box", (x, y) -> look.logits[y * w + x]);
	}

	/** Other classes' points may be negative ones here. Where the mask reaches the edge of what was shown, more is shown. */
	private SegmentedPrompt ofPoints(final Prompt p, final List<Prompt> here) {
		final int w = slices.width(), h = slices.height();
		final List<PointPrompt> points = new ArrayList<>(p.points());
		for (final Prompt other : here)
			if (other.label() != p.label()) other.points().stream().filter(PointPrompt::positive).sorted(Comparator
				.comparingDouble(q -> distance(q, p.points()))).limit(parameters.othersNegative()).forEach(q -> points.add(
					new PointPrompt(q.x(), q.y(), false)));
		InputRegion region = embeddings.region(p.slice(), p.bounds());
		while (true) {
			final Look look = looks(p.slice(), region, null, points);
			final Box box = boundsAt(look.logits, w, h, p.points());
			if (box == null) return null;
			if (!region.cuts(box, w, h)) return crop(p, box, false, look.predictedIou, "points", (x, y) -> look.logits[y * w +
				x]);
			region = region.larger(w, h);
		}
	}

	private static double distance(final PointPrompt q, final List<PointPrompt> points) {
		return points.stream().filter(PointPrompt::positive).mapToDouble(p -> Math.hypot(p.x() - q.x(), p.y() - q.y())).min()
			.orElse(0);
	}

	/** The slice as it is, and the mean with what the model says of the mirrored slice if that was asked for. */
	private Look looks(final int z, final InputRegion region, final Box box, final List<PointPrompt> all) {
		final int w = slices.width();
		final List<PointPrompt> points = all.stream().filter(q -> region.holds(q.x(), q.y())).toList();
		final Look plain = look(embeddings.at(z, region), box, points);
		if (!mirroredToo) return plain;
		final Box mirrored = box == null ? null : new Box(w - box.x1(), box.y0(), w - box.x0(), box.y1());
		final Look other = look(embeddings.mirrored(z, region), mirrored, points.stream().map(q -> new PointPrompt(w - q.x(), q
			.y(), q.positive())).toList());
		final float[] mean = new float[plain.logits.length];
		for (int i = 0; i < mean.length; i++)
			mean[i] = (plain.logits[i] + other.logits[i - i % w + w - 1 - i % w]) / 2;
		return new Look(mean, (plain.predictedIou + other.predictedIou) / 2, (plain.singleIou + other.singleIou) / 2);
	}

	/** One run. */
	private Look look(final EncodedSlice slice, final Box box, final List<PointPrompt> points) {
		final SliceMasks masks = model.decode(slice, new SlicePrompt(box, points, null));
		final MaskChoice choice = box == null ? parameters.points() : parameters.boxes();
		if (choice == MaskChoice.FIT && box != null) return fitting(masks, box);
		int chosen = 0;
		if (choice == MaskChoice.BEST) {
			chosen = masks.count() - 1;
			for (int i = 1; i < masks.count(); i++) if (masks.predictedIou()[i] > masks.predictedIou()[chosen]) chosen = i;
		}
		return new Look(masks.sample(chosen), masks.predictedIou()[chosen], masks.predictedIou()[0]);
	}

	/** The mask whose bounding box fits the box best. */
	private Look fitting(final SliceMasks masks, final Box box) {
		float[] chosen = null;
		double bestFit = -1, iou = 0;
		// Several masks often fit equally well; the single-mask token, index 0, is then the best on average.
		for (int i = 0; i < masks.count(); i++) {
			final float[] logits = masks.sample(i);
			final Box bounds = bounds(logits, slices.width());
			final double fit = bounds == null ? 0 : bounds.iou(box);
			if (fit > bestFit) {
				bestFit = fit;
				chosen = logits;
				iou = masks.predictedIou()[i];
			}
		}
		return new Look(chosen, iou, masks.predictedIou()[0]);
	}

	/** Logits of the whole slice, predicted IoU of that mask and of the single-mask token. */
	private record Look(float[] logits, double predictedIou, double singleIou) {}

	/** Tight box round the positive logits, null if there are none. */
	static Box bounds(final float[] logits, final int width) {
		int x0 = Integer.MAX_VALUE, y0 = Integer.MAX_VALUE, x1 = -1, y1 = -1;
		for (int i = 0; i < logits.length; i++) {
			if (!(logits[i] > 0)) continue;
			final int x = i % width, y = i / width;
			x0 = Math.min(x0, x);
			x1 = Math.max(x1, x);
			y0 = Math.min(y0, y);
			y1 = y;
		}
		return x1 < 0 ? null : new Box(x0, y0, x1 + 1, y1 + 1);
	}

	/** Tight box round the pieces of the mask that hold a positive point, or else round the largest; null if it is empty. */
	private static Box boundsAt(final float[] logits, final int width, final int height,
		final List<PointPrompt> points)
	{
		final boolean[] mask = new boolean[logits.length];
		for (int i = 0; i < mask.length; i++) mask[i] = logits[i] > 0;
		final ConnectedComponents.Components pieces = ConnectedComponents.label(mask, width, height, 1, true);
		if (pieces.count() == 0) return null;
		final boolean[] keep = new boolean[pieces.count() + 1];
		boolean any = false;
		for (final PointPrompt p : points) {
			if (!p.positive()) continue;
			final int x = Math.max(0, Math.min(width - 1, (int) Math.floor(p.x())));
			final int y = Math.max(0, Math.min(height - 1, (int) Math.floor(p.y())));
			final int piece = pieces.labels()[y * width + x];
			if (piece > 0) any = keep[piece] = true;
		}
		if (!any) keep[pieces.largest()] = true;
		final float[] kept = new float[logits.length];
		for (int i = 0; i < kept.length; i++) kept[i] = mask[i] && keep[pieces.labels()[i]] ? 1 : -1;
		return bounds(kept, width);
	}

	private interface Logits {

		float at(int x, int y);
	}

	/** Cuts out the box and its margin. */
	private SegmentedPrompt crop(final Prompt p, final Box box, final boolean truth, final double predictedIou,
		final String source, final Logits logits)
	{
		final int x0 = Math.max(0, (int) Math.floor(box.x0()) - MARGIN), y0 = Math.max(0, (int) Math.floor(box.y0()) -
			MARGIN);
		final int x1 = Math.min(slices.width(), (int) Math.ceil(box.x1()) + MARGIN), y1 = Math.min(slices.height(),
			(int) Math.ceil(box.y1()) + MARGIN);
		final float[] values = new float[(x1 - x0) * (y1 - y0)];
		int tight = 0, wide = 0;
		for (int y = y0, i = 0; y < y1; y++) {
			for (int x = x0; x < x1; x++, i++) {
				values[i] = logits.at(x, y);
				final boolean inside = x + 0.5 >= box.x0() && x + 0.5 <= box.x1() && y + 0.5 >= box.y0() && y + 0.5 <= box
					.y1();
				if (inside && values[i] > 1) tight++;
				if (inside && values[i] > -1) wide++;
			}
		}
		final double stability = truth ? Double.NaN : wide == 0 ? 0 : (double) tight / wide;
		return new SegmentedPrompt(p.object(), p.label(), p.slice(), box, LogitCrop.of(x0, y0, x1 - x0, y1 - y0, values),
			true, truth, predictedIou, stability, 0, source);
	}
}
