package org.stacksam.ij;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.stacksam.InputException;
import org.stacksam.io.OutputFile;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;

/** ImageJ's ROI files, .roi and .zip, without the ROI Manager, which needs a display. */
public final class RoiFiles {

	/** A ROI of a million points has about 8 MB. */
	private static final int MAX_ENTRY = 64 << 20;
	private static final long MAX_TOTAL = 1L << 30;
	private static final int MAX_ENTRIES = 200_000;

	private RoiFiles() {}

	/** Whether the name ends in .roi or .zip, in any case. */
	public static boolean isRoiFile(final Path file) {
		return isZip(file) || lower(file).endsWith(".roi");
	}

	/**
	 * Reads ROIs with positions, groups, names and properties.
	 *
	 * @return in the order of the file; other files in a zip are passed over
	 * @throws InputException if the file is missing or damaged, holds no ROI, or unpacks to more than ROIs would
	 */
	public static List<Roi> read(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) throw new InputException("There is no file " + file + ". Check the path.");
		if (!isRoiFile(file)) throw new InputException(file + " is no ROI file: its name ends neither in .roi nor in .zip.");
		final List<Roi> rois = isZip(file) ? readZip(file) : List.of(decode(readSome(Files.newInputStream(file), file,
			file.getFileName().toString()), file, file.getFileName().toString()));
		if (rois.isEmpty()) throw new InputException(file + " holds no ROI. Save it from the ROI Manager with More > Save.");
		return rois;
	}

	/**
	 * Writes ROIs.
	 *
	 * @param file ending in .zip, or for a single ROI in .roi
	 * @param rois at least one
	 */
	public static void write(final Path file, final List<Roi> rois, final boolean overwrite) throws IOException {
		if (rois.isEmpty()) throw new InputException("There is no ROI to write to " + file + ".");
		if (isZip(file)) OutputFile.write(file, overwrite, temporary -> writeZip(temporary, rois));
		else if (rois.size() > 1 || !isRoiFile(file)) throw new InputException("Cannot write " + rois.size() + " ROI(s) to " +
			file + ". Give a name that ends in .zip.");
		else OutputFile.write(file, overwrite, temporary -> Files.write(temporary, encode(rois.get(0))));
	}

	private static List<Roi> readZip(final Path file) throws IOException {
		final List<Roi> rois = new ArrayList<>();
		long total = 0;
		try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
			if (zip.size() > MAX_ENTRIES) throw new InputException(file + " has " + zip.size() + " entries, more than " +
				MAX_ENTRIES + ". Split it.");
			for (final ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator) {
				final String name = entry.getName();
				// nothing is unpacked to disk, but such a file was made to harm and is not to be trusted
				if (isOutside(name)) throw new InputException(file + " has an entry that points out of it (" + name +
					"). It was not made by ImageJ: do not use it.");
				if (entry.isDirectory() || !name.toLowerCase(Locale.ROOT).endsWith(".roi")) continue;
				final byte[] bytes = readSome(zip.getInputStream(entry), file, name);
				total += bytes.length;
				if (total > MAX_TOTAL) throw new InputException(file + " unpacks to more than " + (MAX_TOTAL >> 20) +
					" MB. Such a file holds no ROIs that could be used.");
				rois.add(decode(bytes, file, name));
			}
		}
		catch (final ZipException | IllegalArgumentException e) {
			if (e instanceof InputException) throw (InputException) e;
			throw new InputException(file + " is damaged: it cannot be unpacked (" + e.getMessage() +
				"). Copy it or save it again.", e);
		}
		return rois;
	}

	private static byte[] readSome(final InputStream stream, final Path file, final String name) throws IOException {
		try (InputStream in = stream) {
			final byte[] bytes = in.readNBytes(MAX_ENTRY + 1);
			if (bytes.length > MAX_ENTRY) throw new InputException(file + ": " + name + " unpacks to more than " + (MAX_ENTRY >>
				20) + " MB, too much for a ROI.");
			return bytes;
		}
	}

	private static Roi decode(final byte[] bytes, final Path file, final String name) {
		final String plain = name.substring(name.lastIndexOf('/') + 1);
		final Roi roi;
		try {
			RoiCheck.check(bytes);
			roi = new RoiDecoder(bytes, plain).getRoi();
		}
		// the decoder trusts what it reads: damaged files show as any exception
		catch (final IOException | RuntimeException e) {
			throw new InputException(file + ": " + name + " is no ROI, or damaged (" + e.getMessage() +
				"). Save it again from the ROI Manager.", e);
		}
		if (roi == null) throw new InputException(file + ": " + name + " is a kind of ROI that is not known.");
		return roi;
	}

	private static void writeZip(final Path file, final List<Roi> rois) throws IOException {
		final Set<String> names = new HashSet<>();
		try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out,
			StandardCharsets.UTF_8))
		{
			for (final Roi roi : rois) {
				zip.putNextEntry(new ZipEntry(entryName(roi, names)));
				zip.write(encode(roi));
				zip.closeEntry();
			}
		}
	}

	/** ImageJ takes the entry's name for a ROI that has none inside; names that file systems dislike are softened. */
	private static String entryName(final Roi roi, final Set<String> names) {
		final String name = roi.getName() == null || roi.getName().isBlank() ? "roi" : roi.getName().replaceAll(
			"[\\\\/:*?\"<>|\\p{Cntrl}]", "_").replace("..", "_");
		String unique = name;
		for (int i = 1; !names.add(unique); i++)
			unique = name + "-" + i;
		return unique + ".roi";
	}

	private static byte[] encode(final Roi roi) throws IOException {
		final byte[] bytes = RoiEncoder.saveAsByteArray(roi);
		if (bytes == null) throw new IOException("ImageJ could not save " + RoiNames.describe(roi));
		return bytes;
	}

	private static boolean isOutside(final String name) {
		return name.startsWith("/") || name.startsWith("\\") || name.matches("[A-Za-z]:.*") || List.of(name.split(
			"[/\\\\]")).contains("..");
	}

	private static boolean isZip(final Path file) {
		return lower(file).endsWith(".zip");
	}

	private static String lower(final Path file) {
		return file.getFileName().toString().toLowerCase(Locale.ROOT);
	}
}
