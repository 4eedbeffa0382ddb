package org.stacksam.ij;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

import org.stacksam.InputException;

/**
 * Checks that a DICOM file holds what its elements promise, before ImageJ allocates by what they say, or waits for ever
 * for bytes that do not come. Goes through the file as ImageJ's decoder does; what the values mean is left to it.
 */
final class DicomCheck {

	private static final int PREAMBLE = 128, MAX_TEXT = 64;
	private static final int ROWS = 0x00280010, COLUMNS = 0x00280011, SAMPLES = 0x00280002, BITS = 0x00280100,
			FRAMES = 0x00280008, SYNTAX = 0x00020010, PIXELS = 0x7fe00010, FLOAT_PIXELS = 0x7fe00008, ITEM = 0xfffee000;
	/** Of these ImageJ reads two bytes, whatever length they say: also planar configuration and pixel representation. */
	private static final Set<Integer> NUMBERS = Set.of(ROWS, COLUMNS, SAMPLES, BITS, 0x00280006, 0x00280103);
	private static final Set<String> LONG = Set.of("OB", "OW", "SQ", "UN", "UT", "OF", "OL", "OD", "UC", "UR", "OV", "SV",
		"UV");
	private static final Set<String> SHORT = Set.of("AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT",
		"PN", "SH", "SL", "SS", "ST", "TM", "UI", "UL", "US", "??");
	private static final String IMPLICIT = "--";

	private final Path file;
	private final InputStream in;
	private final long size;
	private long at;
	private boolean bigEndian, mayBeBigEndian, oddPlaces;
	private long rows, columns, samples = 1, bits = 16;
	private double frames = 1;

	private DicomCheck(final Path file, final InputStream in, final long size) {
		this.file = file;
		this.in = in;
		this.size = size;
	}

	/**
	 * Checks a file.
	 *
	 * @throws InputException if an element or the pixels reach beyond the end of the file
	 */
	static void check(final Path file) throws IOException {
		try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
			final DicomCheck check = new DicomCheck(file, in, Files.size(file));
			check.preamble();
			// one without pixels, such as a DICOMDIR, is no image, but not damaged
			boolean more = true;
			while (more && check.at < check.size)
				more = check.element();
		}
		catch (final EOFException e) {
			throw new InputException(file + " is truncated. Copy or export it again.", e);
		}
	}

	/** Very old files begin with the first element. */
	private void preamble() throws IOException {
		in.mark(PREAMBLE + 4);
		final byte[] start = in.readNBytes(PREAMBLE + 4);
		if (new String(start, StandardCharsets.ISO_8859_1).endsWith("DICM")) at = start.length;
		else in.reset();
	}

	private boolean element() throws IOException {
		int group = number(2);
		if (group == 0x0800 && mayBeBigEndian) {
			bigEndian = true;
			group = 0x0008;
		}
		final int tag = group << 16 | number(2);
		final byte[] start = bytes(4);
		String kind = new String(start, 0, 2, StandardCharsets.ISO_8859_1);
		long length;
		if (LONG.contains(kind) && (start[2] == 0 || start[3] == 0)) length = number(4);
		else if (SHORT.contains(kind)) length = number(new byte[] { start[2], start[3] });
		else {
			kind = IMPLICIT;
			length = number(start);
		}
		if (length == 13 && !oddPlaces) length = 10; // in files of one maker, as ImageJ takes them
		oddPlaces |= at % 2 != 0;
		if (length == -1) length = 0; // undefined: what follows belongs to it
		length &= 0xffffffffL;
		if ((tag == PIXELS || tag == FLOAT_PIXELS) && length > 0) {
			pixels();
			return false;
		}
		if (length > size - at) throw new InputException(String.format(Locale.ROOT,
			"%s is truncated or damaged: its element (%04x,%04x) promises %d bytes. Copy or export it again.", file, tag >>> 16,
			tag & 0xffff, length));
		if (NUMBERS.contains(tag)) keep(tag, number(2));
		else if (tag == FRAMES) frames = frames(text(length));
		else if (tag == SYNTAX) mayBeBigEndian = text(length).contains("1.2.840.10008.1.2.2");
		else if (!isEntered(tag, kind)) skip(length);
		return true;
	}

	/** Of sequences and items the contents are read as if they stood by themselves. */
	private boolean isEntered(final int tag, final String kind) throws IOException {
		if (tag == ITEM) return true;
		if (kind.equals("SQ")) return (tag >>> 16 & 1) == 0 && tag != 0x00880200; // but icons and private ones
		if (!kind.equals(IMPLICIT)) return false;
		in.mark(4);
		final byte[] first = in.readNBytes(4);
		in.reset();
		return first.length == 4 && number(first) == 0xe000fffe;
	}

	private void keep(final int tag, final int value) {
		switch (tag) {
			case ROWS -> rows = value;
			case COLUMNS -> columns = value;
			case SAMPLES -> samples = value;
			case BITS -> bits = value;
			default -> {}
		}
	}

	private static double frames(final String text) {
		try {
			return Math.max(1, Double.parseDouble(text.strip()));
		}
		catch (final NumberFormatException e) {
			return 1;
		}
	}

	private void pixels() {
		final double need = (double) rows * columns * samples * frames * Math.ceil(bits / 8.0);
		if (need > size - at) throw new InputException(String.format(Locale.ROOT,
			"%s is truncated, or its pixels are compressed: %d × %d pixels and %.0f frame(s) need %.0f bytes, but the file has %d. Bio-Formats opens compressed DICOM.",
			file, columns, rows, frames, need, size - at));
	}

	private String text(final long length) throws IOException {
		final String text = new String(bytes((int) Math.min(length, MAX_TEXT)), StandardCharsets.ISO_8859_1);
		skip(length - text.length());
		return text;
	}

	private byte[] bytes(final int n) throws IOException {
		final byte[] bytes = in.readNBytes(n);
		at += bytes.length;
		if (bytes.length < n) throw new EOFException();
		return bytes;
	}

	private void skip(final long n) throws IOException {
		in.skipNBytes(n);
		at += n;
	}

	private int number(final int n) throws IOException {
		return number(bytes(n));
	}

	private int number(final byte[] bytes) {
		int value = 0;
		for (int i = 0; i < bytes.length; i++)
			value |= (bytes[i] & 0xff) << 8 * (bigEndian ? bytes.length - 1 - i : i);
		return value;
	}
}
