package org.stacksam.evaluation;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import org.stacksam.InputException;

/**
 * Reads nnU-Net v2's {@code summary.json}, with Python's bare {@code NaN}. Everything in it follows from the voxel counts
 * of each case and label, so those are read.
 */
public final class SummaryJsonReader {

	private SummaryJsonReader() {}

	/**
	 * Reads a summary.
	 *
	 * @param names name of a label's value, or null to call it by its key
	 * @return cases by the name of their prediction file, labels by value; without surface metrics and voxel volumes (NaN)
	 * @throws InputException naming the file and what is wrong
	 */
	public static EvaluationTable read(final Path file, final IntFunction<String> names) throws IOException {
		if (!Files.isRegularFile(file)) throw new InputException("There is no file " + file + ". Check the path.");
		try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
			return table(object(JsonParser.parseReader(reader), "the file"), names);
		}
		catch (final JsonParseException | CharacterCodingException e) {
			throw new InputException(file + " is not a summary.json of nnU-Net: " + (e instanceof CharacterCodingException
				? "it is not UTF-8 text" : e.getMessage()) +
				". Give one that nnU-Net's validation or nnUNetv2_evaluate_folder wrote.", e);
		}
	}

	/** One metric of a summary, labels by their keys. */
	static ResultTable read(final Path file, final Metric metric) throws IOException {
		if (!SummaryJsonWriter.SUMMARY_METRICS.contains(metric)) throw new InputException(file + " has no " + metric
			.column() + "; it has " + String.join(", ", SummaryJsonWriter.SUMMARY_METRICS.stream().map(Metric::column)
				.toList()) + ".");
		return ResultTable.of(read(file, value -> null), metric, file.toString());
	}

	private static EvaluationTable table(final JsonObject summary, final IntFunction<String> names) {
		if (!(summary.get("metric_per_case") instanceof JsonArray perCase)) throw wrong("\"metric_per_case\"", "a list", summary
			.get("metric_per_case"));
		if (perCase.isEmpty()) throw new JsonParseException("it has no case");
		final SortedSet<String> keys = new TreeSet<>((a, b) -> Arrays.compare(values(a), values(b)));
		for (final JsonElement one : perCase)
			keys.addAll(object(object(one, "a case").get("metrics"), "\"metrics\"").keySet());
		if (keys.isEmpty()) throw new JsonParseException("it has no label");
		final List<EvaluatedLabel> labels = keys.stream().map(key -> label(key, names)).toList();
		final SortedSet<String> known = new TreeSet<>();
		final List<CaseScores> cases = new ArrayList<>();
		for (final JsonElement element : perCase) {
			final JsonObject one = object(element, "a case"), metrics = object(one.get("metrics"), "\"metrics\"");
			final String predicted = text(one.get("prediction_file"), "\"prediction_file\"");
			final List<LabelScores> scores = new ArrayList<>();
			for (final String key : keys)
				scores.add(new LabelScores(labels.get(scores.size()), overlap(predicted, key, object(metrics.get(key), '"' + key +
					'"')), Double.NaN, null));
			final String name = CasePairing.caseName(predicted);
			if (!known.add(name)) throw new JsonParseException("the case " + name + " occurs twice");
			cases.add(new CaseScores(name, predicted, one.has("reference_file") ? text(one.get("reference_file"),
				"\"reference_file\"") : "", scores));
		}
		return new EvaluationTable(labels, cases);
	}

	// Keys are 1, or Python tuples of a region: (1, 2, 3) and (3,).
	private static int[] values(final String key) {
		if (!key.matches("\\d{1,5}|\\((\\d{1,5},\\s?)+(\\d{1,5})?\\)")) throw new JsonParseException("the label \"" + key +
			"\" is neither a value nor a tuple of values");
		return Arrays.stream(key.replaceAll("[()\\s]", "").split(",")).mapToInt(Integer::parseInt).toArray();
	}

	private static EvaluatedLabel label(final String key, final IntFunction<String> names) {
		final int[] values = values(key);
		for (final int value : values)
			if (value < 1 || value > LabelPair.MAX_VALUE) throw new JsonParseException("the label " + key + " is not in 1.." +
				LabelPair.MAX_VALUE);
		if (key.contains("(")) return EvaluatedLabel.region(key, values);
		final String name = names.apply(values[0]);
		return EvaluatedLabel.of(name == null ? key : name, values[0]);
	}

	private static Overlap overlap(final String predicted, final String key, final JsonObject metrics) {
		final long[] counts = new long[4];
		final List<String> names = List.of("TP", "FP", "FN", "TN");
		for (int i = 0; i < counts.length; i++) {
			final double value = number(metrics.get(names.get(i)), names.get(i));
			if (!(value >= 0) || value != Math.rint(value)) throw new JsonParseException("the case " + predicted + " has " + names
				.get(i) + " = " + value + " for the label " + key + ", which is no count");
			counts[i] = (long) value;
		}
		return new Overlap(counts[0], counts[1], counts[2], counts[3]);
	}

	private static JsonObject object(final JsonElement element, final String what) {
		if (element instanceof JsonObject object) return object;
		throw wrong(what, "an object", element);
	}

	private static String text(final JsonElement element, final String what) {
		if (element instanceof JsonPrimitive p && p.isString()) return p.getAsString();
		throw wrong(what, "a text", element);
	}

	private static double number(final JsonElement element, final String what) {
		try {
			if (element instanceof JsonPrimitive p && !p.isBoolean()) return Double.parseDouble(p.getAsString());
		}
		catch (final NumberFormatException e) {
			throw new JsonParseException(what + " must be a number, not " + element, e);
		}
		throw wrong(what, "a number", element);
	}

	private static JsonParseException wrong(final String what, final String kind, final JsonElement found) {
		return new JsonParseException(found == null ? what + " is missing" : what + " must be " + kind);
	}
}
