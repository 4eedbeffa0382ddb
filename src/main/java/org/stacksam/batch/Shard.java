package org.stacksam.batch;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.stacksam.InputException;

/**
 * One part of a list of cases, so that several machines share it: of 8 parts the second has the cases 2, 10, 18 … It
 * depends on the list alone, not on what is finished.
 *
 * @param number 1-based
 * @param count of parts
 */
public record Shard(int number, int count) {

	/** Everything. */
	public static final Shard ALL = new Shard(1, 1);

	private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,6})\\s*/\\s*(\\d{1,6})\\s*");

	/**
	 * Reads {@code 2/8}; an empty text is everything.
	 *
	 * @throws InputException for anything else
	 */
	public static Shard parse(final String text) {
		if (text == null || text.isBlank()) return ALL;
		final Matcher parts = TEXT.matcher(text);
		if (parts.matches()) {
			final Shard shard = new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
			if (shard.number >= 1 && shard.number <= shard.count) return shard;
		}
		throw new InputException("shard=" + text + " is no part of a whole. Write 2/8 for the second of eight parts; the " +
			"first is 1/8.");
	}

	/** The cases of this part, in order. */
	public <T> List<T> of(final List<T> cases) {
		return IntStream.range(0, cases.size()).filter(i -> i % count == number - 1).mapToObj(cases::get).toList();
	}

	/** Of a file's name: {@code -2-of-8}; empty for everything. */
	public String suffix() {
		return count == 1 ? "" : "-" + number + "-of-" + count;
	}
}
