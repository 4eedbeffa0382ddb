package org.stacksam.sam;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** A model of a few bytes, right in everything but that no runtime can open it. */
final class TinyModel {

	private TinyModel() {}

	static ModelManifest manifest(final String name, final ModelSource... sources) {
		final ModelManifest m = ModelManifests.bundled().get(0);
		return new ModelManifest(name, m.title(), m.licence(), m.source(), List.of(file(ModelFile.Role.ENCODER,
			"encoder.onnx"), file(ModelFile.Role.DECODER, "decoder.onnx")), List.of(sources), m.encoder(), m.decoder());
	}

	private static ModelFile file(final ModelFile.Role role, final String name) {
		return new ModelFile(role, name, content(name).length, HexFormat.of().formatHex(ModelCheck.digest().digest(content(
			name))));
	}

	static byte[] content(final String name) {
		return ("the content of " + name).getBytes(StandardCharsets.UTF_8);
	}

	/** Writes the right files. */
	static void place(final ModelManifest manifest, final Path folder) throws IOException {
		Files.createDirectories(folder);
		for (final ModelFile file : manifest.files())
			Files.write(folder.resolve(file.name()), content(file.name()));
	}
}
