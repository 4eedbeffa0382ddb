package org.stacksam.sam;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.stacksam.io.OutputFile;

/**
 * Embeddings on disk, a file each: "SSEMB001", count (int), that many half floats, CRC-32 of all before (long), big
 * endian. Files appear under their final names only when complete, so several processes can share the folder.
 */
final class EmbeddingDisk {

	private static final long MAGIC = 0x5353454D42303031L;
	private static final String ENDING = ".emb", TEMPORARY = ".tmp";
	private static final int HEADER = Long.BYTES + Integer.BYTES;
	private static final Duration ABANDONED = Duration.ofHours(1);

	/** Writes after which the folder is listed again. */
	private static final int LISTED = 50;

	private final Path folder;
	private final long maxBytes;
	private final AtomicInteger writes = new AtomicInteger();
	/** Bytes that were in the folder when it was last listed, and those written since. */
	private final AtomicLong held = new AtomicLong();

	EmbeddingDisk(final Path folder, final long maxBytes) {
		this.folder = folder;
		this.maxBytes = maxBytes;
	}

	/** A file that is not what was written: cut short, or its bits flipped. */
	static final class DamagedException extends IOException {

		private static final long serialVersionUID = 1L;

		DamagedException(final Path file) {
			super("Damaged embedding " + file);
		}
	}

	boolean contains(final String key) {
		return Files.exists(file(key));
	}

	/**
	 * An embedding, or nothing if it is not there.
	 *
	 * @throws DamagedException if the file is damaged; it is then removed
	 */
	Optional<short[]> read(final String key) throws IOException {
		final Path file = file(key);
		final byte[] content;
		try {
			content = Files.readAllBytes(file);
		}
		catch (final NoSuchFileException e) {
			return Optional.empty();
		}
		final Optional<short[]> halves = decode(content);
		if (halves.isEmpty()) {
			Files.deleteIfExists(file);
			throw new DamagedException(file);
		}
		touch(file);
		return halves;
	}

	/**
	 * Writes an embedding; where the bound may be passed, those that were used longest ago are then removed. The folder is
	 * listed for that now and then only, since other processes write into it too.
	 */
	void write(final String key, final short[] halves) throws IOException {
		createFolder();
		final Path temporary = Files.createTempFile(folder, key.substring(0, 8), TEMPORARY);
		try {
			Files.write(temporary, encode(halves));
			OutputFile.moveInto(temporary, file(key));
		}
		finally {
			Files.deleteIfExists(temporary);
		}
		if (held.addAndGet(HEADER + Short.BYTES * halves.length + Long.BYTES) > maxBytes || writes.getAndIncrement() %
			LISTED == 0) held.set(evict());
	}

	private void createFolder() throws IOException {
		try {
			Files.createDirectories(folder);
		}
		catch (final FileAlreadyExistsException e) {
			throw new IOException(folder + " is a file, not a folder", e);
		}
	}

	/** Removes all embeddings; other files in the folder stay. */
	void clear() throws IOException {
		for (final Entry entry : entries())
			Files.deleteIfExists(entry.file);
	}

	private record Entry(Path file, long bytes, FileTime time) {

		boolean abandoned() {
			return file.toString().endsWith(TEMPORARY) && lastUse().isBefore(Instant.now().minus(ABANDONED));
		}

		/** A time to come was noted before the clock was set back: how long ago is not known, so it counts as oldest. */
		Instant lastUse() {
			return time.toInstant().isAfter(Instant.now().plus(ABANDONED)) ? Instant.EPOCH : time.toInstant();
		}
	}

	/** Removes what is too much; gives the bytes that are left. */
	private long evict() throws IOException {
		final List<Entry> entries = entries();
		entries.sort(Comparator.comparing(Entry::lastUse));
		long total = entries.stream().mapToLong(Entry::bytes).sum();
		for (final Entry entry : entries) {
			final boolean tooMuch = total > maxBytes && entry.file.toString().endsWith(ENDING);
			if (!tooMuch && !entry.abandoned()) continue;
			Files.deleteIfExists(entry.file);
			total -= entry.bytes;
		}
		return total;
	}

	private List<Entry> entries() throws IOException {
		final List<Entry> entries = new ArrayList<>();
		if (!Files.isDirectory(folder)) return entries;
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path file : files.filter(f -> f.toString().endsWith(ENDING) || f.toString().endsWith(TEMPORARY))
				.toList())
				try {
					final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
					entries.add(new Entry(file, attributes.size(), attributes.lastModifiedTime()));
				}
				catch (final NoSuchFileException e) {
					// another process removed it meanwhile: nothing to count
				}
		}
		return entries;
	}

	private Path file(final String key) {
		return folder.resolve(key + ENDING);
	}

	/** Marks a file as used now. */
	private static void touch(final Path file) {
		try {
			Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
		}
		catch (final IOException e) {
			// read-only, or removed by another process: only the order of removal suffers
		}
	}

	private static byte[] encode(final short[] halves) {
		final ByteBuffer bytes = ByteBuffer.allocate(HEADER + Short.BYTES * halves.length + Long.BYTES);
		bytes.putLong(MAGIC).putInt(halves.length);
		bytes.asShortBuffer().put(halves);
		bytes.putLong(bytes.capacity() - Long.BYTES, checksum(bytes.array()));
		return bytes.array();
	}

	private static Optional<short[]> decode(final byte[] content) {
		if (content.length < HEADER + Long.BYTES) return Optional.empty();
		final ByteBuffer bytes = ByteBuffer.wrap(content);
		final int count = (content.length - HEADER - Long.BYTES) / Short.BYTES;
		if (bytes.getLong() != MAGIC || bytes.getInt() != count || bytes.getLong(content.length - Long.BYTES) != checksum(
			content)) return Optional.empty();
		final short[] halves = new short[count];
		bytes.asShortBuffer().get(halves);
		return Optional.of(halves);
	}

	private static long checksum(final byte[] content) {
		final CRC32 crc = new CRC32();
		crc.update(content, 0, content.length - Long.BYTES);
		return crc.getValue();
	}
}
