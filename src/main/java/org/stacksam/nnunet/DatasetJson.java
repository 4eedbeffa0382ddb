package org.stacksam.nnunet;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import com.google.gson.JsonParser;

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
		try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
			final JsonObject json = JsonParser.parseReader(reader).getAsJsonObject();
			for (final String key : List.of("labels", "file_ending"))
				if (!json.has(key)) throw new InputException(file + " has no key \"" + key +
					"\". Give the dataset.json that nnU-Net wrote beside the predictions.");
			final boolean regions = json.has("regions_class_order");
			final String declared = json.has("overwrite_image_reader_writer") ? json.get("overwrite_image_reader_writer")
				.getAsString() : "";
			return new DatasetJson(json.get("file_ending").getAsString(), declared.equals("None") ? "" : declared, regions, json
				.has(KEY) ? ours(json.getAsJsonArray(KEY)) : foreign(json, regions));
		}
		catch (final JsonParseException | IllegalStateException | ClassCastException | NumberFormatException
				| UnsupportedOperationException | NullPointerException e)
		{
			throw new InputException(file + " is not a dataset.json of nnU-Net (" + e.getMessage() +
				"). Give the one that nnU-Net wrote beside the predictions.", e);
		}
	}

	private static LabelMapping ours(final JsonArray labels) {
		final List<LabelMapping.Entry> entries = new ArrayList<>();
		for (final JsonElement e : labels) {
			final JsonObject o = e.getAsJsonObject();
			final int color = o.has("color") ? Integer.parseInt(o.get("color").getAsString().substring(1), 16) : -1;
			entries.add(new LabelMapping.Entry(new LabelClass(o.get("value").getAsInt(), o.get("name").getAsString(), color,
				false), o.get("nnunet_value").getAsInt()));
		}
		return new LabelMapping(entries);
	}

	// Of regions, a prediction holds the values of regions_class_order; each is called after its region.
	private static LabelMapping foreign(final JsonObject json, final boolean regions) {
		final List<LabelMapping.Entry> entries = new ArrayList<>();
		int region = 0;
		for (final Map.Entry<String, JsonElement> e : json.getAsJsonObject("labels").entrySet()) {
			if (e.getKey().equals("ignore") || isBackground(e.getValue())) continue;
			final int value = regions ? json.getAsJsonArray("regions_class_order").get(region++).getAsInt() : e.getValue()
				.getAsInt();
			entries.add(new LabelMapping.Entry(new LabelClass(value, e.getKey()), value));
		}
		return new LabelMapping(entries);
	}

	private static boolean isBackground(final JsonElement value) {
		return value.isJsonPrimitive() && value.getAsInt() == 0;
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
