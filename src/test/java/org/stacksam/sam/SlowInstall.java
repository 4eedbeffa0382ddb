package org.stacksam.sam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.stacksam.Progress;

/** Installs a tiny model from a source that takes its time, and notes each fetch; for tests with processes. */
final class SlowInstall {

	private SlowInstall() {}

	/** Arguments: folder, milliseconds. */
	public static void main(final String... args) {
		install(Path.of(args[0]), Integer.parseInt(args[1]));
	}

	static void install(final Path folder, final int ms) {
		final ModelManifest model = TinyModel.manifest("tiny", new ModelSource.Https("https://slow.invalid/{file}"));
		new ModelInstaller(model, folder.resolve("tiny"), List.of((m, to, progress) -> {
			TinyModel.place(m, to);
			note(folder.resolve("fetched.txt"));
			try {
				Thread.sleep(ms);
			}
			catch (final InterruptedException e) {
				throw new IllegalStateException(e);
			}
		})).install(Progress.NONE);
	}

	private static void note(final Path file) {
		try {
			Files.writeString(file, "fetched\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
