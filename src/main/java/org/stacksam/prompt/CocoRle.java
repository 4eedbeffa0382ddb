package org.stacksam.prompt;

import java.util.Arrays;
import java.util.BitSet;

/**
 * COCO's run-length encoded masks: runs of clear and set pixels in turn, down the columns of the whole image; the
 * compressed form keeps 5 bits a character, and from the fourth run on differences to the run before the last (the
 * format of cocoapi's maskApi.c).
 */
final class CocoRle {

	private CocoRle() {}

	/**
	 * Expands the compressed form.
	 *
	 * @return the runs, or null if the text is not of this form
	 */
	static int[] decompress(final String text) {
		int[] runs = new int[16];
		int count = 0, at = 0;
		while (at < text.length()) {
			long value = 0;
			int shift = 0, c;
			do {
				if (at == text.length() || shift > 30) return null;
				c = text.charAt(at++) - 48;
				if (c < 0 || c > 63) return null;
				value |= (long) (c & 31) << shift;
				shift += 5;
			}
			while ((c & 32) != 0);
			if ((c & 16) != 0) value |= -1L << shift;
			if (count > 2) value += runs[count - 2];
			if (value < 0 || value > Integer.MAX_VALUE) return null;
			if (count == runs.length) runs = Arrays.copyOf(runs, 2 * count);
			runs[count++] = (int) value;
		}
		return Arrays.copyOf(runs, count);
	}

	/** The compressed form of some runs. */
	static String compress(final int[] runs) {
		final StringBuilder text = new StringBuilder();
		for (int i = 0; i < runs.length; i++) {
			int value = i > 2 ? runs[i] - runs[i - 2] : runs[i];
			boolean more;
			do {
				int c = value & 31;
				value >>= 5;
				more = (c & 16) != 0 ? value != -1 : value != 0;
				if (more) c |= 32;
				text.append((char) (c + 48));
			}
			while (more);
		}
		return text.toString();
	}

	/**
	 * The mask of some runs that add up to width × height.
	 *
	 * @return in its tight rectangle, or null if no pixel is set
	 */
	static MaskPrompt mask(final int[] runs, final int width, final int height) {
		int x0 = width, x1 = -1, y0 = height, y1 = -1;
		int at = 0;
		for (int i = 0; i < runs.length; at += runs[i++]) {
			if (i % 2 == 0 || runs[i] == 0) continue;
			final int last = at + runs[i] - 1;
			x0 = Math.min(x0, at / height);
			x1 = Math.max(x1, last / height);
			// A run that goes on in the next column touches the lower and the upper border.
			y0 = at / height == last / height ? Math.min(y0, at % height) : 0;
			y1 = at / height == last / height ? Math.max(y1, last % height) : height - 1;
		}
		if (x1 < 0) return null;
		final int w = x1 - x0 + 1, h = y1 - y0 + 1;
		final BitSet pixels = new BitSet();
		at = 0;
		for (int i = 0; i < runs.length; at += runs[i++])
			if (i % 2 == 1) for (int p = at; p < at + runs[i]; p++)
				pixels.set((p % height - y0) * w + p / height - x0);
		return new MaskPrompt(x0, y0, w, h, pixels);
	}

	/** The runs of a mask in an image of this size; pixels beyond the image are left out. */
	static int[] runs(final MaskPrompt mask, final int width, final int height) {
		final BitSet columns = new BitSet();
		for (int i = mask.pixels().nextSetBit(0); i >= 0; i = mask.pixels().nextSetBit(i + 1)) {
			final int x = mask.x() + i % mask.width(), y = mask.y() + i / mask.width();
			if (x < width && y < height) columns.set(x * height + y);
		}
		return MaskRuns.encode(columns, width * height);
	}
}
