package org.stacksam.fuzz;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Damages valid files at random, the same for one seed: bits, numbers at the ends of their ranges, stretches lost or doubled. */
final class Damage {

	private static final int LONGEST = 12;
	private static final byte[] TEXT = "\"{}[]:,.-+0123456789eENaIf<>/=;&#!()' \n\t\\ä".getBytes(
		java.nio.charset.StandardCharsets.UTF_8);
	private static final int[] NUMBERS = { 0, 1, -1, 0x7f, 0x80, 0x7fff, 0x8000, Integer.MAX_VALUE, Integer.MIN_VALUE,
		1 << 30 };

	private final List<byte[]> seeds;
	private final SplittableRandom random;

	Damage(final List<byte[]> seeds, final SplittableRandom random) {
		this.seeds = seeds;
		this.random = random;
	}

	/** The next damaged file. */
	byte[] next() {
		byte[] file = seeds.get(random.nextInt(seeds.size())).clone();
		for (int n = random.nextInt(4); n >= 0; n--)
			file = file.length == 0 ? new byte[] { 1 } : damaged(file);
		return file;
	}

	private byte[] damaged(final byte[] file) {
		final int at = random.nextInt(file.length), length = Math.min(file.length - at, 1 + random.nextInt(LONGEST));
		switch (random.nextInt(6)) {
			case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
			case 1 -> file[at] = TEXT[random.nextInt(TEXT.length)];
			case 2 -> number(file, at);
			case 3 -> {
				return joined(file, at, new byte[0], at + length);
			}
			case 4 -> {
				return joined(file, at, Arrays.copyOfRange(file, at, at + length), at);
			}
			default -> {
				final byte[] other = seeds.get(random.nextInt(seeds.size()));
				final int from = random.nextInt(other.length);
				return joined(file, at, Arrays.copyOfRange(other, from, Math.min(other.length, from + 4 * length)), at);
			}
		}
		return file;
	}

	/** One, two or four bytes, in either order. */
	private void number(final byte[] file, final int at) {
		final int number = NUMBERS[random.nextInt(NUMBERS.length)], bytes = 1 << random.nextInt(3);
		final boolean big = random.nextBoolean();
		for (int i = 0; i < bytes && at + i < file.length; i++)
			file[at + i] = (byte) (number >> 8 * (big ? bytes - 1 - i : i));
	}

	private static byte[] joined(final byte[] file, final int until, final byte[] between, final int from) {
		final byte[] joined = Arrays.copyOf(file, until + between.length + file.length - from);
		System.arraycopy(between, 0, joined, until, between.length);
		System.arraycopy(file, from, joined, until + between.length, file.length - from);
		return joined;
	}

	/** For messages: text as it is, else hexadecimal. */
	static String show(final byte[] input) {
		for (final byte b : input)
			if (b < 9) return "hex " + HexFormat.of().formatHex(input);
		return new String(input, java.nio.charset.StandardCharsets.UTF_8);
	}
}
