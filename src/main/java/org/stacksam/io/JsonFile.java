package org.stacksam.io;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;

import org.stacksam.InputException;

/**
 * Reads a JSON file into a tree, within bounds: Gson's own parser takes any size and depth, and lets the last of two
 * equal keys win.
 */
public final class JsonFile {

	/** Larger files are refused: 64 MiB. */
	public static final long MAX_BYTES = 64L << 20;

	/** Files of more values are refused, each takes about 100 bytes in memory. */
	public static final int MAX_VALUES = 4_000_000;

	private static final int MAX_DEPTH = 32;

	private final JsonReader reader;
	private int values;

	private JsonFile(final Reader source) {
		reader = new JsonReader(source);
	}

	/**
	 * Reads a file.
	 *
	 * @throws InputException if it is missing, too large or not JSON, with the place in the file
	 */
	public static JsonElement read(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) throw new InputException("There is no file " + file + ". Check the path.");
		if (Files.size(file) > MAX_BYTES) throw new InputException("Cannot read " + file + ": it has " + Files.size(file) +
			" bytes, more than the " + MAX_BYTES + " that are read. Split it by image or annotator.");
		try (BufferedReader source = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
			return parse(source, file.toString());
		}
		catch (final CharacterCodingException e) {
			throw new InputException("Cannot read " + file + ": it is not UTF-8 text. Save it as UTF-8.", e);
		}
	}

	/** Parses a text; {@code name} is used in messages. */
	public static JsonElement parse(final String text, final String name) throws IOException {
		return parse(new StringReader(text), name);
	}

	private static JsonElement parse(final Reader source, final String name) throws IOException {
		final JsonFile file = new JsonFile(source);
		try {
			final JsonElement root = file.value(0);
			if (file.reader.peek() != JsonToken.END_DOCUMENT) throw file.error("something follows the end of the JSON");
			return root;
		}
		catch (final EOFException e) {
			throw new InputException("Cannot read " + name + ": the JSON ends too early, at " + place(file.reader.getPath()) +
				". The file is empty or was cut off.", e);
		}
		catch (final MalformedJsonException | NumberFormatException e) {
			throw new InputException("Cannot read " + name + ": not valid JSON at " + place(file.reader.getPath()) +
				" (NaN, Infinity, comments and unquoted words are not); " + position(e.getMessage()), e);
		}
		catch (final BoundException e) {
			throw new InputException("Cannot read " + name + ": " + e.getMessage(), e);
		}
	}

	private JsonElement value(final int depth) throws IOException {
		if (depth > MAX_DEPTH) throw error("nested deeper than " + MAX_DEPTH + " levels");
		if (++values > MAX_VALUES) throw error("more than " + MAX_VALUES + " values. Split the file by image or annotator");
		switch (reader.peek()) {
			case BEGIN_ARRAY:
				return array(depth);
			case BEGIN_OBJECT:
				return object(depth);
			case NUMBER:
				return new JsonPrimitive(number(reader.nextString()));
			case STRING:
				return new JsonPrimitive(reader.nextString());
			case BOOLEAN:
				return new JsonPrimitive(reader.nextBoolean());
			default:
				reader.nextNull();
				return JsonNull.INSTANCE;
		}
	}

	/** With the digits that are in the file, for messages; but the time that many digits take grows with their square. */
	private static Number number(final String text) {
		return text.length() <= 40 ? new BigDecimal(text) : Double.valueOf(text);
	}

	private JsonArray array(final int depth) throws IOException {
		final JsonArray array = new JsonArray();
		reader.beginArray();
		while (reader.hasNext())
			array.add(value(depth + 1));
		reader.endArray();
		return array;
	}

	private JsonObject object(final int depth) throws IOException {
		final JsonObject object = new JsonObject();
		reader.beginObject();
		while (reader.hasNext()) {
			final String key = reader.nextName();
			if (object.has(key)) throw error("the key \"" + key + "\" is there twice");
			object.add(key, value(depth + 1));
		}
		reader.endObject();
		return object;
	}

	private BoundException error(final String what) {
		return new BoundException(what + ", at " + place(reader.getPath()) + ".");
	}

	/** Gson's messages end in "at line 1 column 55 path $"; what comes before is advice to programmers. */
	private static String position(final String message) {
		final Matcher matcher = Pattern.compile("line \\d+ column \\d+").matcher(String.valueOf(message));
		return matcher.find() ? "see " + matcher.group() : "check it";
	}

	/** Gson's "$.prompts[0].box" without its root sign. */
	private static String place(final String path) {
		final String inner = path.replaceFirst("^\\$\\.?", "");
		return inner.isEmpty() ? "the top" : inner;
	}

	private static final class BoundException extends IOException {

		private static final long serialVersionUID = 1L;

		BoundException(final String message) {
			super(message);
		}
	}
}
