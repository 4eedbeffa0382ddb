package org.stacksam.interactive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.stacksam.InputException;
import org.stacksam.interactive.SliceMask.Origin;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptJson;
import org.stacksam.prompt.PromptJsonWriter;
import org.stacksam.prompt.PromptSet;

/**
 * A session as JSON: {@code stacksam_session} (version), {@code saved}, {@code labels} (name of the file beside it, if
 * any), {@code current_object}, {@code current_class}, {@code classes} (value, visible, locked), {@code objects} (number,
 * label), {@code origins} ([object, slice from 1, origin, confidence] of each mask), and as prompt files
 * ({@link PromptJson}) {@code prompts} and {@code masks}.
 */
final class SessionJson {

	static final int VERSION = 1;
	private static final String MARK = "stacksam_session";

	/** The image that a session belongs to. */
	record Image(String name, int width, int height, int depth) {}

	/** What a file holds; {@code labels} is null if there is no label image. */
	record Content(SessionState state, Image image, String labels, Instant saved) {}

	private SessionJson() {}

	static String write(final Content content) {
		final SessionState state = content.state;
		final JsonObject root = new JsonObject();
		root.addProperty(MARK, VERSION);
		root.addProperty("saved", content.saved.toString());
		if (content.labels != null) root.addProperty("labels", content.labels);
		root.addProperty("current_object", state.currentObject());
		root.addProperty("current_class", state.currentClass());
		final JsonArray classes = new JsonArray(), objects = new JsonArray(), origins = new JsonArray();
		for (final SessionClass c : state.classes()) {
			final JsonObject json = new JsonObject();
			json.addProperty("value", c.value());
			json.addProperty("visible", c.visible());
			json.addProperty("locked", c.locked());
			classes.add(json);
		}
		final List<Prompt> prompts = new ArrayList<>();
		for (final SessionObject o : state.objects().values()) {
			final JsonObject json = new JsonObject();
			json.addProperty("number", o.number());
			json.addProperty("label", o.label());
			objects.add(json);
			prompts.addAll(o.prompts().values());
			o.masks().forEach((z, mask) -> {
				final JsonArray row = new JsonArray();
				row.add(o.number());
				row.add(z + 1);
				row.add(mask.origin().name());
				row.add(mask.confidence());
				origins.add(row);
			});
		}
		root.add("classes", classes);
		root.add("objects", objects);
		root.add("origins", origins);
		root.add("prompts", tree(set(content, prompts)));
		root.add("masks", tree(set(content, Givens.masks(state))));
		return root.toString();
	}

	private static PromptSet set(final Content content, final List<Prompt> prompts) {
		final Image image = content.image;
		return Givens.set(content.state, prompts, image.name, image.width, image.height, image.depth);
	}

	private static JsonElement tree(final PromptSet set) {
		return JsonParser.parseString(PromptJsonWriter.toJson(set));
	}

	/**
	 * Reads a file.
	 *
	 * @throws InputException if it is no session, is damaged or of a newer version
	 */
	static Content read(final Path file) throws IOException {
		final String text = Files.readString(file, StandardCharsets.UTF_8);
		try {
			final JsonObject root = JsonParser.parseString(text).getAsJsonObject();
			if (!root.has(MARK)) throw new InputException(file + " is no saved session of StackSAM.");
			if (root.get(MARK).getAsInt() > VERSION) throw new InputException(file + " was saved by a newer StackSAM (version " +
				root.get(MARK).getAsInt() + ", this one reads " + VERSION + "). Update StackSAM.");
			return content(root, file);
		}
		catch (final JsonParseException | IllegalStateException | NullPointerException | NumberFormatException
			| IndexOutOfBoundsException | DateTimeParseException | UnsupportedOperationException e)
		{
			throw new InputException("The saved session " + file + " is damaged (" + e.getMessage() +
				"). Move it away to begin anew.", e);
		}
	}

	private static Content content(final JsonObject root, final Path file) throws IOException {
		final PromptSet prompts = PromptJson.parse(root.get("prompts").toString(), file + ", prompts").prompts();
		final PromptSet masks = PromptJson.parse(root.get("masks").toString(), file + ", masks").prompts();
		final NavigableMap<Integer, SessionObject> objects = new TreeMap<>();
		for (final JsonElement e : root.getAsJsonArray("objects")) {
			final JsonObject json = e.getAsJsonObject();
			final int number = json.get("number").getAsInt();
			objects.put(number, SessionObject.of(number, json.get("label").getAsInt()));
		}
		for (final Prompt p : prompts.prompts()) objects.computeIfPresent(p.object(), (n, o) -> o.withPrompt(p));
		for (final Prompt p : masks.prompts()) objects.computeIfPresent(p.object(), (n, o) -> o.withMask(p.slice(),
			new SliceMask(p.mask(), Origin.EDITED, 1)));
		for (final JsonElement e : root.getAsJsonArray("origins")) {
			final JsonArray row = e.getAsJsonArray();
			final int slice = row.get(1).getAsInt() - 1;
			objects.computeIfPresent(row.get(0).getAsInt(), (n, o) -> o.withMask(slice, new SliceMask(o.masks().get(slice)
				.mask(), origin(row.get(2).getAsString(), file), row.get(3).getAsDouble())));
		}
		final SessionState state = new SessionState(classes(root, prompts.labels()), objects, root.get("current_object")
			.getAsInt(), root.get("current_class").getAsInt());
		return new Content(state, new Image(prompts.image(), prompts.width(), prompts.height(), prompts.depth()), root.has(
			"labels") ? root.get("labels").getAsString() : null, Instant.parse(root.get("saved").getAsString()));
	}

	private static Origin origin(final String name, final Path file) {
		for (final Origin origin : Origin.values()) if (origin.name().equals(name)) return origin;
		throw new InputException("The saved session " + file + " is damaged: \"" + name +
			"\" in origins is unknown. Move it away to begin anew.");
	}

	private static List<SessionClass> classes(final JsonObject root, final List<LabelClass> labels) {
		final List<SessionClass> classes = new ArrayList<>();
		for (final JsonElement e : root.getAsJsonArray("classes")) {
			final JsonObject json = e.getAsJsonObject();
			final int value = json.get("value").getAsInt();
			labels.stream().filter(l -> l.value() == value).forEach(l -> classes.add(new SessionClass(l, json.get("visible")
				.getAsBoolean(), json.get("locked").getAsBoolean())));
		}
		return classes;
	}
}
