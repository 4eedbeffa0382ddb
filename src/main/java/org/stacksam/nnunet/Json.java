package org.stacksam.nnunet;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import org.stacksam.InputException;

/** Members of JSON objects, with one kind of exception that names the key where they are missing or of another kind. */
final class Json {

	private Json() {}

	/** Reads a file leniently, since Python writes bare NaN. */
	static JsonObject read(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) throw new InputException("There is no file " + file + ". Check the path.");
		try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
			return asObject(JsonParser.parseReader(reader), "the file");
		}
		catch (final CharacterCodingException e) {
			throw new JsonParseException("it is not UTF-8 text", e);
		}
	}

	static JsonObject object(final JsonObject in, final String key) {
		return asObject(in.get(key), "\"" + key + "\"");
	}

	static JsonObject asObject(final JsonElement element, final String what) {
		if (element instanceof JsonObject object) return object;
		throw wrong(what, "an object", element);
	}

	static JsonArray array(final JsonObject in, final String key) {
		if (in.get(key) instanceof JsonArray array) return array;
		throw wrong("\"" + key + "\"", "a list", in.get(key));
	}

	static String text(final JsonObject in, final String key) {
		if (in.get(key) instanceof JsonPrimitive p && p.isString()) return p.getAsString();
		throw wrong("\"" + key + "\"", "a text", in.get(key));
	}

	static String text(final JsonObject in, final String key, final String missing) {
		return in.has(key) ? text(in, key) : missing;
	}

	static int whole(final JsonObject in, final String key) {
		return whole(in.get(key), "\"" + key + "\"");
	}

	static int whole(final JsonElement element, final String what) {
		final double value = number(element, what);
		if (value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE) return (int) value;
		throw wrong(what, "a whole number", element);
	}

	/** A number, NaN and infinities too. */
	static double number(final JsonElement element, final String what) {
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
