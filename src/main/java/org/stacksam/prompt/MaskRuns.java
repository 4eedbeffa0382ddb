package org.stacksam.prompt;

import java.util.Arrays;
import java.util.BitSet;

/** Run lengths of masks: lengths of runs of clear and set pixels in turn, beginning with clear (0 if the first is set). */
final class MaskRuns {

	/** Largest width or height of a mask: its pixels are still counted by an int. */
	static final int MAX_SIDE = 46_340;

	private MaskRuns() {}

	/**
	 * The runs of the first {@code length} bits.
	 *
	 * @return at least one run; they add up to length
	 */
	static int[] encode(final BitSet bits, final int length) {
		int[] runs = new int[16];
		int count = 0, at = 0;
		boolean set = false;
		while (at < length || count == 0) {
			final int next = set ? bits.nextClearBit(at) : bits.nextSetBit(at);
			final int end = next < 0 ? length : Math.min(next, length);
			if (count == runs.length) runs = Arrays.copyOf(runs, 2 * count);
			runs[count++] = end - at;
			at = end;
			set = !set;
		}
		return Arrays.copyOf(runs, count);
	}

	/** The bits of some runs that were {@link #check checked}. */
	static BitSet decode(final int[] runs) {
		final BitSet bits = new BitSet();
		int at = 0;
		for (int i = 0; i < runs.length; i++) {
			if (i % 2 == 1) bits.set(at, at + runs[i]);
			at += runs[i];
		}
		return bits;
	}

	/** What is wrong with the runs of a mask of so many pixels, or null. */
	static String check(final int[] runs, final long pixels) {
		long sum = 0;
		for (final int run : runs) {
			if (run < 0) return "has a negative run: " + run;
			sum += run;
		}
		return sum == pixels ? null : "must add up to width × height = " + pixels + ", not " + sum;
	}
}
