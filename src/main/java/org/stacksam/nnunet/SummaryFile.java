package org.stacksam.nnunet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import org.stacksam.InputException;
import org.stacksam.evaluation.CasePairing;
import org.stacksam.evaluation.CaseScores;
import org.stacksam.evaluation.EvaluatedLabel;
import org.stacksam.evaluation.EvaluationTable;
import org.stacksam.evaluation.LabelScores;
import org.stacksam.evaluation.Overlap;

/**
 * nnU-Net's {@code summary.json}, from a validation, a cross-validation, an ensemble or {@code
 * nnUNetv2_evaluate_folder}. Everything in it follows from the voxel counts of each case and label, so those are read.
 */
public final class SummaryFile {

	/** Name of the file. */
	public static final String NAME = "summary.json";

	/** Results, dataset, trainer, fold, validation, postprocessed: no summary lies deeper. */
	private static final int DEPTH = 6;

	private SummaryFile() {}

	/**
	 * A summary that was found.
	 *
	 * @param name its folder relative to where the search began, such as {@code
	 *          Dataset005_Organs/nnUNetTrainer__nnUNetPlans__3d_fullres/crossval_results_folds_0_1_2_3_4}
	 */
	public record Found(String name, Path file) {}

	/**
	 * All summaries below a folder: of nnUNet_results those of each fold, cross-validation, postprocessing and ensemble.
	 *
	 * @return ascending by name; empty if there is none
	 */
	public static List<Found> find(final Path folder) throws IOException {
		if (!Files.isDirectory(folder)) throw new InputException("There is no folder " + folder + ". Check the path.");
		try (Stream<Path> files = Files.find(folder, DEPTH, (path, attributes) -> attributes.isRegularFile() && path
			.getFileName().toString().equals(NAME)))
		{
			return files.map(f -> new Found(folder.relativize(f.getParent()).toString().replace('\\', '/'), f)).sorted(Comparator
				.comparing(Found::name)).toList();
		}
	}

	/**
	 * Reads a summary.
	 *
	 * @param names label names, or null to call them by their values
	 * @return cases by the name of their prediction file, without surface metrics and voxel volumes (NaN)
	 * @throws InputException naming the file and what is wrong
	 */
	public static EvaluationTable read(final Path file, final LabelMapping names) throws IOException {
		try {
			return table(Json.read(file), names);
		}
		catch (final JsonParseException e) {
			throw new InputException(file + " is not a summary.json of nnU-Net: " + e.getMessage() +
				". Give one that nnU-Net's validation or nnUNetv2_evaluate_folder wrote.", e);
		}
	}

	private static EvaluationTable table(final JsonObject summary, final LabelMapping names) {
		final List<JsonObject> perCase = Json.array(summary, "metric_per_case").asList().stream().map(e -> Json.asObject(e,
			"a case")).toList();
		if (perCase.isEmpty()) throw new JsonParseException("it has no case");
		final SortedSet<String> keys = new TreeSet<>((a, b) -> Arrays.compare(values(a), values(b)));
		for (final JsonObject one : perCase)
			keys.addAll(Json.object(one, "metrics").keySet());
		if (keys.isEmpty()) throw new JsonParseException("it has no label");
		final List<EvaluatedLabel> labels = keys.stream().map(key -> label(key, names)).toList();
		final List<CaseScores> cases = new ArrayList<>();
		for (final JsonObject one : perCase) {
			final String predicted = Json.text(one, "prediction_file");
			final JsonObject metrics = Json.object(one, "metrics");
			final List<LabelScores> scores = new ArrayList<>();
			for (final String key : keys)
				scores.add(new LabelScores(labels.get(scores.size()), overlap(predicted, key, Json.object(metrics, key)),
					Double.NaN, null));
			cases.add(new CaseScores(CasePairing.caseName(predicted), predicted, Json.text(one, "reference_file", ""),
				scores));
		}
		return new EvaluationTable(labels, cases);
	}

	// Keys are 1, or Python tuples of a region: (1, 2, 3) and (3,).
	private static int[] values(final String key) {
		if (!key.matches("\\d{1,5}|\\((\\d{1,5},\\s?)+(\\d{1,5})?\\)")) throw new JsonParseException("the label \"" + key +
			"\" is neither a value nor a tuple of values");
		return Arrays.stream(key.replaceAll("[()\\s]", "").split(",")).mapToInt(Integer::parseInt).toArray();
	}

	private static EvaluatedLabel label(final String key, final LabelMapping names) {
		final int[] values = values(key);
		if (key.contains("(")) return EvaluatedLabel.region(key, values);
		final String name = names == null ? key : names.entries().stream().filter(e -> e.target() == values[0]).map(e -> e
			.label().name()).findFirst().orElse(key);
		return EvaluatedLabel.of(name, values[0]);
	}

	private static Overlap overlap(final String predicted, final String key, final JsonObject metrics) {
		final long[] counts = new long[4];
		final List<String> names = List.of("TP", "FP", "FN", "TN");
		for (int i = 0; i < counts.length; i++) {
			final double value = Json.number(metrics.get(names.get(i)), names.get(i));
			if (!(value >= 0) || value != Math.rint(value)) throw new JsonParseException("the case " + predicted + " has " + names
				.get(i) + " = " + value + " for the label " + key + ", which is no count");
			counts[i] = (long) value;
		}
		return new Overlap(counts[0], counts[1], counts[2], counts[3]);
	}
}
