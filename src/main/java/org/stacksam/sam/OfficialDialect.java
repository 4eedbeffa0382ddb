package org.stacksam.sam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.PointPrompt;

/**
 * The ONNX export of Segment Anything itself, which MobileSAM and MedSAM share: points and box corners in one list of
 * coordinates with labels 1 (foreground), 0 (background), 2 and 3 (corners of the box), −1 (padding).
 */
final class OfficialDialect implements DecoderDialect {

	private static final int MASK_SIDE = LowResGrid.SIDE;

	/** With fewer points than this the one-mask export answers with the best multimask output instead of token 0. */
	private static final int SINGLE_MASK_POINTS = 3;

	@Override
	public String embeddingInput() {
		return "image_embeddings";
	}

	@Override
	public List<String> inputs() {
		return List.of(embeddingInput(), "point_coords", "point_labels", "mask_input", "has_mask_input", "orig_im_size");
	}

	@Override
	public Map<String, Feed> feeds(final Placement slice, final SlicePrompt prompt, final boolean fourMasks) {
		final List<float[]> points = points(slice, prompt, fourMasks);
		final float[] coords = new float[2 * points.size()], labels = new float[points.size()];
		for (int i = 0; i < points.size(); i++) {
			coords[2 * i] = points.get(i)[0];
			coords[2 * i + 1] = points.get(i)[1];
			labels[i] = points.get(i)[2];
		}
		final boolean hasMask = prompt.maskInput() != null;
		final float[] mask = hasMask ? prompt.maskInput() : new float[MASK_SIDE * MASK_SIDE];
		if (mask.length != MASK_SIDE * MASK_SIDE) throw new IllegalArgumentException("A mask input of " + mask.length +
			" values; " + MASK_SIDE + "² are needed");
		// The masks at the original size are not read, so the graph is asked for the smallest.
		return Map.of("point_coords", new Feed(coords, 1, labels.length, 2), "point_labels", new Feed(labels, 1,
			labels.length), "mask_input", new Feed(mask, 1, 1, MASK_SIDE, MASK_SIDE), "has_mask_input", new Feed(new float[] {
				hasMask ? 1 : 0 }, 1), "orig_im_size", new Feed(new float[] { 1, 1 }, 2));
	}

	/** {x, y, label} in input pixels. */
	private static List<float[]> points(final Placement slice, final SlicePrompt prompt, final boolean fourMasks) {
		final List<float[]> points = new ArrayList<>();
		for (final PointPrompt p : prompt.points())
			points.add(point(slice.toInputX(p.x()), slice.toInputY(p.y()), p.positive() ? 1 : 0));
		if (prompt.box() != null) {
			final Box box = slice.toInput(prompt.box());
			points.add(point(box.x0(), box.y0(), 2));
			points.add(point(box.x1(), box.y1(), 3));
			return points;
		}
		do
			points.add(point(0, 0, -1));
		while (!fourMasks && points.size() < SINGLE_MASK_POINTS);
		return points;
	}

	private static float[] point(final double x, final double y, final int label) {
		return new float[] { (float) x, (float) y, label };
	}
}
