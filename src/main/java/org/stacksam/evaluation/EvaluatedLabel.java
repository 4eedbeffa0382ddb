package org.stacksam.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is scored as one foreground: a label value, or several together (nnU-Net's region).
 *
 * @param name for tables and plots
 * @param values of the label image, 1..65535, at least one
 * @param region whether nnU-Net would call it a region, which changes its key in {@code summary.json}
 */
public record EvaluatedLabel(String name, List<Integer> values, boolean region) {

	public EvaluatedLabel {
		values = List.copyOf(values);
		if (values.isEmpty()) throw new IllegalArgumentException("A label needs a value: " + name);
		for (final int value : values)
			if (value < 1 || value > LabelPair.MAX_VALUE) throw new IllegalArgumentException("Label value " + value + " of " +
				name + " is not in 1.." + LabelPair.MAX_VALUE);
		if (values.size() > 1 && !region) throw new IllegalArgumentException("Several values make a region: " + name);
	}

	/** A single label value. */
	public static EvaluatedLabel of(final String name, final int value) {
		return new EvaluatedLabel(name, List.of(value), false);
	}

	/** Several values that count as one foreground. */
	public static EvaluatedLabel region(final String name, final int... values) {
		return new EvaluatedLabel(name, Arrays.stream(values).boxed().toList(), true);
	}

	/** Key in nnU-Net's {@code summary.json}: {@code 1}, or a Python tuple: {@code (1, 2, 3)}, {@code (3,)}. */
	public String key() {
		if (!region) return values.get(0).toString();
		final String inside = values.stream().map(String::valueOf).collect(Collectors.joining(", "));
		return values.size() == 1 ? "(" + inside + ",)" : "(" + inside + ")";
	}
}
