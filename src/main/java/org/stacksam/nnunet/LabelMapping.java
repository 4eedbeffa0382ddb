package org.stacksam.nnunet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.stacksam.InputException;
import org.stacksam.io.LabelImages;
import org.stacksam.prompt.LabelClass;

/**
 * The values of the label images and the consecutive ones that nnU-Net wants instead.
 *
 * @param entries by target value, which are 1..K
 */
public record LabelMapping(List<Entry> entries) {

	/**
	 * A class with its two values.
	 *
	 * @param label with the value in the user's label images
	 * @param target value in the dataset
	 */
	public record Entry(LabelClass label, int target) {}

	public LabelMapping {
		entries = List.copyOf(entries);
	}

	/** Renumbers to 1..K in the order of the values, so that labels which are consecutive stay as they are. */
	public static LabelMapping consecutive(final List<LabelClass> labels) {
		final List<LabelClass> sorted = labels.stream().sorted(Comparator.comparingInt(LabelClass::value)).toList();
		final List<Entry> entries = new ArrayList<>();
		for (final LabelClass label : sorted)
			entries.add(new Entry(label, entries.size() + 1));
		return new LabelMapping(entries);
	}

	/** The value of the ignore label, if the dataset has one. */
	public int ignoreTarget() {
		return entries.size() + 1;
	}

	/** Whether nothing is renumbered. */
	public boolean isIdentity() {
		return entries.stream().allMatch(e -> e.label.value() == e.target);
	}

	/** The value in the dataset of a class; 0 of the background. */
	public int target(final int source) {
		if (source == 0) return 0;
		return entries.stream().filter(e -> e.label.value() == source).findFirst().orElseThrow(
			() -> new IllegalArgumentException("No label has the value " + source)).target;
	}

	/** By source value 0..65535: the target, or −1 where there is none. */
	int[] toTarget() {
		final int[] table = new int[1 << 16];
		Arrays.fill(table, -1);
		table[0] = 0;
		for (final Entry e : entries)
			table[e.label.value()] = e.target;
		return table;
	}

	/**
	 * A predicted label image in the user's own values again.
	 *
	 * @param name of the prediction, for messages
	 * @return a view
	 * @throws InputException if it holds a value that is not in the dataset
	 */
	public RandomAccessibleInterval<UnsignedShortType> toSource(
		final RandomAccessibleInterval<? extends RealType<?>> prediction, final String name)
	{
		final LabelImages.Labels labels = LabelImages.ofAny(prediction, name);
		final int[] table = new int[1 << 16];
		for (final Entry e : entries)
			table[e.target] = e.label.value();
		final List<String> unknown = labels.values().stream().filter(v -> v != 0 && table[v] == 0).mapToObj(
			String::valueOf).toList();
		if (!unknown.isEmpty()) throw new InputException(name + " holds the value(s) " + String.join(", ", unknown) +
			" which the dataset's " + entries.size() + " labels do not have. Give the dataset.json that the network was trained with.");
		if (isIdentity()) return labels.image();
		return Converters.convert(labels.image(), (in, out) -> out.set(table[in.get()]), new UnsignedShortType());
	}

	/** For the log: {@code liver 5 -> 2, spleen 1 -> 1}. */
	@Override
	public String toString() {
		return entries.stream().map(e -> e.label.name() + " " + e.label.value() + " -> " + e.target).collect(Collectors
			.joining(", "));
	}

	/** The classes with the user's values. */
	public List<LabelClass> labels() {
		return entries.stream().map(Entry::label).toList();
	}
}
