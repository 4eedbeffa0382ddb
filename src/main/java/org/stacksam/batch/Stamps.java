package org.stacksam.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** What tells whether a file is still the same. */
final class Stamps {

	private Stamps() {}

	/**
	 * Name, size and time of an input; of a folder, all of its files. Without the folders above, so that a study can be
	 * moved.
	 */
	static String of(final Path input) throws IOException {
		if (!Files.exists(input)) return input.getFileName() + " is missing";
		if (!Files.isDirectory(input)) return line(input, input.getFileName());
		final List<Path> files;
		try (Stream<Path> walk = Files.walk(input)) {
			files = walk.filter(Files::isRegularFile).sorted().toList();
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
		final MessageDigest digest = sha256();
		for (final Path file : files)
			digest.update((line(file, input.relativize(file)) + "\n").getBytes(StandardCharsets.UTF_8));
		return input.getFileName() + " " + files.size() + " files " + hex(digest);
	}

	private static String line(final Path file, final Path name) throws IOException {
		return name + " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
	}

	/** SHA-256 of a file's content. */
	static String sha256(final Path file) throws IOException {
		final MessageDigest digest = sha256();
		try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
			in.transferTo(java.io.OutputStream.nullOutputStream());
		}
		return hex(digest);
	}

	private static String hex(final MessageDigest digest) {
		return HexFormat.of().formatHex(digest.digest());
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has SHA-256", e);
		}
	}
}
