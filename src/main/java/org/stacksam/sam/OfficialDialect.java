package org.stacksam.sam;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.PointPrompt;

/**
 * The ONNX export of Segment Anything itself, which MobileSAM, MedSAM, samexporter, EdgeSAM, HQ-SAM and the exports of
 * SAM 2 share: points and box corners in one list of coordinates with labels 1 (foreground), 0 (background), 2 and 3
 * (corners of the box), −1 (padding).
 */
final class OfficialDialect implements DecoderDialect {

	/** With fewer points than this the one-mask export answers with the best multimask output instead of token 0. */
	private static final int SINGLE_MASK_POINTS = 3;

	@Override
	public Set<PromptKind> prompts() {
		return EnumSet.allOf(PromptKind.class);
	}

	@Override
	public List<String> required(final Set<PromptKind> prompts) {
		return List.of("point_coords", "point_labels");
	}

	@Override
	public List<String> optional() {
		return MaskFeeds.NAMES;
	}

	@Override
	public Map<String, Feed> feeds(final Placement slice, final SlicePrompt prompt, final Export export) {
		final List<float[]> points = points(slice, prompt, export.severalMasks());
		final float[] coords = new float[2 * points.size()], labels = new float[points.size()];
		for (int i = 0; i < points.size(); i++) {
			coords[2 * i] = points.get(i)[0];
			coords[2 * i + 1] = points.get(i)[1];
			labels[i] = points.get(i)[2];
		}
		final Map<String, Feed> feeds = new HashMap<>(MaskFeeds.of(prompt.maskInput(), export));
		feeds.put("point_coords", new Feed(coords, 1, labels.length, 2));
		feeds.put("point_labels", new Feed(labels, 1, labels.length));
		return feeds;
	}

	/** {x, y, label} in input pixels. */
	private static List<float[]> points(final Placement slice, final SlicePrompt prompt, final boolean severalMasks) {
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
		while (!severalMasks && points.size() < SINGLE_MASK_POINTS);
		return points;
	}

	private static float[] point(final double x, final double y, final int label) {
		return new float[] { (float) x, (float) y, label };
	}
}
