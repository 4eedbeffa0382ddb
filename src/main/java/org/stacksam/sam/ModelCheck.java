package org.stacksam.sam;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

import org.stacksam.InputException;

/** Whether model files are what their manifest says. */
final class ModelCheck {

	private ModelCheck() {}

	/** What is wrong with a file, by size only if the sizes differ; empty if it is right. */
	static Optional<String> problem(final ModelFile file, final Path path) throws IOException {
		final Optional<String> size = sizeProblem(file, path);
		if (size.isPresent()) return size;
		try (InputStream in = Files.newInputStream(path)) {
			return sha256Problem(file, path, sha256(in));
		}
	}

	/** What is wrong with presence and size of a file. */
	static Optional<String> sizeProblem(final ModelFile file, final Path path) throws IOException {
		if (!Files.isRegularFile(path)) return Optional.of(path + " is missing");
		final long found = Files.size(path);
		return found == file.bytes() ? Optional.empty() : Optional.of(path + " has " + found + " bytes instead of " + file
			.bytes());
	}

	static byte[] verified(final ModelManifest manifest, final ModelFile file, final Path folder) {
		final Path path = folder.resolve(file.name());
		try {
			Optional<String> problem = sizeProblem(file, path);
			if (problem.isEmpty()) {
				final byte[] content = Files.readAllBytes(path);
				problem = sha256Problem(file, path, HexFormat.of().formatHex(digest().digest(content)));
				if (problem.isEmpty()) return content;
			}
			throw new InputException("Model " + manifest.name() + " is damaged: " + problem.get() +
				". Delete the file and run SAM Models with action=install, or replace it by hand.");
		}
		catch (final IOException e) {
			throw new InputException("Cannot read the model file " + path + ": " + e, e);
		}
	}

	private static Optional<String> sha256Problem(final ModelFile file, final Path path, final String found) {
		return found.equals(file.sha256()) ? Optional.empty() : Optional.of(path + " has the sha256 checksum " + found +
			" instead of " + file.sha256());
	}

	private static String sha256(final InputStream in) throws IOException {
		final MessageDigest digest = digest();
		new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
		return HexFormat.of().formatHex(digest.digest());
	}

	static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has SHA-256", e);
		}
	}
}
