package org.stacksam.sam;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.stacksam.sam.EncoderSpec.Layout;
import org.stacksam.sam.EncoderSpec.Output;
import org.stacksam.sam.EncoderSpec.Resize;
import org.stacksam.sam.EncoderSpec.Scaling;
import org.stacksam.sam.ModelFile.Role;

/** From the text of a manifest to its record, every value checked. */
final class ManifestParser {

	/** Starts with a letter or digit: neither hidden files nor "..". */
	private static final String FILE_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
	private static final String HTTPS = "https://[A-Za-z0-9.-]+(:[0-9]+)?/[^\\s\\\\]*";
	private static final long MAX_BYTES = Integer.MAX_VALUE, MAX_VALUES = 1 << 26;
	private static final int MAX_OUTPUTS = 16, MAX_SIDE = 1024;

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
		final JsonValue source = json.get("source");
		final DecoderSpec decoder = decoder(json.get("decoder"));
		return new ModelManifest(json.get("name").text("[a-z0-9][a-z0-9._-]{0,63}", "of a–z, 0–9, '.', '-' and '_'"), json
			.get("title").text(), json.get("licence").text(), source.present() ? source.text(HTTPS, "an https address")
			: "", files(json
				.get("files")), json.get("sources").list().stream().map(ManifestParser::source).toList(), encoder(json.get(
					"encoder"), decoder), decoder);
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

	private static EncoderSpec encoder(final JsonValue json, final DecoderSpec decoder) {
		json.only("input", "output", "embedding", "outputs", "inputSize", "resize", "layout", "scaling", "mean", "std");
		final Layout layout = json.get("layout").oneOf(words(Layout.values()));
		final Resize resize = json.get("resize").oneOf(words(Resize.values()));
		final Scaling scaling = json.get("scaling").present() ? json.get("scaling").oneOf(words(Scaling.values()))
			: Scaling.MEAN_STD;
		final boolean given = scaling == Scaling.MEAN_STD;
		for (final String key : List.of("mean", "std"))
			if (!given && json.get(key).present()) throw json.get(key).error("does not go with scaling \"min-max\"");
		final List<Float> mean = given ? three(json.get("mean")) : List.of(0f, 0f, 0f), std = given ? three(json.get("std"))
			: List.of(1f, 1f, 1f);
		if (std.stream().anyMatch(s -> s <= 0)) throw json.get("std").error("must be above 0");
		final List<Output> outputs = json.get("outputs").present() ? json.only("input", "outputs", "inputSize", "resize",
			"layout", "scaling", "mean", "std").get("outputs").list().stream().map(ManifestParser::output).toList() : List.of(
				new Output(json.get("output").text(), decoder.inputName(DecoderDialects.EMBEDDING), shape(json.get("embedding"))));
		if (outputs.isEmpty() || outputs.size() > MAX_OUTPUTS) throw json.get("outputs").error("must be 1 to " + MAX_OUTPUTS);
		if (outputs.stream().map(Output::to).distinct().count() < outputs.size()) throw json.get("outputs").error(
			"two go to the same input of the decoder");
		if (outputs.stream().mapToLong(Output::length).sum() > MAX_VALUES) throw json.get("outputs").error(
			"must have at most 2^26 values in all");
		final List<Long> first = outputs.get(0).shape();
		if (first.get(first.size() - 1) > MAX_SIDE) throw json.error("the embedding's last axis is over " + MAX_SIDE);
		return new EncoderSpec(json.get("input").text(), (int) json.get("inputSize").whole(16, 4096), resize, layout, scaling,
			mean, std, outputs);
	}

	private static Output output(final JsonValue json) {
		json.only("name", "to", "shape");
		return new Output(json.get("name").text(), json.get("to").text(), shape(json.get("shape")));
	}

	private static List<Long> shape(final JsonValue json) {
		final List<Long> shape = json.list().stream().map(v -> v.whole(1, 1 << 16)).toList();
		if (shape.isEmpty() || shape.stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b) > MAX_VALUES)
			throw json.error("must have 1 to 2^26 values in all");
		return shape;
	}

	/** An enum's constants as manifests write them: LONGEST_SIDE is "longest-side". */
	private static <E extends Enum<E>> Map<String, E> words(final E[] constants) {
		return Arrays.stream(constants).collect(Collectors.toMap(ManifestParser::word, c -> c));
	}

	static String word(final Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static List<Float> three(final JsonValue json) {
		final List<Float> values = json.list().stream().map(v -> (float) v.number()).toList();
		if (values.size() != 3) throw json.error("must be three numbers, for red, green and blue");
		return values;
	}

	private static DecoderSpec decoder(final JsonValue json) {
		json.only("dialect", "inputs", "oneMask", "threeMasks", "fourMasks", "prompts", "origImSize");
		final DecoderDialect dialect = json.get("dialect").oneOf(DecoderDialects.BY_NAME);
		final Map<String, String> inputs = json.get("inputs").texts();
		final Set<String> known = new TreeSet<>(dialect.required(dialect.prompts()));
		known.addAll(dialect.optional());
		known.add(DecoderDialects.EMBEDDING);
		for (final String name : inputs.keySet())
			if (!known.contains(name)) throw json.get("inputs").error("\"" + name + "\" is no input of the dialect; inputs: " +
				known);
		final JsonValue one = json.get("oneMask"), three = json.get("threeMasks"), four = json.get("fourMasks");
		if (three.present() && four.present()) throw three.error("does not go with fourMasks");
		if (!one.present() && !three.present() && !four.present()) throw one.error(
			"is missing; one of oneMask, threeMasks, fourMasks is needed");
		final JsonValue size = json.get("origImSize");
		return new DecoderSpec(json.get("dialect").text(), inputs, one.present() ? outputs(one) : null, four.present()
			? outputs(four) : three.present() ? outputs(three) : null, prompts(json.get("prompts"), dialect), size.present()
				? (int) size.whole(1, 4096) : 1);
	}

	private static Set<PromptKind> prompts(final JsonValue json, final DecoderDialect dialect) {
		if (!json.present()) return dialect.prompts();
		final Set<PromptKind> kinds = EnumSet.noneOf(PromptKind.class);
		for (final JsonValue kind : json.list()) {
			kinds.add(kind.oneOf(words(PromptKind.values())));
			if (!dialect.prompts().containsAll(kinds)) throw kind.error("this dialect takes " + dialect.prompts());
		}
		if (kinds.isEmpty()) throw json.error("must name one kind or two");
		return kinds;
	}

	private static DecoderSpec.Outputs outputs(final JsonValue json) {
		json.only("masks", "predictedIou");
		final JsonValue iou = json.get("predictedIou");
		return new DecoderSpec.Outputs(json.get("masks").text(), iou.present() ? iou.text() : null);
	}
}
