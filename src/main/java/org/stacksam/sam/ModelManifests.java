package org.stacksam.sam;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.google.gson.Gson;

import org.stacksam.InputException;

/** Finds and reads model manifests. */
public final class ModelManifests {

	/** Name of the manifest in a folder that holds a model of the user's own. */
	public static final String FILE_NAME = "model.json";

	private static final String RESOURCES = "models/";

	private ModelManifests() {}

	/** The manifests that come with the plugin, the default one first. */
	public static List<ModelManifest> bundled() {
		final String[] names = new Gson().fromJson(resource("index.json"), String[].class);
		return java.util.Arrays.stream(names).map(n -> parse(resource(n + ".json"), n + ".json", n)).toList();
	}

	/**
	 * Reads the manifest in a model's folder.
	 *
	 * @param folder named as the model; holds {@value #FILE_NAME}
	 * @throws InputException naming the file and the offending key
	 */
	public static ModelManifest read(final Path folder) {
		final Path file = folder.resolve(FILE_NAME);
		try {
			return parse(Files.readString(file), file.toString(), folder.getFileName().toString());
		}
		catch (final IOException e) {
			throw new InputException("Cannot read the model manifest " + file + ": " + e, e);
		}
	}

	/**
	 * Reads a manifest.
	 *
	 * @param json its text
	 * @param where name of the file, for messages
	 * @param name that it has to have
	 * @throws InputException naming the file and the offending key
	 */
	static ModelManifest parse(final String json, final String where, final String name) {
		final ModelManifest manifest = new ManifestParser(where).parse(json);
		if (!manifest.name().equals(name)) throw new InputException("Model manifest " + where + ", name: \"" + manifest
			.name() + "\" must be \"" + name + "\", the name of its folder or file.");
		return manifest;
	}

	private static String resource(final String name) {
		try (InputStream in = ModelManifests.class.getResourceAsStream(RESOURCES + name)) {
			if (in == null) throw new IllegalStateException("The jar lacks " + RESOURCES + name);
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (final IOException e) {
			throw new java.io.UncheckedIOException(e);
		}
	}
}
