package org.stacksam.ij.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.io.FileInfo;
import ij.process.ImageProcessor;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.view.Views;

import org.stacksam.Progress;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.StackSelection;
import org.stacksam.interactive.LabelVolume;
import org.stacksam.interactive.SessionStore;

/**
 * Where the session of a volume is saved by itself: beside the image's file, or in the chosen folder; for images without a
 * file in the folder "StackSAM sessions" of the user's home.
 *
 * @param folder of this session
 * @param imageName file or title, with the frame if there are several
 * @param besideFile whether the image has a file
 */
record SessionFolder(Path folder, String imageName, boolean besideFile) {

	/** System property that names the folder for all sessions; else it is chosen in the window. */
	static final String PROPERTY = "stacksam.sessions";
	private static final String CHOSEN = "stacksam.sessions";

	/** Of a volume; reads some pixels of an image without a file, to know it again. */
	static SessionFolder of(final StackSelection volume) {
		final ImagePlus image = volume.image();
		final FileInfo file = image.getOriginalFileInfo();
		final boolean hasFile = file != null && file.directory != null && !file.directory.isBlank() && file.fileName != null &&
			!file.fileName.isBlank() && Files.isDirectory(Path.of(file.directory));
		final String frame = image.getNFrames() > 1 && !volume.timeAsDepth() ? "-t" + (volume.frame() + 1) : "";
		final String name = (hasFile ? file.fileName : softened(image.getTitle()) + "-" + fingerprint(image)) + frame;
		final Path home = Path.of(System.getProperty("user.home", ""), "StackSAM sessions");
		final Path path = (hasFile ? Path.of(file.directory) : home).resolve(name);
		final Optional<Path> chosen = chosen().or(() -> hasFile && Files.isWritable(Path.of(file.directory)) ? Optional
			.empty() : Optional.of(home));
		return new SessionFolder(SessionStore.folder(path, chosen), name, hasFile);
	}

	/** The folder that the user chose for all sessions. */
	static Optional<Path> chosen() {
		return Optional.of(System.getProperty(PROPERTY, Prefs.get(CHOSEN, ""))).filter(text -> !text.isBlank()).map(Path::of);
	}

	/** Chooses a folder for the sessions begun from now on; null = beside the images. */
	static void choose(final Path folder) {
		Prefs.set(CHOSEN, folder == null ? "" : folder.toString());
	}

	/** What was saved there. */
	Optional<SessionStore.Saved> find(final StackSelection volume) throws IOException {
		return SessionStore.find(folder, volume.image().getWidth(), volume.image().getHeight(), volume.depth());
	}

	/** The labels of a saved session. */
	static LabelVolume labels(final SessionStore.Saved saved, final StackSelection volume) throws IOException {
		final int width = volume.image().getWidth(), height = volume.image().getHeight();
		if (saved.labels().isEmpty()) return LabelVolume.empty(width, height, volume.depth());
		return labels(LabelFiles.open(saved.labels().get(), Progress.NONE), width, height);
	}

	/** The labels of an open image, copied; it must have the size given. */
	static LabelVolume labels(final StackSelection image, final int width, final int height) {
		final RandomAccessibleInterval<? extends IntegerType<?>> values = LabelFiles.labels(image).image();
		final List<short[]> planes = new ArrayList<>();
		for (int z = 0; z < values.dimension(2); z++) {
			final short[] plane = new short[(int) (values.dimension(0) * values.dimension(1))];
			final Cursor<? extends IntegerType<?>> cursor = Views.flatIterable(Views.hyperSlice(values, 2, z)).cursor();
			for (int i = 0; i < plane.length; i++) plane[i] = (short) cursor.next().getInteger();
			planes.add(plane);
		}
		return LabelVolume.of(width, height, planes);
	}

	/** Moves a saved session aside, so that a new one begins and the old one is not lost. */
	void setAside() throws IOException {
		final String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).format(LocalDateTime.now());
		Files.move(folder, folder.resolveSibling(folder.getFileName() + "." + time));
	}

	/** Saves a session from now on. */
	SessionStore store(final ImageWork work, final SessionStore.Listener listener) {
		return new SessionStore(work.session(), new SessionStore.Target(folder, imageName, ".tif", (file, labels,
			classes) -> LabelFiles.write(file, labels, classes, work.volume(), true)), listener);
	}

	/** Tells images of one title and size apart: a checksum of the middle slice. */
	private static String fingerprint(final ImagePlus image) {
		final ImageProcessor middle = image.getStack().getProcessor(image.getStackSize() / 2 + 1);
		final CRC32 sum = new CRC32();
		for (int i = 0; i < middle.getPixelCount(); i++) {
			final int bits = Float.floatToIntBits(middle.getf(i));
			for (int shift = 0; shift < 32; shift += 8) sum.update(bits >> shift);
		}
		return IJ.pad((int) (sum.getValue() & 0xffffff), 8);
	}

	private static String softened(final String title) {
		final String soft = title.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_").strip();
		return soft.isEmpty() || soft.startsWith(".") ? "image" + soft : soft;
	}
}
