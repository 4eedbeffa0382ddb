package org.stacksam.sam;

import java.util.List;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** From the record of a manifest to its text, which {@link ManifestParser} reads back. */
final class ManifestWriter {

	private ManifestWriter() {}

	/** A manifest of a model that is placed by hand: without sources. */
	static String text(final ModelManifest model) {
		final JsonObject json = new JsonObject();
		json.addProperty("schema", 1);
		json.addProperty("name", model.name());
		json.addProperty("title", model.title());
		json.addProperty("licence", model.licence());
		if (!model.source().isEmpty()) json.addProperty("source", model.source());
		final JsonArray files = new JsonArray();
		for (final ModelFile file : model.files()) {
			final JsonObject entry = new JsonObject();
			entry.addProperty("role", ManifestParser.word(file.role()));
			entry.addProperty("name", file.name());
			entry.addProperty("bytes", file.bytes());
			entry.addProperty("sha256", file.sha256());
			files.add(entry);
		}
		json.add("files", files);
		json.add("sources", new JsonArray());
		json.add("encoder", encoder(model.encoder()));
		json.add("decoder", decoder(model.decoder()));
		return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
	}

	private static JsonObject encoder(final EncoderSpec spec) {
		final JsonObject json = new JsonObject();
		json.addProperty("input", spec.input());
		json.addProperty("inputSize", spec.inputSize());
		json.addProperty("resize", ManifestParser.word(spec.resize()));
		json.addProperty("layout", ManifestParser.word(spec.layout()));
		json.addProperty("scaling", ManifestParser.word(spec.scaling()));
		if (spec.scaling() == EncoderSpec.Scaling.MEAN_STD) {
			json.add("mean", numbers(spec.mean()));
			json.add("std", numbers(spec.std()));
		}
		final JsonArray outputs = new JsonArray();
		for (final EncoderSpec.Output output : spec.outputs()) {
			final JsonObject entry = new JsonObject();
			entry.addProperty("name", output.name());
			entry.addProperty("to", output.to());
			entry.add("shape", numbers(output.shape()));
			outputs.add(entry);
		}
		json.add("outputs", outputs);
		return json;
	}

	private static JsonObject decoder(final DecoderSpec spec) {
		final JsonObject json = new JsonObject();
		json.addProperty("dialect", spec.dialect());
		if (!spec.inputs().isEmpty()) {
			final JsonObject inputs = new JsonObject();
			spec.inputs().forEach(inputs::addProperty);
			json.add("inputs", inputs);
		}
		if (spec.oneMask() != null) json.add("oneMask", outputs(spec.oneMask()));
		// For people: the reader sees how many there are when the model runs.
		final boolean three = spec.dialect().equals(DecoderDialects.HUGGING_FACE);
		if (spec.severalMasks() != null) json.add(three ? "threeMasks" : "fourMasks", outputs(spec.severalMasks()));
		final JsonArray prompts = new JsonArray();
		spec.prompts().stream().sorted().forEach(kind -> prompts.add(kind.toString()));
		json.add("prompts", prompts);
		json.addProperty("origImSize", spec.origImSize());
		return json;
	}

	private static JsonObject outputs(final DecoderSpec.Outputs outputs) {
		final JsonObject json = new JsonObject();
		json.addProperty("masks", outputs.masks());
		if (outputs.predictedIou() != null) json.addProperty("predictedIou", outputs.predictedIou());
		return json;
	}

	private static JsonArray numbers(final List<? extends Number> values) {
		final JsonArray array = new JsonArray();
		values.forEach(array::add);
		return array;
	}
}
