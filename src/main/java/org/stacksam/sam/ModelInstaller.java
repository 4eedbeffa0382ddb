package org.stacksam.sam;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.Folders;
import org.stacksam.io.OutputFile;

/** Downloads one model into a folder, so that only checked files ever have their final names there. */
final class ModelInstaller {

	private static final String LOCK = ".lock";
	private static final String TEMPORARY = ".install-";
	private static final long LOCK_POLL_MS = 200;

	private final ModelManifest model;
	private final Path folder;
	private final List<? extends ModelFetcher> fetchers;

	/**
	 * @param folder of the model itself; made if it does not exist
	 * @param fetchers one for each of the model's sources, in their order
	 */
	ModelInstaller(final ModelManifest model, final Path folder, final List<? extends ModelFetcher> fetchers) {
		this.model = model;
		this.folder = folder;
		this.fetchers = fetchers;
	}

	/**
	 * Installs the model unless it is there already; waits while another process installs it.
	 *
	 * @throws InputException if no source gives the right files
	 * @throws CancellationException if the user cancels
	 */
	void install(final Progress progress) {
		try {
			Files.createDirectories(folder);
			try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE); FileLock lock = lock(channel, progress))
			{
				if (problems().isEmpty()) return;
				removeLeftovers();
				final Path temporary = Files.createTempDirectory(folder, TEMPORARY);
				try {
					fetch(temporary, progress);
				}
				finally {
					Folders.delete(temporary);
				}
			}
		}
		catch (final IOException e) {
			throw failed(List.of("the folder " + folder + " cannot be used: " + e));
		}
	}

	/** What is wrong with the files in the folder, checksums included; empty if nothing is. */
	List<String> problems() throws IOException {
		final List<String> problems = new ArrayList<>();
		for (final ModelFile file : model.files())
			ModelCheck.problem(file, folder.resolve(file.name())).ifPresent(problems::add);
		return problems;
	}

	private void fetch(final Path temporary, final Progress progress) throws IOException {
		final List<String> failures = new ArrayList<>();
		for (int i = 0; i < fetchers.size(); i++) {
			final Path attempt = Files.createDirectory(temporary.resolve(Integer.toString(i)));
			final String source = model.sources().get(i).describe();
			final Optional<String> failure = fetch(fetchers.get(i), attempt, progress);
			if (failure.isEmpty()) {
				for (final ModelFile file : model.files())
					OutputFile.moveInto(attempt.resolve(file.name()), folder.resolve(file.name()));
				progress.log("Installed model " + model.name() + " from " + source + " in " + folder);
				return;
			}
			failures.add(source + ": " + failure.get());
			progress.log("Model " + model.name() + " not to be had from " + source + ": " + failure.get());
		}
		throw failed(failures);
	}

	private Optional<String> fetch(final ModelFetcher fetcher, final Path attempt, final Progress progress) {
		try {
			fetcher.fetch(model, attempt, progress);
			for (final ModelFile file : model.files()) {
				final Optional<String> problem = ModelCheck.problem(file, attempt.resolve(file.name()));
				if (problem.isPresent()) return problem;
			}
			return Optional.empty();
		}
		catch (final IOException e) {
			return Optional.of(e.getMessage() == null || e instanceof java.net.UnknownHostException ? e.toString() : e
				.getMessage());
		}
	}

	/** Waits for the lock; Java refuses at once where another thread of this process holds it. */
	private FileLock lock(final FileChannel channel, final Progress progress) throws IOException {
		while (true) {
			try {
				final FileLock lock = channel.tryLock();
				if (lock != null) return lock;
			}
			catch (final OverlappingFileLockException e) {
				// held by another thread: wait as for another process
			}
			progress.check();
			progress.report(0, 0, "Waiting for another installation of " + model.name());
			try {
				Thread.sleep(LOCK_POLL_MS);
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new CancellationException("Interrupted while waiting for another installation of " + model.name());
			}
		}
	}

	/** What killed installations left; with the lock held nobody is using it. */
	private void removeLeftovers() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path path : files.filter(p -> p.getFileName().toString().startsWith(TEMPORARY)).toList())
				Folders.delete(path);
		}
	}

	private InputException failed(final List<String> failures) {
		return InputException.of("Model " + model.name() + " could not be installed. " + ModelStore.byHand(model, folder),
			failures.isEmpty() ? List.of("the manifest names no source") : failures);
	}
}
