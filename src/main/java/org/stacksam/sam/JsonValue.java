package org.stacksam.sam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.google.gson.JsonElement;

import org.stacksam.InputException;
import org.stacksam.io.JsonFile;

/**
 * A value in a JSON file that knows where it stands, so that every complaint names file and path.
 *
 * @param where what the file is and its name
 * @param path such as "files[0].bytes"; "" for the whole
 * @param json null if absent
 */
record JsonValue(String where, String path, JsonElement json) {

	static JsonValue parse(final String where, final String text) {
		try {
			return new JsonValue(where, "", JsonFile.parse(text, where));
		}
		catch (final IOException e) {
			throw new UncheckedIOException("Cannot read " + where, e);
		}
	}

	InputException error(final String complaint) {
		return new InputException(where + (path.isEmpty() ? "" : ", " + path) + ": " + complaint);
	}

	boolean present() {
		return json != null && !json.isJsonNull();
	}

	/** A member of this object; it may be absent. */
	JsonValue get(final String key) {
		if (json == null || !json.isJsonObject()) throw error(present() ? "must be an object { … }" : "is missing");
		return new JsonValue(where, path.isEmpty() ? key : path + "." + key, json.getAsJsonObject().get(key));
	}

	/** Refuses members of other names, which are usually typing errors. */
	JsonValue only(final String... keys) {
		if (json == null || !json.isJsonObject()) throw error(present() ? "must be an object { … }" : "is missing");
		final Set<String> unknown = new TreeSet<>(json.getAsJsonObject().keySet());
		unknown.removeAll(Set.of(keys));
		if (!unknown.isEmpty()) throw error("unknown key " + unknown + "; known: " + String.join(", ", keys));
		return this;
	}

	List<JsonValue> list() {
		if (!present()) throw error("is missing");
		if (!json.isJsonArray()) throw error("must be a list [ … ]");
		final List<JsonValue> out = new ArrayList<>();
		for (final JsonElement e : json.getAsJsonArray())
			out.add(new JsonValue(where, path + "[" + out.size() + "]", e));
		return out;
	}

	String text() {
		if (!present()) throw error("is missing");
		if (!json.isJsonPrimitive() || !json.getAsJsonPrimitive().isString() || json.getAsString().isBlank())
			throw error("must be a text in quotes, not empty");
		return json.getAsString();
	}

	String text(final String pattern, final String meaning) {
		final String value = text();
		if (!value.matches(pattern)) throw error("\"" + value + "\" must be " + meaning);
		return value;
	}

	/** A whole number. */
	long whole(final long min, final long max) {
		final double value = number();
		if (value != Math.rint(value) || value < min || value > max) throw error(json + " must be a whole number from " +
			min + " to " + max);
		return (long) value;
	}

	double number() {
		if (!present()) throw error("is missing");
		if (!json.isJsonPrimitive() || !json.getAsJsonPrimitive().isNumber() || !Double.isFinite(json.getAsDouble()))
			throw error("must be a number");
		return json.getAsDouble();
	}

	/** One of the words of a table. */
	<T> T oneOf(final Map<String, T> words) {
		final T value = words.get(text());
		if (value == null) throw error("\"" + text() + "\" is unknown to this version; known: " + words.keySet().stream()
			.sorted().collect(Collectors.joining(", ")));
		return value;
	}

	/** The members of an object of texts; empty if absent. */
	Map<String, String> texts() {
		if (!present()) return Map.of();
		only(json.isJsonObject() ? json.getAsJsonObject().keySet().toArray(String[]::new) : new String[0]);
		return json.getAsJsonObject().keySet().stream().collect(Collectors.toMap(k -> k, k -> get(k).text()));
	}
}
