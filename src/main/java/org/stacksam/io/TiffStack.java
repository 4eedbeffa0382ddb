package org.stacksam.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

import org.stacksam.InputException;
import org.stacksam.Progress;

/**
 * Writes plain grey TIFF 6.0 stacks: uncompressed, little-endian, one page a slice, no colour table, no resolution.
 * Every TIFF reader opens them; that ImageJ's metadata are left out keeps readers from guessing axes.
 */
public final class TiffStack {

	/** Offsets in TIFF have 32 bits. */
	private static final long MAX_BYTES = 0xffff_fff0L;

	private static final int ENTRIES = 10;
	private static final int PAGE_HEADER = 2 + 12 * ENTRIES + 4;
	private static final int SHORT = 3, LONG = 4;

	private TiffStack() {}

	/**
	 * Writes a stack through a temporary name.
	 *
	 * @param image [x, y] or [x, y, z]; uint8, int8, uint16 and int16 as they are, others as float
	 * @throws InputException if it cannot be written there, or is larger than a TIFF can be (4 GB)
	 */
	public static void write(final Path file, final RandomAccessibleInterval<? extends RealType<?>> image,
		final boolean overwrite, final Progress progress) throws IOException
	{
		final NiftiType type = type(image.getType());
		final long depth = image.numDimensions() < 3 ? 1 : image.dimension(2);
		final long pageBytes = image.dimension(0) * image.dimension(1) * type.bytes;
		if (8 + depth * (pageBytes + PAGE_HEADER) > MAX_BYTES) throw new InputException("Cannot write " + file +
			": a TIFF holds at most 4 GB, this stack has " + depth * pageBytes + " bytes. Write .nii.gz instead.");
		OutputFile.write(file, overwrite, temporary -> {
			try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
				out.write(new byte[] { 'I', 'I', 42, 0, 8, 0, 0, 0 });
				for (long z = 0; z < depth; z++) {
					progress.check();
					final long offset = 8 + z * (pageBytes + PAGE_HEADER);
					out.write(pageHeader(image.dimension(0), image.dimension(1), type, offset, z < depth - 1 ? offset +
						PAGE_HEADER + pageBytes : 0));
					writePage(out, depth == 1 && image.numDimensions() == 2 ? image : Views.hyperSlice(image, 2, image.min(2) +
						z), type);
				}
			}
		});
	}

	private static NiftiType type(final RealType<?> voxel) {
		if (voxel instanceof UnsignedByteType || voxel instanceof ByteType || voxel instanceof UnsignedShortType ||
			voxel instanceof ShortType) return NiftiType.of(voxel);
		return NiftiType.FLOAT32;
	}

	private static byte[] pageHeader(final long width, final long height, final NiftiType type, final long offset,
		final long next)
	{
		final ByteBuffer b = ByteBuffer.allocate(PAGE_HEADER).order(ByteOrder.LITTLE_ENDIAN);
		b.putShort((short) ENTRIES);
		entry(b, 256, LONG, width); // ImageWidth
		entry(b, 257, LONG, height); // ImageLength
		entry(b, 258, SHORT, 8L * type.bytes); // BitsPerSample
		entry(b, 259, SHORT, 1); // Compression: none
		entry(b, 262, SHORT, 1); // PhotometricInterpretation: black is zero
		entry(b, 273, LONG, offset + PAGE_HEADER); // StripOffsets
		entry(b, 277, SHORT, 1); // SamplesPerPixel
		entry(b, 278, LONG, height); // RowsPerStrip
		entry(b, 279, LONG, width * height * type.bytes); // StripByteCounts
		entry(b, 339, SHORT, type == NiftiType.FLOAT32 ? 3 : type == NiftiType.INT8 || type == NiftiType.INT16 ? 2 : 1); // SampleFormat
		b.putInt((int) next);
		return b.array();
	}

	private static void entry(final ByteBuffer b, final int tag, final int type, final long value) {
		b.putShort((short) tag).putShort((short) type).putInt(1).putInt((int) value);
	}

	private static void writePage(final OutputStream out,
		final RandomAccessibleInterval<? extends RealType<?>> page, final NiftiType type) throws IOException
	{
		final ByteBuffer row = ByteBuffer.allocate((int) page.dimension(0) * type.bytes).order(ByteOrder.LITTLE_ENDIAN);
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(page).cursor();
		while (cursor.hasNext()) {
			type.encode(cursor.next().getRealDouble(), row);
			if (row.hasRemaining()) continue;
			out.write(row.array());
			row.clear();
		}
	}
}
