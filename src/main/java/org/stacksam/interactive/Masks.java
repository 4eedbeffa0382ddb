package org.stacksam.interactive;

import java.util.BitSet;
import java.util.function.IntPredicate;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;

/** Sets of pixels of a slice. */
final class Masks {

	private Masks() {}

	/** Place in a plane of this width of a bit of the mask. */
	static int index(final MaskPrompt mask, final int bit, final int planeWidth) {
		return (mask.y() + bit / mask.width()) * planeWidth + mask.x() + bit % mask.width();
	}

	/** The pixels of a plane that fulfil a condition, in their tight rectangle; null if there are none. */
	static MaskPrompt where(final int planeWidth, final int planeHeight, final IntPredicate inside) {
		int x0 = planeWidth, y0 = planeHeight, x1 = -1, y1 = -1;
		final BitSet all = new BitSet(planeWidth * planeHeight);
		for (int i = 0; i < planeWidth * planeHeight; i++) {
			if (!inside.test(i)) continue;
			all.set(i);
			x0 = Math.min(x0, i % planeWidth);
			x1 = Math.max(x1, i % planeWidth);
			y0 = Math.min(y0, i / planeWidth);
			y1 = i / planeWidth;
		}
		return x1 < 0 ? null : crop(new MaskPrompt(0, 0, planeWidth, planeHeight, all), x0, y0, x1 + 1, y1 + 1);
	}

	/** The part of a mask inside an image, in its tight rectangle; null if nothing is. */
	static MaskPrompt clipped(final MaskPrompt mask, final int width, final int height) {
		final Box b = mask.bounds();
		if (b == null) return null;
		final int x0 = Math.max(0, (int) b.x0()), y0 = Math.max(0, (int) b.y0());
		final int x1 = Math.min(width, (int) b.x1()), y1 = Math.min(height, (int) b.y1());
		if (x1 <= x0 || y1 <= y0) return null;
		if (x0 == mask.x() && y0 == mask.y() && x1 == mask.x() + mask.width() && y1 == mask.y() + mask.height()) return mask;
		final MaskPrompt cut = crop(mask, x0, y0, x1, y1);
		return cut.pixels().isEmpty() ? null : cut;
	}

	private static MaskPrompt crop(final MaskPrompt mask, final int x0, final int y0, final int x1, final int y1) {
		final BitSet out = new BitSet();
		for (int y = y0; y < y1; y++)
			for (int x = x0; x < x1; x++) if (mask.contains(x, y)) out.set((y - y0) * (x1 - x0) + x - x0);
		return new MaskPrompt(x0, y0, x1 - x0, y1 - y0, out);
	}

	/** Whether the rectangles of two masks share a pixel. */
	static boolean overlap(final MaskPrompt a, final MaskPrompt b) {
		return a.x() < b.x() + b.width() && b.x() < a.x() + a.width() && a.y() < b.y() + b.height() && b.y() < a.y() + a
			.height();
	}

	/** The pixels of one that another has not; null if none is left. */
	static MaskPrompt minus(final MaskPrompt mask, final MaskPrompt taken) {
		final BitSet left = mask.pixels(), all = mask.pixels();
		final BitSet kept = (BitSet) left.clone();
		for (int i = all.nextSetBit(0); i >= 0; i = all.nextSetBit(i + 1))
			if (taken.contains(mask.x() + i % mask.width(), mask.y() + i / mask.width())) kept.clear(i);
		if (kept.isEmpty()) return null;
		return clipped(new MaskPrompt(mask.x(), mask.y(), mask.width(), mask.height(), kept), Integer.MAX_VALUE,
			Integer.MAX_VALUE);
	}

	/** The pixels of both. */
	static MaskPrompt plus(final MaskPrompt a, final MaskPrompt b) {
		final int x0 = Math.min(a.x(), b.x()), y0 = Math.min(a.y(), b.y());
		final int w = Math.max(a.x() + a.width(), b.x() + b.width()) - x0, h = Math.max(a.y() + a.height(), b.y() + b
			.height()) - y0;
		final BitSet pixels = new BitSet(w * h);
		for (final MaskPrompt m : new MaskPrompt[] { a, b })
			m.pixels().stream().forEach(i -> pixels.set((m.y() + i / m.width() - y0) * w + m.x() + i % m.width() - x0));
		return new MaskPrompt(x0, y0, w, h, pixels);
	}

	/** Bytes that a mask holds, roughly. */
	static int bytes(final MaskPrompt mask) {
		return mask.pixels().size() / 8 + 64;
	}
}
