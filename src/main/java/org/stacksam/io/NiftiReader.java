package org.stacksam.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

import org.stacksam.InputException;
import org.stacksam.Progress;

/** Reads NIfTI-1 slice by slice, so that memory is asked for only as far as the file has content. */
final class NiftiReader {

	/** No gzip stream unpacks to more than about 1032 times its size. */
	private static final long MAX_GZIP_RATIO = 1040;

	private static final int CHUNK = 1 << 20;

	/** Mapping many slices at once keeps far below the system's limit of mappings. */
	private static final long MAP_BYTES = 1 << 30;

	private NiftiReader() {}

	@FunctionalInterface
	private interface Reading<R> {

		R read(NiftiHeader header, InputStream rest) throws IOException;
	}

	static NiftiHeader header(final Path file) throws IOException {
		return open(file, (header, rest) -> header);
	}

	/** Opens, checks the header and that the file can hold what it says, and hands on the rest of the stream. */
	private static <R> R open(final Path file, final Reading<R> reading) throws IOException {
		if (!Files.exists(file)) throw new InputException("There is no file " + file + ". Check the path.");
		if (!Files.isRegularFile(file)) throw new InputException(file + " is not a file. Give the path of a .nii or .nii.gz file.");
		if (!Files.isReadable(file)) throw new InputException(file + " cannot be read. Check its permissions.");
		final long size = Files.size(file);
		try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), CHUNK >> 4)) {
			final boolean gzip = isGzip(raw); // by content: both endings are seen on both kinds
			final InputStream in = gzip ? new GZIPInputStream(raw, CHUNK >> 4) : raw;
			final byte[] bytes = in.readNBytes(NiftiHeader.SIZE);
			if (bytes.length < NiftiHeader.SIZE) throw new EOFException("the header has only " + bytes.length + " of " +
				NiftiHeader.SIZE + " bytes");
			final NiftiHeader header = NiftiHeader.parse(file, bytes);
			checkSize(file, header, gzip, size);
			return reading.read(header, in);
		}
		catch (final EOFException e) {
			throw new InputException(file + " is truncated" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")") +
				". Copy or download it again.", e);
		}
		catch (final ZipException e) {
			throw new InputException(file + " is damaged: its gzip content cannot be unpacked (" + e.getMessage() +
				"). Copy or download it again.", e);
		}
	}

	private static boolean isGzip(final InputStream in) throws IOException {
		in.mark(2);
		final boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
		in.reset();
		return gzip;
	}

	private static void checkSize(final Path file, final NiftiHeader h, final boolean gzip, final long size) {
		final double promised = h.offset() + (double) h.volumeBytes() * h.frames(); // may exceed a long
		final double possible = gzip ? (double) size * MAX_GZIP_RATIO : size;
		if (promised > possible) throw new InputException(String.format(Locale.ROOT,
			"%s is truncated or its header is wrong: %s, %d volume(s), %s need %.0f bytes, but the file has %d%s. Copy or download it again.",
			file, h.geometry(), h.frames(), h.type(), promised, size, gzip ? " (packed)" : ""));
	}

	static void checkFrame(final Path file, final NiftiHeader h, final int frame) {
		if (frame < 0 || frame >= h.frames()) throw new InputException(file + " has " + h.frames() +
			" volume(s): there is no frame " + (frame + 1) + " (counted from 1). Choose 1 to " + h.frames() + ".");
	}

	/** Reads one volume into memory, an array a slice. */
	static NiftiFile.Volume read(final Path file, final int frame, final Progress progress) throws IOException {
		return open(file, (h, in) -> {
			checkFrame(file, h, frame);
			final NiftiType type = memoryType(h);
			final double need = memoryBytes(h);
			if (need > Runtime.getRuntime().maxMemory()) throw new InputException(String.format(Locale.ROOT,
				"%s needs %.1f GB of memory, Java may use %.1f GB. Give Java more (-Xmx), or crop the image.", file, need / 1e9,
				Runtime.getRuntime().maxMemory() / 1e9));
			in.skipNBytes(h.offset() - NiftiHeader.SIZE + frame * h.volumeBytes());
			final int depth = (int) h.geometry().depth();
			final List<Object> slices = new ArrayList<>();
			for (int z = 0; z < depth; z++) {
				progress.check();
				progress.report(z, depth, "Reading " + file.getFileName());
				slices.add(type.access(readSlice(in, h, type)));
			}
			// Only at its end does a gzip stream check its sum.
			if (frame == h.frames() - 1) in.readNBytes(CHUNK);
			return new NiftiFile.Volume(type.planar(slices, size(h)), h.geometry());
		});
	}

	// Scaled numbers need a float type; one that holds all of theirs.
	private static NiftiType memoryType(final NiftiHeader h) {
		if (!h.isScaled()) return h.type();
		return h.type().bytes < 4 || h.type() == NiftiType.FLOAT32 ? NiftiType.FLOAT32 : NiftiType.FLOAT64;
	}

	private static Object readSlice(final InputStream in, final NiftiHeader h, final NiftiType type)
		throws IOException
	{
		final int n = (int) (h.geometry().width() * h.geometry().height());
		final Object array = type.newArray(n);
		final int size = h.type().bytes;
		final byte[] chunk = new byte[(int) Math.min(CHUNK, (long) n * size)];
		for (int done = 0; done < n;) {
			final int count = Math.min(n - done, chunk.length / size);
			final int got = in.readNBytes(chunk, 0, count * size);
			if (got < count * size) throw new EOFException("the voxels end early");
			final ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, got).order(h.order());
			if (!h.isScaled()) type.decode(bytes, array, done);
			else if (array instanceof float[] f) for (int i = 0; i < count; i++)
				f[done + i] = (float) (h.type().value(bytes, i * size) * h.slope() + h.inter());
			else if (array instanceof double[] d) for (int i = 0; i < count; i++)
				d[done + i] = h.type().value(bytes, i * size) * h.slope() + h.inter();
			done += count;
		}
		return array;
	}

	/** In memory within {@link MemoryBound}, else mapped; a packed file is unpacked for that. */
	static NiftiFile.Volume openVolume(final Path file, final int frame, final Progress progress) throws IOException {
		final boolean packed = isPacked(file);
		final NiftiHeader h = header(file);
		if (MemoryBound.allows(memoryBytes(h))) return read(file, frame, progress);
		return packed ? unpacked(file, frame, progress) : map(file, frame);
	}

	private static boolean isPacked(final Path file) throws IOException {
		if (!Files.isReadable(file) || !Files.isRegularFile(file)) return false; // said by the reader
		try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 2)) {
			return isGzip(in);
		}
	}

	/** Bytes of a volume in memory; may exceed a long. */
	private static double memoryBytes(final NiftiHeader h) {
		return (double) memoryType(h).bytes * h.geometry().width() * h.geometry().height() * h.geometry().depth();
	}

	/** Unpacks one volume into a temporary file and maps that: memory is needed for one buffer only. */
	static NiftiFile.Volume unpacked(final Path file, final int frame, final Progress progress) throws IOException {
		return open(file, (h, in) -> {
			checkFrame(file, h, frame);
			in.skipNBytes(h.offset() - NiftiHeader.SIZE + frame * h.volumeBytes());
			final Path temporary = TemporaryFiles.create(file, h.volumeBytes());
			try {
				try (OutputStream out = Files.newOutputStream(temporary)) {
					final byte[] chunk = new byte[CHUNK];
					for (long done = 0; done < h.volumeBytes();) {
						progress.check();
						progress.report(done / CHUNK, h.volumeBytes() / CHUNK, "Unpacking " + file.getFileName());
						final int count = in.readNBytes(chunk, 0, (int) Math.min(CHUNK, h.volumeBytes() - done));
						if (count == 0) throw new EOFException("the voxels end early");
						out.write(chunk, 0, count);
						done += count;
					}
				}
				// Only at its end does a gzip stream check its sum.
				if (frame == h.frames() - 1) in.readNBytes(CHUNK);
				return mapped(temporary, file, h, 0);
			}
			finally {
				TemporaryFiles.delete(temporary);
			}
		});
	}

	/** Maps one volume of an unpacked file: slices are loaded by the system when they are looked at; read-only. */
	static NiftiFile.Volume map(final Path file, final int frame) throws IOException {
		final NiftiHeader h = header(file);
		checkFrame(file, h, frame);
		if (isPacked(file)) throw new InputException(file + " is packed and cannot be mapped. Unpack it to .nii first.");
		return mapped(file, file, h, h.offset() + frame * h.volumeBytes());
	}

	/**
	 * Maps a volume.
	 *
	 * @param content the file that holds its voxels from an offset on
	 * @param file for messages
	 */
	private static NiftiFile.Volume mapped(final Path content, final Path file, final NiftiHeader h, final long offset)
		throws IOException
	{
		final List<Object> slices = new ArrayList<>();
		try (FileChannel channel = FileChannel.open(content, StandardOpenOption.READ)) {
			final long bytes = h.sliceBytes();
			if (bytes > Integer.MAX_VALUE) throw new InputException(file + " has slices of " + bytes +
				" bytes; at most 2 GB can be mapped. Crop the image.");
			final int depth = (int) h.geometry().depth();
			final int step = (int) Math.max(1, MAP_BYTES / bytes);
			for (int z = 0; z < depth; z += step) {
				final int count = Math.min(step, depth - z);
				final ByteBuffer map = channel.map(FileChannel.MapMode.READ_ONLY, offset + z * bytes, count * bytes);
				for (int i = 0; i < count; i++)
					slices.add(h.type().access(map.slice((int) (i * bytes), (int) bytes).order(h.order())));
			}
		}
		final RandomAccessibleInterval<? extends RealType<?>> stored = h.type().planar(slices, size(h));
		if (!h.isScaled()) return new NiftiFile.Volume(stored, h.geometry());
		return new NiftiFile.Volume(memoryType(h) == NiftiType.FLOAT32 ? scaled(stored, h, new FloatType()) : scaled(stored,
			h, new DoubleType()), h.geometry());
	}

	private static long[] size(final NiftiHeader h) {
		return new long[] { h.geometry().width(), h.geometry().height(), h.geometry().depth() };
	}

	private static <S extends RealType<?>, T extends RealType<T>> RandomAccessibleInterval<T> scaled(
		final RandomAccessibleInterval<S> stored, final NiftiHeader h, final T type)
	{
		return Converters.convertRAI(stored, (in, out) -> out.setReal(in.getRealDouble() * h.slope() + h.inter()), type);
	}
}
