package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.TestModel;

/** A real process that is told to end while it encodes; before its mend half of them crashed inside ONNX Runtime. */
class EndOfProcessTest {

	private static final int TERMINATED = 128 + 15;

	@TempDir
	private Path folder;

	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM")
	@RepeatedTest(3)
	void endsWithoutACrash() throws IOException, InterruptedException {
		TestModel.get(); // installed
		final Path errors = folder.resolve("errors.txt");
		final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xmx400m", "-cp", System.getProperty("java.class.path"), EncodesForEver.class.getName()).directory(folder.toFile())
				.redirectError(errors.toFile()).start();
		final String rest;
		try (BufferedReader out = process.inputReader()) {
			assertEquals("kept true", out.readLine(), () -> text(errors));
			assertEquals("encoded", out.readLine(), () -> text(errors));
			Thread.sleep(100); // in the middle of the next run
			process.toHandle().destroy(); // Process.destroy would close the streams too
			rest = out.lines().collect(Collectors.joining("\n"));
			assertTrue(process.waitFor(60, TimeUnit.SECONDS));
		}
		finally {
			process.destroyForcibly();
		}
		assertEquals(TERMINATED, process.exitValue(), () -> rest + text(errors));
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(List.of(errors), files.toList(), "no crash report");
		}
	}

	private static String text(final Path file) {
		try {
			return Files.readString(file);
		}
		catch (final IOException e) {
			return e.toString();
		}
	}
}
