package org.stacksam.sam;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.PointPrompt;

/**
 * The exports for transformers.js ({@code prompt_encoder_mask_decoder}): points, their labels and the box are inputs of
 * their own, of length 0 where there are none; padding happens inside. Earlier masks cannot be handed in.
 */
final class HuggingFaceDialect implements DecoderDialect {

	private static final String BOXES = "input_boxes";

	@Override
	public Set<PromptKind> prompts() {
		return EnumSet.allOf(PromptKind.class);
	}

	@Override
	public List<String> required(final Set<PromptKind> prompts) {
		return prompts.contains(PromptKind.BOX) ? List.of("input_points", "input_labels", BOXES) : List.of("input_points",
			"input_labels");
	}

	@Override
	public List<String> optional() {
		return List.of(BOXES);
	}

	@Override
	public Map<String, Feed> feeds(final Placement slice, final SlicePrompt prompt, final Export export) {
		final List<PointPrompt> points = prompt.points();
		final float[] coords = new float[2 * points.size()], labels = new float[points.size()];
		for (int i = 0; i < labels.length; i++) {
			coords[2 * i] = (float) slice.toInputX(points.get(i).x());
			coords[2 * i + 1] = (float) slice.toInputY(points.get(i).y());
			labels[i] = points.get(i).positive() ? 1 : 0;
		}
		final float[] box = prompt.box() == null ? new float[0] : corners(slice.toInput(prompt.box()));
		return Map.of("input_points", new Feed(coords, 1, 1, labels.length, 2), "input_labels", new Feed(labels, 1, 1,
			labels.length), BOXES, new Feed(box, 1, box.length / 4, 4));
	}

	static float[] corners(final Box box) {
		return new float[] { (float) box.x0(), (float) box.y0(), (float) box.x1(), (float) box.y1() };
	}
}
