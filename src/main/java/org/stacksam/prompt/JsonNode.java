package org.stacksam.prompt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * A value in a JSON file, with its path. A value of another kind than asked for is added to the problems, and a
 * stand-in returned, so that one reading finds all problems.
 */
final class JsonNode {

	/** Past this a pixel coordinate is a mistake. */
	private static final double MAX_COORDINATE = 1e7;

	private final JsonElement element;
	private final String path;
	private final Problems problems;

	private JsonNode(final JsonElement element, final String path, final Problems problems) {
		this.element = element == null || element.isJsonNull() ? null : element;
		this.path = path;
		this.problems = problems;
	}

	static JsonNode root(final JsonElement element, final Problems problems) {
		return new JsonNode(element, "", problems);
	}

	/** Adds a problem of this value. */
	void problem(final String what) {
		problems.add((path.isEmpty() ? "the file" : path) + " " + what);
	}

	String path() {
		return path;
	}

	/** False if it is missing or null. */
	boolean present() {
		return element != null;
	}

	boolean isArray() {
		return element instanceof JsonArray;
	}

	boolean isObject() {
		return element instanceof JsonObject;
	}

	boolean isText() {
		return element instanceof JsonPrimitive p && p.isString();
	}

	/** A member of an object; not present if the object has none of that name. */
	JsonNode get(final String key) {
		final JsonElement member = element instanceof JsonObject o ? o.get(key) : null;
		return new JsonNode(member, path.isEmpty() ? key : path + "." + key, problems);
	}

	/** Whether the object has this key. */
	boolean has(final String key) {
		return element instanceof JsonObject o && o.has(key);
	}

	/** Keys of an object in the file's order; empty for anything else. */
	List<String> keys() {
		return element instanceof JsonObject o ? new ArrayList<>(o.keySet()) : List.of();
	}

	/** Asks for an object that has no other keys than these: a misspelt key must not be lost silently. */
	JsonNode onlyKeys(final String... known) {
		if (!(element instanceof JsonObject)) problem(present() ? "must be an object {…}, not " + shown() : "is missing");
		for (final String key : keys())
			if (!Arrays.asList(known).contains(key)) get(key).problem("is not a field of this format; known are " + String.join(
				", ", known));
		return this;
	}

	/** The elements of an array of between so many elements. */
	List<JsonNode> items(final int min, final int max) {
		final List<JsonNode> items = new ArrayList<>();
		if (!(element instanceof JsonArray array)) {
			problem(present() ? "must be a list […], not " + shown() : "is missing");
			return items;
		}
		if (array.size() < min || array.size() > max) {
			problem("must have " + (min == max ? min : min + " to " + max) + " elements, not " + array.size());
			return items;
		}
		for (int i = 0; i < array.size(); i++)
			items.add(new JsonNode(array.get(i), path + "[" + i + "]", problems));
		return items;
	}

	/** As {@link #items(int, int)}, any number of them. */
	List<JsonNode> items() {
		return items(0, Integer.MAX_VALUE);
	}

	/** A finite number; NaN if it is none. */
	double number() {
		final double value = element instanceof JsonPrimitive p && p.isNumber() ? p.getAsDouble() : Double.NaN;
		if (Double.isFinite(value)) return value;
		problem(present() ? "must be a finite number, not " + shown() : "is missing");
		return Double.NaN;
	}

	/** A number that can be a pixel coordinate. */
	double coordinate() {
		final double value = number();
		if (Math.abs(value) > MAX_COORDINATE) problem("cannot be a pixel coordinate: " + shown());
		return value;
	}

	/** A whole number in a range; min if it is none. */
	int integer(final int min, final int max) {
		final double value = element instanceof JsonPrimitive p && p.isNumber() ? p.getAsDouble() : Double.NaN;
		if (value == Math.rint(value) && value >= min && value <= max) return (int) value;
		problem(present() ? "must be a whole number of " + min + (max == Integer.MAX_VALUE ? " or more" : " to " + max) +
			", not " + shown() : "is missing");
		return min;
	}

	/** A whole number in a range, or a default if it is missing. */
	int integer(final int min, final int max, final int missing) {
		return present() ? integer(min, max) : missing;
	}

	/** A text; "" if it is none. */
	String text() {
		if (isText()) return element.getAsString();
		problem(present() ? "must be a text, not " + shown() : "is missing");
		return "";
	}

	/** A text, or a default if it is missing. */
	String text(final String missing) {
		return present() ? text() : missing;
	}

	/** True or false; false if it is missing. */
	boolean flag() {
		if (element instanceof JsonPrimitive p && p.isBoolean()) return p.getAsBoolean();
		if (present()) problem("must be true or false, not " + shown());
		return false;
	}

	private String shown() {
		final String text = String.valueOf(element);
		return text.length() <= 60 ? text : text.substring(0, 57) + "…";
	}
}
