package org.stacksam.interactive;

import java.util.ArrayList;
import java.util.List;

import org.stacksam.image.ConnectedComponents;
import org.stacksam.image.ConnectedComponents.Components;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.SamModel;
import org.stacksam.volume.InPlaneTurn;
import org.stacksam.volume.InputRegion;

/**
 * The mask for a prompt on one slice: a function of prompt and embedding alone, so that undo shows what was there. Decoded by
 * {@link ClickChain}; then cut to the box, or to the pieces that hold a click.
 */
final class PromptDecoder {

	private final ClickChain chain;

	PromptDecoder(final SamModel model) {
		chain = new ClickChain(model);
	}

	/**
	 * A mask and what the model says of it.
	 *
	 * @param mask as stored; null if there is none
	 */
	record Answer(MaskPrompt mask, double predictedIou, double stability) {}

	/** Whether the prompt is a shape alone, which is its own mask. */
	static boolean isShape(final Prompt prompt) {
		return prompt.mask() != null && prompt.box() == null && prompt.points().isEmpty();
	}

	/** Bounds of all that was prompted. */
	static Box focus(final Prompt prompt) {
		if (prompt.bounds() == null) throw new IllegalArgumentException("A preview needs a point, a box or a shape");
		return prompt.bounds();
	}

	/** Decodes; {@code encoded} and {@code region} are not needed for a shape. */
	Answer decode(final PreviewRequest request, final EncodedSlice encoded, final InputRegion region) {
		final ModelPlanes planes = request.planes();
		if (isShape(request.prompt())) return new Answer(Masks.clipped(request.prompt().mask(), planes.width(), planes
			.height()), 1, 1);
		final InPlaneTurn turn = planes.turn();
		final Prompt shown = Turns.toRegion(request.prompt(), turn, region);
		final ClickChain.Step step = chain.decode(encoded, shown);
		final MaskLogits logits = MaskLogits.of(step.masks(), step.chosen());
		final MaskPrompt mask = logits == null ? null : cleaned(logits, shown);
		return new Answer(mask == null ? null : Turns.fromRegion(mask, turn, region), step.masks().predictedIou()[step
			.chosen()], logits == null ? 0 : logits.stability());
	}

	/** Inside the box unless a click says otherwise; for clicks alone the pieces that hold one. */
	private static MaskPrompt cleaned(final MaskLogits logits, final Prompt shown) {
		final Box box = shown.box();
		final List<PointPrompt> inside = new ArrayList<>(shown.points());
		inside.removeIf(p -> !p.positive());
		if (box != null) {
			final boolean clip = inside.stream().allMatch(p -> p.x() >= box.x0() && p.x() <= box.x1() && p.y() >= box.y0() && p
				.y() <= box.y1());
			return logits.mask((x, y) -> !clip || x + 0.5 >= box.x0() && x + 0.5 <= box.x1() && y + 0.5 >= box.y0() && y +
				0.5 <= box.y1());
		}
		final Components pieces = ConnectedComponents.label(logits.inside(), logits.width(), logits.height(), 1, true);
		final boolean[] keep = new boolean[pieces.count() + 1];
		boolean any = false;
		for (final PointPrompt p : inside) {
			final int x = (int) Math.floor(p.x()) - logits.x(), y = (int) Math.floor(p.y()) - logits.y();
			if (x < 0 || y < 0 || x >= logits.width() || y >= logits.height()) continue;
			final int piece = pieces.labels()[y * logits.width() + x];
			if (piece > 0) any = keep[piece] = true;
		}
		if (!any) return logits.mask((x, y) -> true);
		return logits.mask((x, y) -> keep[pieces.labels()[(y - logits.y()) * logits.width() + x - logits.x()]]);
	}
}
