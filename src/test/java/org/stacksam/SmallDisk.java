package org.stacksam;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory that is soon full, or read-only; only an administrator of Linux may mount one. */
public final class SmallDisk implements AutoCloseable {

	private final Path folder;

	private SmallDisk(final Path folder) {
		this.folder = folder;
	}

	/** Mounts one on a new folder; the test is skipped, with a message, where that cannot be done. */
	public static SmallDisk mount(final Path folder, final String size) throws IOException {
		Files.createDirectory(folder);
		assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()) && Files.getFileStore(folder)
			.getTotalSpace() < 1 << 30, "Skipped: a small file system cannot be mounted here");
		return new SmallDisk(folder);
	}

	/** Shows a folder once more under another path, where it cannot be written. */
	public static SmallDisk readOnly(final Path original, final Path folder) throws IOException {
		Files.createDirectory(folder);
		assumeTrue(run("mount", "--bind", original.toString(), folder.toString()),
			"Skipped: a folder cannot be mounted read-only here");
		final SmallDisk disk = new SmallDisk(folder);
		if (run("mount", "-o", "remount,ro,bind", folder.toString())) return disk;
		// at once: a test's temporary folder is cleared at its end, and this would clear the original
		disk.close();
		throw new IllegalStateException("Cannot mount " + folder + " read-only");
	}

	/** Changes its options, such as "size=8m" or "ro". */
	public void change(final String options) {
		if (!run("mount", "-o", "remount," + options, folder.toString())) throw new IllegalStateException("Cannot mount " +
			options);
	}

	@Override
	public void close() {
		if (!run("umount", folder.toString())) run("umount", "-l", folder.toString());
	}

	private static boolean run(final String... command) {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start().waitFor() == 0;
		}
		catch (final IOException absent) {
			return false;
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			return false;
		}
	}
}
