package org.stacksam.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;

import org.stacksam.InputException;

/** Reads nnU-Net v2's {@code summary.json}, with Python's bare {@code NaN}; labels are known by their keys alone. */
final class SummaryJsonReader {

	private SummaryJsonReader() {}

	static ResultTable read(final Path file, final Metric metric) throws IOException {
		final Map<String, ResultTable.Label> labels = new LinkedHashMap<>();
		final Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
		for (final JsonElement element : array(file)) {
			final JsonObject of = object(element, file + ", metric_per_case");
			final String name = CasePairing.caseName(member(of, "prediction_file", file).getAsString());
			final String where = file + ", case " + name;
			final Map<String, Double> row = new LinkedHashMap<>();
			final JsonObject metrics = object(member(of, "metrics", file), where + ", metrics");
			for (final Map.Entry<String, JsonElement> entry : metrics.entrySet()) {
				labels.putIfAbsent(entry.getKey(), new ResultTable.Label(entry.getKey(), entry.getKey()));
				final JsonObject values = object(entry.getValue(), where + ", label " + entry.getKey());
				final JsonElement value = values.get(metric.column());
				if (value == null) throw new InputException(where + ", label " + entry.getKey() + " has no " + metric.column() +
					"; it has " + String.join(", ", values.keySet()) + ".");
				if (value.isJsonNull()) continue;
				if (!value.isJsonPrimitive()) throw new InputException(where + ", label " + entry.getKey() + ", " + metric
					.column() + " is no number.");
				row.put(entry.getKey(), ResultReader.number(value.getAsString(), where + ", label " + entry.getKey() + ", " +
					metric.column()));
			}
			if (scores.put(name, row) != null) throw new InputException(file + ": the case " + name + " occurs twice.");
		}
		if (scores.isEmpty()) throw new InputException(file + " has no case in metric_per_case.");
		return new ResultTable(file.toString(), metric, labels.values().stream().toList(), scores);
	}

	private static Iterable<JsonElement> array(final Path file) throws IOException {
		try (JsonReader reader = new JsonReader(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
			reader.setLenient(true);
			final JsonElement cases = member(object(JsonParser.parseReader(reader), file.toString()), "metric_per_case", file);
			if (!cases.isJsonArray()) throw new InputException(file + ": metric_per_case is no list of cases.");
			return cases.getAsJsonArray();
		}
		catch (final JsonParseException e) {
			throw new InputException(file + " is no JSON: " + e.getMessage(), e);
		}
	}

	private static JsonElement member(final JsonObject object, final String key, final Path file) {
		final JsonElement member = object.get(key);
		if (member == null) throw new InputException(file + " has no " + key +
			": it is no summary.json of nnU-Net v2 (v1 wrote another form).");
		return member;
	}

	private static JsonObject object(final JsonElement element, final String where) {
		if (!element.isJsonObject()) throw new InputException(where + " is no JSON object.");
		return element.getAsJsonObject();
	}
}
