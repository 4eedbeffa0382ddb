package org.stacksam.interactive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.stacksam.prompt.LabelClass;

/**
 * Saves a session by itself after each change, so that a crash or a closed window loses nothing: into the folder
 * {@code <image>.stacksam} beside the image or in a chosen folder.
 */
public final class SessionStore implements AutoCloseable {

	/** Writes a label image; its name's ending says the format. */
	@FunctionalInterface
	public interface LabelWriter {

		void write(Path file, RandomAccessibleInterval<UnsignedShortType> labels, List<LabelClass> classes)
			throws IOException;
	}

	/** Is told how the saving goes, on the store's thread. */
	public interface Listener {

		void saved(Path folder);

		/** Could not be saved; the next change tries again. */
		void failed(Path folder, Exception problem);
	}

	/**
	 * A saved session.
	 *
	 * @param folder that holds it
	 * @param state with all masks; edits by hand included
	 * @param labels file of the label image; absent if nothing was labelled
	 * @param saved when
	 */
	public record Saved(Path folder, SessionState state, Optional<Path> labels, Instant saved) {}

	/** The folder of an image's session: beside the image, or in a chosen folder (null = beside). */
	public static Path folder(final Path image, final Path chosen) {
		throw new UnsupportedOperationException("being written");
	}

	/**
	 * The session saved in a folder.
	 *
	 * @throws org.stacksam.InputException if there is one that cannot be read, or is of an image of another size
	 */
	public static Optional<Saved> find(final Path folder) throws IOException {
		throw new UnsupportedOperationException("being written");
	}

	/**
	 * Saves a session from now on.
	 *
	 * @param ending of the label file: ".nii.gz" or ".tif"
	 */
	public SessionStore(final Session session, final Path folder, final String imageName, final String ending,
		final LabelWriter writer, final Listener listener)
	{
		throw new UnsupportedOperationException("being written");
	}

	/** Saves now and waits for it. */
	public void flush() throws IOException {
		throw new UnsupportedOperationException("being written");
	}

	/** Saves what is not saved yet and ends. */
	@Override
	public void close() throws IOException {
		throw new UnsupportedOperationException("being written");
	}
}
