package org.stacksam.nnunet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.stacksam.InputException;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.LabelNames;

/** Reads regions as users write them: {@code tumour=core+rim,core=core}. */
public final class Regions {

	private Regions() {}

	/**
	 * Parses regions. A voxel of a region gets the label that no later region holds (the first of them, or of all if there
	 * is none), so that later regions, which nnU-Net paints over earlier ones, leave every label in the prediction.
	 *
	 * @param text pairs name=label+label with commas between, in the order in which nnU-Net paints them; labels by name
	 * @return in the order given; empty for an empty text
	 * @throws InputException if a pair is none, or names a label that does not exist
	 */
	public static List<Region> parse(final String text, final List<LabelClass> labels) {
		if (text.isBlank()) return List.of();
		final List<String> names = new ArrayList<>();
		final List<List<Integer>> values = new ArrayList<>();
		for (final String pair : text.split(",", -1)) {
			final int equals = pair.indexOf('=');
			if (equals < 1) throw new InputException("regions: \"" + pair.strip() +
				"\" is not a pair. Write regions as whole=core+rim,core=core.");
			names.add(pair.substring(0, equals).strip());
			values.add(Arrays.stream(pair.substring(equals + 1).split("\\+", -1)).map(name -> LabelNames.byName(labels, name
				.strip()).value()).toList());
		}
		final List<Region> regions = new ArrayList<>();
		for (int i = 0; i < names.size(); i++) {
			final Set<Integer> later = new LinkedHashSet<>();
			values.subList(i + 1, values.size()).forEach(later::addAll);
			final List<Integer> own = values.get(i);
			regions.add(new Region(names.get(i), own, own.stream().filter(v -> !later.contains(v)).findFirst().orElse(own.get(
				0))));
		}
		return regions;
	}
}
