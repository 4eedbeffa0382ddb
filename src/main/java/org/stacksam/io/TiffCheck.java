package org.stacksam.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.stacksam.InputException;

/**
 * Checks that a TIFF holds what its directories promise, before ImageJ allocates by what they say, goes round in a circle
 * of directories, or fills what is missing with zeros. What the pixels are is left to ImageJ.
 */
public final class TiffCheck {

	private static final int WIDTH = 256, HEIGHT = 257, BITS = 258, COMPRESSION = 259, DESCRIPTION = 270, OFFSETS = 273,
			SAMPLES = 277, METADATA_COUNTS = 50838, METADATA = 50839;
	/** Of "IJIJ", ImageJ's list of labels, overlays and others, and bytes of its longest table of contents. */
	private static final int METADATA_MAGIC = 0x494a494a, METADATA_TABLE = 804;
	private static final int ENTRY = 12;
	private static final int[] TYPE_BYTES = { 1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8 };
	/** ImageJ reads no more entries. */
	private static final int MAX_ENTRIES = 1000;
	/** No compression that ImageJ reads does better (LZW: 1,370 times, Deflate: 1,032). */
	private static final long MAX_RATIO = 1400;
	/** In the description of a stack that ImageJ wrote with one directory for all slices. */
	private static final Pattern IMAGES = Pattern.compile("images=(\\d{1,9})\\n");

	private final Path file;
	private final FileChannel channel;
	private final long length;
	private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
	private double pixelBytes;
	private boolean packed;

	private TiffCheck(final Path file, final FileChannel channel) throws IOException {
		this.file = file;
		this.channel = channel;
		length = channel.size();
	}

	/**
	 * Checks a file.
	 *
	 * @param intoMemory whether all pixels are going to be in memory at a time
	 * @throws InputException if it promises more than it holds, or needs more memory than there is
	 */
	public static void check(final Path file, final boolean intoMemory) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			final TiffCheck check = new TiffCheck(file, channel);
			check.directories();
			final double most = check.packed ? (double) check.length * MAX_RATIO : check.length;
			if (check.pixelBytes > most) throw check.wrong(String.format(Locale.ROOT, "its pixels need %.0f bytes, the file has %d",
				check.pixelBytes, check.length));
			final long memory = Runtime.getRuntime().maxMemory();
			if (intoMemory && check.pixelBytes > memory) throw new InputException(String.format(Locale.ROOT,
				"%s needs %.1f GB of memory, Java may use %.1f GB. Give Java more (-Xmx), or crop the image.", file,
				check.pixelBytes / 1e9, memory / 1e9));
		}
		catch (final EOFException e) {
			throw new InputException(file + " is truncated. Copy it or save it again.", e);
		}
	}

	private InputException wrong(final String what) {
		return new InputException(file + " is truncated or damaged: " + what + ". Copy it or save it again.");
	}

	private ByteBuffer read(final long at, final int bytes) throws IOException {
		final ByteBuffer b = ByteBuffer.allocate(bytes).order(order);
		while (b.hasRemaining())
			if (channel.read(b, at + b.position()) < 0) throw new EOFException();
		return b.flip();
	}

	private void directories() throws IOException {
		final ByteBuffer header = read(0, 8);
		if (header.get(0) == 'M') order = ByteOrder.BIG_ENDIAN;
		header.order(order);
		final Set<Long> seen = new HashSet<>();
		for (long at = unsigned(header.getInt(4)); at > 0;) {
			if (!seen.add(at)) throw wrong("its directories go in a circle");
			final int entries = read(at, 2).getShort() & 0xffff;
			if (entries < 1 || entries > MAX_ENTRIES) return; // where ImageJ stops
			final ByteBuffer directory = read(at + 2, entries * ENTRY);
			final int images = directory(directory, entries);
			// one directory for a whole stack: ImageJ passes over others
			at = images > 1 ? 0 : next(at + 2 + (long) entries * ENTRY);
		}
	}

	private long next(final long at) throws IOException {
		// some writers leave out the 0 that ends the list
		return at + 4 > length ? 0 : unsigned(read(at, 4).getInt());
	}

	/** Checks one directory and adds its pixels; gives the images that it stands for. */
	private int directory(final ByteBuffer directory, final int entries) throws IOException {
		double width = 0, height = 0, bits = 1, samples = 1;
		long compression = 1, offset = 0, counts = -1, metadata = -1;
		int images = 1;
		long countsNumber = 0;
		for (int i = 0; i < entries; i++) {
			final int tag = directory.getShort(i * ENTRY) & 0xffff, type = directory.getShort(i * ENTRY + 2) & 0xffff;
			final long count = unsigned(directory.getInt(i * ENTRY + 4)), value = unsigned(directory.getInt(i * ENTRY + 8));
			final int bytes = type < TYPE_BYTES.length ? TYPE_BYTES[type] : 1;
			if (count > length / bytes || count * bytes > 4 && value > length - count * bytes) throw wrong("its tag " + tag +
				" promises " + count + " values");
			final long first = type == 3 && count == 1 ? directory.getShort(i * ENTRY + 8) & 0xffff : value;
			switch (tag) {
				case WIDTH -> width = first;
				case HEIGHT -> height = first;
				case BITS -> bits = count == 1 ? first : count == 2 ? directory.getShort(i * ENTRY + 8) & 0xffff : read(value,
					2).getShort() & 0xffff;
				case SAMPLES -> samples = first;
				case COMPRESSION -> compression = first;
				case OFFSETS -> offset = count == 1 ? first : count > 1 && bytes == 4 ? unsigned(read(value, 4).getInt()) : 0;
				case DESCRIPTION -> images = count < 8 ? 1 : images(new String(read(value, (int) count).array(),
					StandardCharsets.ISO_8859_1));
				case METADATA_COUNTS -> {
					counts = value;
					countsNumber = count;
				}
				case METADATA -> metadata = value;
				default -> {}
			}
		}
		if (counts >= 0 && countsNumber > 1) metadata(counts, (int) countsNumber, metadata);
		final double bytes = Math.ceil(width * bits / 8) * samples * height * images;
		packed |= compression > 1;
		if (images > 1 && offset + bytes > length) throw wrong(String.format(Locale.ROOT,
			"%d slices need %.0f bytes, the file has %d", images, bytes, length - Math.min(length, offset)));
		pixelBytes += bytes;
		return images;
	}

	private static int images(final String description) {
		final Matcher matcher = IMAGES.matcher(description);
		return description.startsWith("ImageJ") && matcher.find() ? Math.max(1, Integer.parseInt(matcher.group(1))) : 1;
	}

	/** The lengths of ImageJ's own metadata, and how many of each kind there are. */
	private void metadata(final long countsAt, final int number, final long at) throws IOException {
		final ByteBuffer lengths = read(countsAt, 4 * number);
		double sum = 0;
		for (int i = 0; i < number; i++)
			sum += unsigned(lengths.getInt(4 * i));
		if (sum > length) throw wrong("its metadata need " + (long) sum + " bytes");
		final int table = lengths.getInt(0);
		if (at < 0 || table < 12 || table > METADATA_TABLE) return; // where ImageJ stops
		final ByteBuffer kinds = read(at, table);
		if (kinds.getInt(0) != METADATA_MAGIC) return;
		long entries = 0;
		for (int i = 8; i + 4 <= table; i += 8)
			entries += unsigned(kinds.getInt(i));
		if (entries > number) throw wrong("its metadata have " + entries + " entries");
	}

	private static long unsigned(final int value) {
		return value & 0xffffffffL;
	}
}
