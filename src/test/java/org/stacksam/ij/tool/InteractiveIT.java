package org.stacksam.ij.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import org.stacksam.sam.ModelFolders;

/**
 * The tool in real windows of plain ImageJ, started from the app jar on a screen of its own (Xvfb), with real mouse and
 * key events. Skipped where there is no Xvfb. The pictures are in {@code target/screenshots}.
 */
@Isolated
class InteractiveIT {

	private static final int MINUTES = 10;
	private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();

	private Process screen;
	private String display;

	@TempDir
	Path folder;

	/** A new screen for each test, since a test that fails may leave keys pressed. */
	@BeforeEach
	void startScreen() throws Exception {
		Assumptions.assumeTrue(isInstalled("Xvfb"),
			"Skipped: no Xvfb on the path. Install it (Debian: apt-get install xvfb) to test the windows.");
		screen = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp")
			.redirectError(ProcessBuilder.Redirect.DISCARD).start();
		final String number = new BufferedReader(new InputStreamReader(screen.getInputStream(), StandardCharsets.US_ASCII))
			.readLine();
		assertTrue(number != null, "Xvfb did not start");
		display = ":" + number.strip();
	}

	@AfterEach
	void endScreen() throws InterruptedException {
		if (screen == null) return;
		screen.destroy();
		screen.waitFor(10, TimeUnit.SECONDS);
	}

	/** Click, background point, box, classes, accept, undo, carry, cancel, review, recorder, close and open again. */
	@Test
	void tour() throws Exception {
		run(TourApp.class);
		repeatsWithoutWindow();
		run(AfterKillApp.class);
		for (final String name : List.of("tour-click", "tour-objects", "tour-review")) {
			final long size = Files.size(PICTURES.resolve(name + ".png"));
			assertTrue(size > 5_000 && size < 60_000, name + ".png has " + size + " bytes");
		}
	}

	/** 8-bit, 32-bit, RGB, virtual, one slice, channels and frames, two images, closed in mid-request. */
	@Test
	void kindsOfImages() throws Exception {
		run(KindsApp.class);
	}

	/** Zoom, pan, brush, wand, eraser, carrying cancelled, stop mark, colour. */
	@Test
	void editing() throws Exception {
		run(EditingApp.class);
	}

	/** What the Recorder showed makes the same labels in a process without a display. */
	private void repeatsWithoutWindow() throws IOException, InterruptedException {
		final String printed = start(List.of("-jar", app(), "--headless", folder.resolve("recorded.ijm").toString()));
		final String areas = Files.readString(folder.resolve("areas.txt"));
		assertTrue(printed.lines().anyMatch(areas::equals), () -> areas + " expected in\n" + printed);
	}

	private void run(final Class<?> app) throws IOException, InterruptedException {
		start(List.of("-cp", app() + File.pathSeparator + Path.of("target", "test-classes"), app.getName(), PICTURES
			.toString(), folder.toString()));
	}

	private static String app() {
		return System.getProperty("stacksam.app", "target/stacksam-app.jar");
	}

	/** Starts Java on the screen and waits for its good end; returns what it printed. */
	private String start(final List<String> arguments) throws IOException, InterruptedException {
		final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
			.toString(), "-Xmx2g", "-Duser.home=" + folder, "-Dstacksam.models=" + models()));
		command.addAll(arguments);
		final Path out = folder.resolve("out.txt");
		final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
		builder.environment().put("DISPLAY", display);
		final Process process = builder.start();
		final boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
		if (!ended) process.destroyForcibly().waitFor();
		final String text = Files.readString(out);
		assertTrue(ended, () -> "did not end within " + MINUTES + " minutes\n" + text);
		assertEquals(0, process.exitValue(), text);
		return text;
	}

	/** The models as this account has them; the app's home is a new one. */
	private static Path models() {
		final String named = System.getProperty("stacksam.models", System.getenv("STACKSAM_MODELS"));
		return named != null ? Path.of(named).toAbsolutePath() : ModelFolders.userCache().resolve("models");
	}

	private static boolean isInstalled(final String program) {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).anyMatch(folder -> Files
			.isExecutable(Path.of(folder, program)));
	}
}
