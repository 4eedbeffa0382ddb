package org.stacksam.prompt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.stacksam.InputException;

/**
 * How the names of single-slice files (YOLO, COCO, CVAT, Label Studio) tell the slice, the value of the key
 * {@code slice_order}:
 * <ul>
 * <li>{@code number} (and the empty text): the last run of digits in the name without its ending, counted from 0:
 * {@code img0001-slice013.txt} is index 13, ImageJ's slice 14</li>
 * <li>{@code number1}: the same, counted from 1: {@code slice013.txt} is ImageJ's slice 13</li>
 * <li>{@code sorted}: the n-th name in natural order ("a9" before "a10") is slice n, whatever its digits</li>
 * </ul>
 * A single image without digits in its name is the first slice.
 * {@code ,reversed} after any of them (or {@code reversed} alone) turns the stack over: first slice last.
 *
 * @param rule from name to slice
 * @param reversed whether the slices are then counted from the stack's end
 */
public record SliceOrder(Rule rule, boolean reversed) {

	/** From name to slice. */
	public enum Rule {
		NUMBER, NUMBER1, SORTED
	}

	/** Digits counted from 0, not reversed. */
	public static final SliceOrder DEFAULT = new SliceOrder(Rule.NUMBER, false);

	private static final Pattern DIGITS = Pattern.compile("(\\d+)\\D*$");
	private static final int MAX_SLICE = 1_000_000;

	/**
	 * Parses the value of the key.
	 *
	 * @throws InputException for anything but the words above
	 */
	public static SliceOrder parse(final String text) {
		Rule rule = Rule.NUMBER;
		boolean reversed = false;
		for (final String word : text.strip().toLowerCase(Locale.ROOT).split("\\s*,\\s*")) {
			switch (word) {
				case "", "number" -> rule = Rule.NUMBER;
				case "number1" -> rule = Rule.NUMBER1;
				case "sorted" -> rule = Rule.SORTED;
				case "reversed" -> reversed = true;
				default -> throw new InputException("slice_order=" + text +
					" is not known. Use number, number1 or sorted, with ,reversed if the stack runs the other way.");
			}
		}
		return new SliceOrder(rule, reversed);
	}

	/**
	 * The slices of some file names, by the rule ({@link #reversed} is left to {@link PromptTransform}).
	 *
	 * @return 0-based slice by name
	 * @throws InputException if a name has no number, or two have the same, listing all of them
	 */
	Map<String, Integer> slices(final Collection<String> names, final String source) {
		final Map<String, Integer> slices = new LinkedHashMap<>();
		if (rule == Rule.SORTED) {
			final List<String> sorted = new ArrayList<>(names);
			sorted.sort(Comparator.comparing(SliceOrder::naturalKey).thenComparing(Comparator.naturalOrder()));
			sorted.forEach(name -> slices.put(name, slices.size()));
			return slices;
		}
		if (names.size() == 1 && number(names.iterator().next()) < 0) return Map.of(names.iterator().next(), 0);
		final Problems problems = new Problems();
		final Map<Integer, String> nameOf = new HashMap<>();
		for (final String name : names) {
			final int slice = number(name) - (rule == Rule.NUMBER1 ? 1 : 0);
			if (slice < 0 || slice > MAX_SLICE) {
				problems.add(name + " has no slice number that counts from " + (rule == Rule.NUMBER1 ? 1 : 0));
				continue;
			}
			final String other = nameOf.putIfAbsent(slice, name);
			if (other != null) problems.add(other + " and " + name + " have the same number");
			slices.put(name, slice);
		}
		problems.throwIfAny("Cannot tell the slices of " + source +
			" from the last digits of the names (slice_order=sorted takes the files in order)");
		return slices;
	}

	private static int number(final String name) {
		final Matcher matcher = DIGITS.matcher(stem(name));
		if (!matcher.find() || matcher.group(1).length() > 9) return -1;
		return Integer.parseInt(matcher.group(1));
	}

	/** A file's name without folders and ending. */
	static String stem(final String path) {
		final String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
		final int dot = name.lastIndexOf('.');
		return dot > 0 ? name.substring(0, dot) : name;
	}

	/** Each run of digits after its length, so that texts compare as numbers do. */
	private static String naturalKey(final String name) {
		return Pattern.compile("0*(\\d+)").matcher(name).replaceAll(m -> String.format(Locale.ROOT, "%09d", m.group(1)
			.length()) + m.group(1));
	}
}
