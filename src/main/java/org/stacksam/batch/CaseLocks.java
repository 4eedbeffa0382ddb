package org.stacksam.batch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import org.stacksam.Progress;

/**
 * Keeps two processes from doing one case at a time: each case has one byte of a common file that is locked while it is
 * worked on. The system lets go of it when the process ends, however that comes.
 */
final class CaseLocks implements AutoCloseable {

	private static final String NAME = "lock";

	private final FileChannel channel;
	private final Path file;
	private final Progress progress;
	private final AtomicBoolean told = new AtomicBoolean();

	/** What holds a case until it is closed. */
	interface Held extends AutoCloseable {

		@Override
		void close() throws IOException;
	}

	CaseLocks(final Path folder, final Progress progress) throws IOException {
		file = folder.resolve(NAME);
		this.progress = progress;
		channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
	}

	/** Takes a case; null if another run has it. Where the file system has no locks, that is told once. */
	Held take(final String name) {
		try {
			final FileLock lock = channel.tryLock(position(name), 1, false);
			return lock == null ? null : lock::release;
		}
		catch (final OverlappingFileLockException e) {
			return null; // by a run in this very process
		}
		catch (final IOException e) {
			if (!told.getAndSet(true)) progress.log("This file system has no locks (" + file + ": " + e.getMessage() +
				"): do not let two runs work on one output folder.");
			return () -> {};
		}
	}

	/** A place for each name; two of 2^62 will not meet. */
	private static long position(final String name) {
		return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits() >>> 2;
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}
}
