package org.stacksam.interactive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.stacksam.InputException;
import org.stacksam.io.OutputFile;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PromptJsonWriter;

/**
 * Saves a session by itself soon after each change, so that a crash or a closed window loses nothing: into a folder
 * {@code <image>.stacksam} that holds {@code session.json}, the label image and {@code prompts.json} (what the user
 * answers for, to be segmented from). The label image gets a new name each time and {@code session.json}, which names it,
 * is moved into place last, so that whenever the process dies a whole session is there.
 */
public final class SessionStore implements AutoCloseable {

	static final String SESSION = "session.json", PROMPTS = "prompts.json", LABELS = "labels-";
	/** At least so long from a change to its saving, so that a burst of clicks is saved once. */
	private static final long DELAY_MS = 500;
	/** Saving takes a fifth of the time at most. */
	private static final int REST = 4;

	/** Writes a label image; the ending of the name says the format. The file exists already and is to be overwritten. */
	@FunctionalInterface
	public interface LabelWriter {

		void write(Path file, RandomAccessibleInterval<UnsignedShortType> labels, List<LabelClass> classes)
			throws IOException;
	}

	/** Is told how the saving goes, on the store's thread; must return soon. */
	public interface Listener {

		void saved(Path folder);

		/** It could not be saved; the next change tries again. */
		void failed(Path folder, Exception problem);
	}

	/**
	 * A saved session.
	 *
	 * @param folder that holds it
	 * @param state with all masks, which stand in the labels
	 * @param labels file of the label image; absent if nothing is labelled
	 * @param saved when
	 */
	public record Saved(Path folder, SessionState state, Optional<Path> labels, Instant saved) {}

	/**
	 * What is saved, and where.
	 *
	 * @param folder as {@link #folder} gives it; made when needed
	 * @param imageName file name of the image
	 * @param ending of the label file, such as ".nii.gz" or ".tif"
	 */
	public record Target(Path folder, String imageName, String ending, LabelWriter writer) {}

	private final Session session;
	private final Target target;
	private final Listener listener;
	private final SessionChange.Listener onChange = change -> changed();
	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
		final Thread made = new Thread(task, "StackSAM saving");
		made.setDaemon(true);
		return made;
	});
	private boolean dirty, scheduled;
	private long restMs = DELAY_MS;
	/** Label planes that are on disk, and the name of their file; only used by the thread. */
	private List<PackedPlane> savedPlanes;
	private String savedLabels;

	/** The folder of an image's session: beside the image, or in a chosen folder. */
	public static Path folder(final Path image, final Optional<Path> chosen) {
		final Path file = image.toAbsolutePath();
		return chosen.orElseGet(file::getParent).resolve(file.getFileName() + ".stacksam");
	}

	/**
	 * The session that is saved in a folder.
	 *
	 * @param width of the image in pixels, and height and depth
	 * @return empty if there is none
	 * @throws InputException if it is damaged, or of an image of another size
	 */
	public static Optional<Saved> find(final Path folder, final int width, final int height, final int depth)
		throws IOException
	{
		final Path file = folder.resolve(SESSION);
		if (!Files.isRegularFile(file)) return Optional.empty();
		final SessionJson.Content content = SessionJson.read(file);
		final SessionJson.Image image = content.image();
		if (image.width() != width || image.height() != height || image.depth() != depth) throw new InputException(file +
			" is of an image of " + image.width() + " × " + image.height() + " × " + image.depth() + " pixels, not " + width +
			" × " + height + " × " + depth + ". Move it away, or open its image.");
		final Optional<Path> labels = Optional.ofNullable(content.labels()).map(folder::resolve);
		if (labels.isPresent() && !Files.isRegularFile(labels.get())) throw new InputException("The saved session " + file +
			" lacks its label image " + labels.get() + ". Put it back, or move the session away.");
		return Optional.of(new Saved(folder, content.state(), labels, content.saved()));
	}

	/** Saves a session from its next change on. */
	public SessionStore(final Session session, final Target target, final Listener listener) {
		this.session = session;
		this.target = target;
		this.listener = listener;
		session.addListener(onChange);
	}

	private synchronized void changed() {
		dirty = true;
		if (scheduled) return;
		try {
			thread.schedule(this::saveAndTell, restMs, TimeUnit.MILLISECONDS);
			scheduled = true;
		}
		catch (final RejectedExecutionException e) {
			// Closed meanwhile; close() has saved.
			scheduled = false;
		}
	}

	private void saveAndTell() {
		final long start = System.nanoTime();
		Exception problem = null;
		try {
			saveIfDirty();
		}
		catch (final IOException | RuntimeException e) {
			problem = e;
		}
		synchronized (this) {
			restMs = Math.max(DELAY_MS, REST * (System.nanoTime() - start) / 1_000_000);
			scheduled = false;
			// What changed while it was written.
			if (dirty && problem == null) changed();
		}
		if (problem == null) listener.saved(target.folder);
		else listener.failed(target.folder, problem);
	}

	private void saveIfDirty() throws IOException {
		synchronized (this) {
			if (!dirty) return;
			dirty = false;
		}
		try {
			save(session.snapshot());
		}
		catch (final IOException | RuntimeException e) {
			synchronized (this) {
				dirty = true;
			}
			throw e;
		}
	}

	private void save(final Session.Snapshot snapshot) throws IOException {
		Files.createDirectories(target.folder);
		final LabelVolume labels = session.labels();
		final boolean blank = savedLabels == null && snapshot.planes().stream().allMatch(PackedPlane::blank);
		if (!blank && !sameElements(snapshot.planes(), savedPlanes)) {
			final String name = LABELS + next() + target.ending;
			final RandomAccessibleInterval<UnsignedShortType> image = LabelVolume.image(labels.width(), labels.height(), snapshot
				.planes().stream().map(PackedPlane::unpack).toList());
			OutputFile.write(target.folder.resolve(name), true, temporary -> target.writer.write(temporary, image, snapshot
				.state().labels()));
			savedLabels = name;
		}
		savedPlanes = snapshot.planes();
		OutputFile.writeText(target.folder.resolve(PROMPTS), true, PromptJsonWriter.toJson(Givens.set(snapshot.state(), Givens
			.of(snapshot.state(), snapshot.state().objects().keySet()), target.imageName, labels.width(), labels.height(), labels
				.depth())));
		OutputFile.writeText(target.folder.resolve(SESSION), true, SessionJson.write(new SessionJson.Content(snapshot.state(),
			new SessionJson.Image(target.imageName, labels.width(), labels.height(), labels.depth()), savedLabels, Instant
				.now())));
		removeOthers();
	}

	private static boolean sameElements(final List<PackedPlane> a, final List<PackedPlane> b) {
		if (b == null) return false;
		for (int i = 0; i < a.size(); i++) if (a.get(i) != b.get(i)) return false;
		return true;
	}

	/** One more than the highest number of a label file there. */
	private int next() throws IOException {
		int highest = 0;
		try (DirectoryStream<Path> files = Files.newDirectoryStream(target.folder, LABELS + "*")) {
			for (final Path file : files) {
				final String digits = file.getFileName().toString().substring(LABELS.length()).split("\\.")[0];
				if (digits.matches("\\d{1,9}")) highest = Math.max(highest, Integer.parseInt(digits));
			}
		}
		return highest + 1;
	}

	private void removeOthers() throws IOException {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(target.folder, LABELS + "*")) {
			for (final Path file : files) if (!file.getFileName().toString().equals(savedLabels)) Files.deleteIfExists(file);
		}
	}

	/**
	 * Saves now what is not saved yet, and waits for it.
	 *
	 * @throws IOException if it cannot be written
	 */
	public void flush() throws IOException {
		final Future<Void> saving = thread.submit(() -> {
			saveIfDirty();
			return null;
		});
		try {
			saving.get();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted while saving into " + target.folder, e);
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof IOException problem) throw problem;
			if (e.getCause() instanceof RuntimeException problem) throw problem;
			throw new IllegalStateException(e.getCause());
		}
	}

	/** Saves what is not saved yet and ends. */
	@Override
	public void close() throws IOException {
		session.removeListener(onChange);
		try {
			flush();
		}
		finally {
			thread.shutdown();
		}
	}
}
