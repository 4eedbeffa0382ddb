package org.stacksam.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the real app jar as a process of its own, as users do. */
final class App {

	private static final int MINUTES = 10;

	/** The Java that runs the tests. */
	static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

	private App() {}

	/** How a run ended. */
	record Outcome(int status, String out, String err) {

		/** The run ended well, or the test fails with what it printed. */
		Outcome ok() {
			assertTrue(status == 0, () -> "status " + status + "\n" + out + "\n" + err);
			return this;
		}

		/** The run failed, and standard error holds all of these. */
		void failedWith(final String... parts) {
			assertTrue(status != 0, () -> "should have failed\n" + out + "\n" + err);
			for (final String part : parts)
				assertTrue(err.contains(part), () -> "no \"" + part + "\" in\n" + err);
		}
	}

	/** Runs a macro text without a display. */
	static Outcome macro(final Path folder, final String text, final String... argument) throws IOException,
		InterruptedException
	{
		return macro(folder, List.of(), text, argument);
	}

	/** Runs a macro text with options for Java. */
	static Outcome macro(final Path folder, final List<String> javaOptions, final String text,
		final String... argument) throws IOException, InterruptedException
	{
		// paths in a macro's text: Windows' backslashes would be escapes, and Java takes either
		final Path macro = Files.writeString(Files.createTempFile(folder, "macro", ".ijm"), File.separatorChar == '\\' ? text
			.replace('\\', '/') : text);
		final List<String> arguments = new ArrayList<>(List.of("--headless", macro.toString()));
		arguments.addAll(List.of(argument));
		return start(folder, javaOptions, arguments);
	}

	/** The app jar. */
	static String jar() {
		return System.getProperty("stacksam.app", "target/stacksam-app.jar");
	}

	/** Options that add a library to the app, as a plugins folder does. */
	static List<String> with(final Path library) {
		return List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "-cp", jar() + File.pathSeparator + library);
	}

	/** Runs the app with any arguments. */
	static Outcome start(final Path folder, final List<String> javaOptions, final List<String> arguments)
		throws IOException, InterruptedException
	{
		return launch(folder, javaOptions, arguments).end();
	}

	/** Starts the app and returns at once. */
	static Running launch(final Path folder, final List<String> javaOptions, final List<String> arguments)
		throws IOException
	{
		return launch(folder, JAVA, Map.of(), javaOptions, arguments);
	}

	/** Starts the app by another Java, with variables of the environment set. */
	static Running launch(final Path folder, final Path java, final Map<String, String> environment,
		final List<String> javaOptions, final List<String> arguments) throws IOException
	{
		final List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx2g", "-Dsun.jnu.encoding=UTF-8"));
		if (System.getProperty("stacksam.models") != null) command.add("-Dstacksam.models=" + System.getProperty(
			"stacksam.models"));
		command.addAll(javaOptions);
		if (javaOptions.contains("-cp")) command.add("org.stacksam.ij.Launcher");
		else command.addAll(List.of("-jar", jar()));
		command.addAll(arguments);
		final Path out = Files.createTempFile(folder, "out", ".txt"), err = Files.createTempFile(folder, "err", ".txt");
		final ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
		builder.environment().putAll(environment);
		return new Running(builder.start(), out, err);
	}

	/** A run of the app that goes on beside the test. */
	record Running(Process process, Path out, Path err) {

		/** Waits for its end. */
		Outcome end() throws IOException, InterruptedException {
			if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
				process.destroyForcibly().waitFor();
				throw new AssertionError("The app did not end within " + MINUTES + " minutes: " + process.info().commandLine());
			}
			return new Outcome(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err,
				StandardCharsets.UTF_8));
		}
	}
}
