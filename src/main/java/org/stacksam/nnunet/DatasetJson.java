package org.stacksam.nnunet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import org.stacksam.InputException;
import org.stacksam.io.OutputFile;
import org.stacksam.prompt.LabelClass;

/**
 * nnU-Net's {@code dataset.json}, as far as it is needed to bring predictions back. Datasets written by this project
 * keep the user's own label values and colours under the key {@value #KEY}; nnU-Net ignores it, but copies the file to
 * the network and from there to every folder of predictions.
 *
 * @param fileEnding with its dot
 * @param readerWriter nnU-Net's class, "" if the file does not say
 * @param regions whether the network predicts regions, then its channels are independent
 * @param mapping from the values in predictions to the user's; the identity for datasets of others
 */
public record DatasetJson(String fileEnding, String readerWriter, boolean regions, LabelMapping mapping) {

	/** Name of the file. */
	public static final String NAME = "dataset.json";

	static final String KEY = "stacksam_labels";

	/**
	 * Reads the file.
	 *
	 * @throws InputException naming the file and the key that is missing or wrong
	 */
	public static DatasetJson read(final Path file) throws IOException {
		try {
			final JsonObject json = Json.read(file);
			final boolean regions = json.has("regions_class_order");
			final String declared = Json.text(json, "overwrite_image_reader_writer", "None");
			return new DatasetJson(Json.text(json, "file_ending"), declared.equals("None") ? "" : declared, regions, json.has(
				KEY) ? ours(Json.array(json, KEY)) : foreign(json, regions));
		}
		catch (final JsonParseException e) {
			throw new InputException(file + " is not a dataset.json of nnU-Net: " + e.getMessage() +
				". Give the one that nnU-Net wrote beside the predictions.", e);
		}
	}

	private static LabelMapping ours(final JsonArray labels) {
		final List<LabelMapping.Entry> entries = new ArrayList<>();
		for (final JsonElement e : labels) {
			final JsonObject o = Json.asObject(e, KEY);
			final LabelClass label = new LabelClass(Json.whole(o, "value"), Json.text(o, "name"), color(Json.text(o, "color",
				"")), false);
			entries.add(new LabelMapping.Entry(label, Json.whole(o, "nnunet_value")));
		}
		return mapping(entries);
	}

	private static int color(final String text) {
		if (text.isEmpty()) return -1;
		if (!text.matches("#[0-9a-fA-F]{6}")) throw new JsonParseException("the color \"" + text + "\" is not #rrggbb");
		return Integer.parseInt(text.substring(1), 16);
	}

	// Of regions, a prediction holds the values of regions_class_order; each is called after its region.
	private static LabelMapping foreign(final JsonObject json, final boolean regions) {
		final List<JsonElement> order = regions ? Json.array(json, "regions_class_order").asList() : List.of();
		final List<LabelMapping.Entry> entries = new ArrayList<>();
		for (final Map.Entry<String, JsonElement> e : Json.object(json, "labels").entrySet()) {
			if (e.getKey().equals("ignore") || e.getKey().equals("background")) continue;
			if (regions && entries.size() >= order.size()) throw new JsonParseException(
				"\"regions_class_order\" has fewer entries than there are regions");
			final int value = Json.whole(regions ? order.get(entries.size()) : e.getValue(), "the label \"" + e.getKey() +
				"\"");
			entries.add(new LabelMapping.Entry(new LabelClass(value, e.getKey()), value));
		}
		return mapping(entries);
	}

	private static LabelMapping mapping(final List<LabelMapping.Entry> entries) {
		for (final LabelMapping.Entry e : entries)
			for (final int value : new int[] { e.label().value(), e.target() })
				if (value < 1 || value > 0xffff) throw new JsonParseException("the label \"" + e.label().name() +
					"\" has the value " + value + ", not 1 to 65535");
		return new LabelMapping(entries);
	}

	/** Writes the file of a dataset. */
	static void write(final Path file, final DatasetSpec spec, final LabelMapping mapping, final int training)
		throws IOException
	{
		final Map<String, Object> json = new LinkedHashMap<>(); // nnU-Net reads labels and channels in their order
		final Map<String, String> channels = new LinkedHashMap<>();
		for (int i = 0; i < spec.channelNames().size(); i++)
			channels.put(String.valueOf(i), spec.channelNames().get(i));
		json.put("channel_names", channels);
		json.put("labels", labels(spec, mapping));
		if (!spec.regions().isEmpty()) json.put("regions_class_order", spec.regions().stream().map(r -> mapping.target(r
			.paintedAs())).toList());
		json.put("numTraining", training);
		json.put("file_ending", spec.fileEnding());
		json.put("overwrite_image_reader_writer", spec.readerWriter().name());
		json.put("name", spec.folderName());
		if (!spec.description().isEmpty()) json.put("description", spec.description());
		if (!spec.licence().isEmpty()) json.put("licence", spec.licence());
		if (!spec.reference().isEmpty()) json.put("reference", spec.reference());
		json.put("converted_by", "StackSAM");
		json.put(KEY, mapping.entries().stream().map(DatasetJson::label).toList());
		final String text = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
		OutputFile.writeText(file, true, text + "\n");
	}

	private static Map<String, Object> labels(final DatasetSpec spec, final LabelMapping mapping) {
		final Map<String, Object> labels = new LinkedHashMap<>();
		labels.put("background", 0);
		if (spec.regions().isEmpty()) for (final LabelMapping.Entry e : mapping.entries())
			labels.put(e.label().name(), e.target());
		for (final Region region : spec.regions())
			labels.put(region.name(), region.values().stream().map(mapping::target).toList());
		if (spec.ignore().any()) labels.put("ignore", mapping.ignoreTarget());
		return labels;
	}

	private static Map<String, Object> label(final LabelMapping.Entry e) {
		final Map<String, Object> label = new LinkedHashMap<>();
		label.put("name", e.label().name());
		label.put("value", e.label().value());
		label.put("nnunet_value", e.target());
		if (e.label().color() >= 0) label.put("color", String.format(Locale.ROOT, "#%06x", e.label().color()));
		return label;
	}
}
