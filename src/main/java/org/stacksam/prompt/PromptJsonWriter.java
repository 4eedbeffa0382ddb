package org.stacksam.prompt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import org.stacksam.io.OutputFile;

/** Writes StackSAM's own prompt file; the format is described at {@link PromptJson}. Nothing of a set is lost. */
public final class PromptJsonWriter {

	private PromptJsonWriter() {}

	/**
	 * Writes a file.
	 *
	 * @throws org.stacksam.InputException if it exists and may not be overwritten, or its folder is missing
	 */
	public static void write(final Path file, final PromptSet set, final boolean overwrite) throws IOException {
		final String text = toJson(set);
		OutputFile.write(file, overwrite, temporary -> Files.writeString(temporary, text, StandardCharsets.UTF_8));
	}

	/** The text of a file: a line for each label and prompt, so that versions of it can be compared. */
	public static String toJson(final PromptSet set) {
		final JsonObject image = new JsonObject();
		image.addProperty("name", set.image());
		addSize(image, "width", set.width());
		addSize(image, "height", set.height());
		addSize(image, "depth", set.depth());
		return "{\"" + PromptJson.MARK + "\": " + PromptJson.VERSION + ",\n\"annotator\": " + new JsonPrimitive(set
			.annotator()) + ",\n\"image\": " + image + ",\n\"labels\": [" + set.labels().stream().map(label -> "\n " +
				json(label)).collect(Collectors.joining(",")) + "],\n\"prompts\": [" + set.prompts().stream().map(
					prompt -> "\n " + json(prompt)).collect(Collectors.joining(",")) + "]}\n";
	}

	private static void addSize(final JsonObject image, final String key, final int size) {
		if (size > 0) image.addProperty(key, size);
	}

	private static JsonObject json(final LabelClass label) {
		final JsonObject json = new JsonObject();
		json.addProperty("value", label.value());
		json.addProperty("name", label.name());
		if (label.color() >= 0) json.addProperty("color", String.format(Locale.ROOT, "#%06x", label.color()));
		if (label.heterogeneous()) json.addProperty("heterogeneous", true);
		return json;
	}

	private static JsonObject json(final Prompt prompt) {
		final JsonObject json = new JsonObject();
		json.addProperty("slice", prompt.slice() + 1);
		json.addProperty("label", prompt.label());
		if (prompt.object() > 0) json.addProperty("object", prompt.object());
		if (prompt.channel() >= 0) json.addProperty("channel", prompt.channel() + 1);
		if (prompt.frame() >= 0) json.addProperty("frame", prompt.frame() + 1);
		if (prompt.box() != null) json.add("box", numbers(prompt.box().x0(), prompt.box().y0(), prompt.box().x1(), prompt
			.box().y1()));
		if (!prompt.points().isEmpty()) {
			final JsonArray points = new JsonArray();
			prompt.points().forEach(p -> points.add(numbers(p.x(), p.y(), p.positive() ? 1 : 0)));
			json.add("points", points);
		}
		if (prompt.mask() != null) json.add("mask", json(prompt.mask()));
		if (prompt.absent()) json.addProperty("absent", true);
		return json;
	}

	private static JsonObject json(final MaskPrompt mask) {
		final JsonObject json = new JsonObject();
		json.addProperty("x", mask.x());
		json.addProperty("y", mask.y());
		json.addProperty("width", mask.width());
		json.addProperty("height", mask.height());
		final JsonArray runs = new JsonArray();
		for (final int run : MaskRuns.encode(mask.pixels(), mask.width() * mask.height()))
			runs.add(run);
		json.add("rle", runs);
		return json;
	}

	private static JsonArray numbers(final double... values) {
		final JsonArray array = new JsonArray();
		for (final double value : values)
			array.add(number(value));
		return array;
	}

	/** Whole numbers without ".0", as people write them; any other with all its digits. */
	static JsonElement number(final double value) {
		if (!Double.isFinite(value)) throw new IllegalArgumentException("A coordinate is " + value);
		return value == Math.rint(value) && Math.abs(value) < 1e15 ? new JsonPrimitive((long) value) : new JsonPrimitive(value);
	}
}
