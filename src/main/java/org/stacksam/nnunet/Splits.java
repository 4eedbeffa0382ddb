package org.stacksam.nnunet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import com.google.gson.GsonBuilder;

import org.stacksam.io.OutputFile;

/**
 * Folds for nnU-Net's {@code splits_final.json} that keep the cases of one patient or specimen together: else slices of
 * one patient would be trained on and validated with.
 */
public final class Splits {

	/** Name of the file; nnU-Net looks for it in nnUNet_preprocessed. */
	public static final String NAME = "splits_final.json";

	private static final int FOLDS = 5;

	/** nnU-Net's own seed for its folds. */
	private static final long SEED = 12345;

	private Splits() {}

	/** One fold: case names, ascending. */
	public record Fold(List<String> train, List<String> val) {}

	/** Whether nnU-Net's own five random folds would not do: groups of several cases, or fewer than five cases. */
	static boolean needed(final List<DatasetCase> training) {
		return training.size() < FOLDS || training.stream().map(DatasetCase::groupOrId).distinct().count() < training.size();
	}

	/**
	 * Makes up to five folds of about as many cases each; as many as there are groups if those are fewer.
	 *
	 * @return empty if there are fewer than two groups
	 */
	public static List<Fold> of(final List<DatasetCase> training) {
		final Map<String, List<String>> groups = new TreeMap<>();
		for (final DatasetCase c : training)
			groups.computeIfAbsent(c.groupOrId(), g -> new ArrayList<>()).add(c.id());
		if (groups.size() < 2) return List.of();
		final List<List<String>> shuffled = new ArrayList<>(groups.values());
		Collections.shuffle(shuffled, new Random(SEED));
		shuffled.sort(Comparator.comparingInt((List<String> g) -> g.size()).reversed()); // large ones first balance best
		final List<List<String>> held = new ArrayList<>();
		for (int i = 0; i < Math.min(FOLDS, groups.size()); i++)
			held.add(new ArrayList<>());
		for (final List<String> group : shuffled)
			Collections.min(held, Comparator.comparingInt(List::size)).addAll(group);
		final List<Fold> folds = new ArrayList<>();
		for (final List<String> val : held)
			folds.add(new Fold(training.stream().map(DatasetCase::id).filter(id -> !val.contains(id)).sorted().toList(), val
				.stream().sorted().toList()));
		return folds;
	}

	static void write(final Path file, final List<Fold> folds) throws IOException {
		final List<Map<String, List<String>>> json = new ArrayList<>();
		for (final Fold fold : folds) {
			final Map<String, List<String>> one = new LinkedHashMap<>();
			one.put("train", fold.train());
			one.put("val", fold.val());
			json.add(one);
		}
		final String text = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
		OutputFile.writeText(file, true, text + "\n");
	}
}
