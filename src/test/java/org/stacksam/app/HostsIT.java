package org.stacksam.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bytes on machines that differ: languages, names of users and folders, Java's version. */
class HostsIT {

	private static final String STRANGE = "Größe 肝臓 и 1";

	@TempDir
	private Path folder;

	private static final Map<String, String> POSIX = Map.of("LC_ALL", "C");

	/** What Java derives from the POSIX locale before version 18, and what the tests' runs set otherwise. */
	private static final String ASCII = "-Dsun.jnu.encoding=ANSI_X3.4-1968";

	/** Decimal commas in the POSIX locale, and an i without a dot; both runs at once on one new cache. */
	@Test
	void languagesAndTwoProcessesOnOneCache() throws Exception {
		final Path from = Way.prepared().folder(), cache = folder.resolve("new"), german = Way.results(folder.resolve("de")),
				turkish = Way.results(folder.resolve("tr"));
		final App.Running first = Way.start(from, german, cache, App.JAVA, POSIX, isLinux() ? ASCII : "-Dnothing",
			"-Duser.language=de", "-Duser.country=DE");
		final App.Running second = Way.start(from, turkish, cache, App.JAVA, Map.of(), "-Duser.language=tr",
			"-Duser.country=TR");
		first.end().ok();
		second.end().ok();
		Way.assertSame(german);
		Way.assertSame(turkish);
		assertTrue(cache.toFile().list((dir, name) -> name.endsWith(".emb")).length > 0);
	}

	/** Home, models, images, prompts, results and cache. */
	@Test
	void namesWithSpacesAndOtherLetters() throws Exception {
		final Path home = Files.createDirectory(folder.resolve(STRANGE)), from = home.resolve("phantom"), models = home
			.resolve("models"), results = Way.results(home.resolve("results"));
		copy(Way.prepared().folder().resolve("images"), from.resolve("images"));
		for (final String name : List.of("prompts.json", "truth.nii.gz"))
			Files.copy(Way.prepared().folder().resolve(name), from.resolve(name));
		copy(installedModels(), models);
		Way.run(from, results, home.resolve("cache"), "-Duser.home=" + home, "-Dstacksam.models=" + models,
			"-Dstacksam.offline=true").ok();
		Way.assertSame(results, from);
	}

	/** In the POSIX locale Java cannot name such files: that is said, and nothing is written under a mangled name. */
	@Test
	void namesThatJavaCannotSpell() throws Exception {
		assumeTrue(isLinux(), "Skipped: only Linux has the POSIX locale");
		final App.Outcome outcome = App.launch(folder, App.JAVA, POSIX, List.of(ASCII),
			List.of("--headless", Files.writeString(folder.resolve("a.ijm"),
				"run(\"SAM Open Sample\", \"save_labels=[" + folder + "/肝臓.nii.gz]\"); print(\"went on\");").toString())).end();
		outcome.failedWith("save_labels", "sun.jnu.encoding");
		assertFalse(outcome.out().contains("went on"));
		App.launch(folder, App.JAVA, POSIX, List.of(ASCII), List.of("--headless", folder.resolve(
			"肝臓.ijm").toString())).end().failedWith("The macro=", "sun.jnu.encoding");
		assertFalse(List.of(folder.toFile().list()).stream().anyMatch(name -> name.endsWith(".nii.gz")));
	}

	private static boolean isLinux() {
		return System.getProperty("os.name").startsWith("Linux");
	}

	/** Fiji moves from Java 21 to 25. */
	@Test
	void newerJava() throws Exception {
		final Path java = java25().orElse(null);
		assumeTrue(java != null,
			"Skipped: no Java 25 found; set STACKSAM_JAVA25 to its folder (JAVA_HOME_25_X64 is known, too)");
		final Path results = Way.results(folder.resolve("java25"));
		final App.Outcome outcome = Way.start(Way.prepared().folder(), results, Way.prepared().cache(), java, Map.of()).end()
			.ok();
		Way.assertSame(results);
		assertFalse(outcome.err().contains("Exception"), outcome.err());
	}

	private static Optional<Path> java25() throws IOException {
		final String executable = System.getProperty("os.name").startsWith("Windows") ? "bin/java.exe" : "bin/java";
		for (final String variable : List.of("STACKSAM_JAVA25", "JAVA_HOME_25_X64", "JAVA_HOME_25_ARM64"))
			if (System.getenv(variable) != null) return Optional.of(Path.of(System.getenv(variable), executable)).filter(
				Files::isExecutable);
		for (final String place : List.of("/usr/lib/jvm", "/opt", "/Library/Java/JavaVirtualMachines", System.getProperty(
			"user.home") + "/.sdkman/candidates/java"))
		{
			if (!Files.isDirectory(Path.of(place))) continue;
			try (Stream<Path> installed = Files.list(Path.of(place))) {
				final Optional<Path> found = installed.filter(p -> p.getFileName().toString().matches(
					"(.*[^0-9])?25([^0-9].*)?")).flatMap(p -> Stream.of(p, p.resolve("Contents/Home"))).map(p -> p.resolve(
						executable)).filter(Files::isExecutable).findFirst();
				if (found.isPresent()) return found;
			}
		}
		return Optional.empty();
	}

	/** Where the model is that the run before has used. */
	static Path installedModels() {
		return org.stacksam.sam.ModelFolders.ofPlatform(null).install();
	}

	private static void copy(final Path from, final Path to) throws IOException {
		try (Stream<Path> walk = Files.walk(from)) {
			for (final Path path : walk.filter(Files::isRegularFile).toList()) {
				final Path target = to.resolve(from.relativize(path).toString());
				Files.createDirectories(target.getParent());
				Files.copy(path, target);
			}
		}
	}
}
