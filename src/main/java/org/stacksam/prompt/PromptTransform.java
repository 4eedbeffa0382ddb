package org.stacksam.prompt;

import java.util.BitSet;
import java.util.List;

import org.stacksam.InputException;

/**
 * How prompts drawn on another view of a stack come onto the stack: first x and y are exchanged, then y is turned over,
 * then the order of slices.
 *
 * @param transpose whether x and y are exchanged
 * @param flipY whether y then runs the other way, y → height − y
 * @param sliceOrder how file names tell the slice, and whether slices then run the other way, z → depth − 1 − z
 */
public record PromptTransform(boolean transpose, boolean flipY, SliceOrder sliceOrder) {

	/** Leaves everything as it is. */
	public static final PromptTransform NONE = new PromptTransform(false, false, SliceOrder.DEFAULT);

	/**
	 * Maps a set; its size is that of the view it was drawn on.
	 *
	 * @throws InputException if a turn needs a size that the set does not know
	 */
	public PromptSet apply(final PromptSet set) {
		final int width = transpose ? set.height() : set.width(), height = transpose ? set.width() : set.height();
		if (flipY && height == 0) throw unknown("flip_y", "height");
		if (sliceOrder.reversed() && set.depth() == 0) throw unknown("slice_order=reversed", "number of slices");
		final List<Prompt> prompts = set.prompts().stream().map(p -> new Prompt(p.object(), p.label(), sliceOrder
			.reversed() ? set.depth() - 1 - p.slice() : p.slice(), p.channel(), p.frame(), p.box() == null ? null : box(p
				.box(), height), p.points().stream().map(q -> point(q, height)).toList(), p.mask() == null ? null : mask(p
					.mask(), height), p.absent())).toList();
		return new PromptSet(set.annotator(), set.image(), width, height, set.depth(), set.labels(), prompts);
	}

	private static InputException unknown(final String key, final String size) {
		return new InputException(key + " needs the image's " + size + ", which the prompts do not say. Give image_path.");
	}

	private Box box(final Box b, final int height) {
		final Box t = transpose ? new Box(b.y0(), b.x0(), b.y1(), b.x1()) : b;
		return flipY ? new Box(t.x0(), height - t.y1(), t.x1(), height - t.y0()) : t;
	}

	private PointPrompt point(final PointPrompt p, final int height) {
		final double x = transpose ? p.y() : p.x(), y = transpose ? p.x() : p.y();
		return new PointPrompt(x, flipY ? height - y : y, p.positive());
	}

	private MaskPrompt mask(final MaskPrompt m, final int height) {
		final int w = transpose ? m.height() : m.width(), h = transpose ? m.width() : m.height();
		final BitSet pixels = new BitSet();
		for (int i = m.pixels().nextSetBit(0); i >= 0; i = m.pixels().nextSetBit(i + 1)) {
			final int x = transpose ? i / m.width() : i % m.width(), y = transpose ? i % m.width() : i / m.width();
			pixels.set((flipY ? h - 1 - y : y) * w + x);
		}
		final int x = transpose ? m.y() : m.x(), y = transpose ? m.x() : m.y();
		return new MaskPrompt(x, flipY ? height - y - h : y, w, h, pixels);
	}
}
