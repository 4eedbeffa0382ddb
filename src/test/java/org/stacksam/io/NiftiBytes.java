package org.stacksam.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** NIfTI-1 files made byte by byte after the field table of nifti1.h, independent of the writer under test. */
final class NiftiBytes {

	private final ByteBuffer header;
	private byte[] voxels = {};

	/** A valid header with spacing 1.5, 2, 3 and neither sform nor qform. */
	NiftiBytes(final ByteOrder order, final int datatype, final int bytes, final int... size) {
		header = ByteBuffer.allocate(352).order(order);
		header.putInt(0, 348);
		header.putShort(40, (short) size.length);
		for (int i = 1; i < 8; i++)
			header.putShort(40 + 2 * i, (short) (i <= size.length ? size[i - 1] : 1));
		header.putShort(70, (short) datatype).putShort(72, (short) (8 * bytes));
		header.putFloat(76, 1).putFloat(80, 1.5f).putFloat(84, 2).putFloat(88, 3).putFloat(92, 1);
		header.putFloat(108, 352);
		header.put(123, (byte) 2);
		header.position(344);
		header.put("n+1".getBytes(StandardCharsets.US_ASCII));
		int n = bytes;
		for (final int s : size)
			n *= Math.max(1, s);
		voxels = new byte[n];
	}

	/** Sets header fields. */
	NiftiBytes header(final Consumer<ByteBuffer> change) {
		change.accept(header);
		return this;
	}

	/** Sets the voxels, through a buffer in the file's byte order. */
	NiftiBytes voxels(final Consumer<ByteBuffer> change) {
		change.accept(ByteBuffer.wrap(voxels).order(header.order()));
		return this;
	}

	NiftiBytes sform(final int code, final double... rows) {
		header.putShort(254, (short) code);
		for (int i = 0; i < 12; i++)
			header.putFloat(280 + 4 * i, (float) rows[i]);
		return this;
	}

	NiftiBytes qform(final int code, final double qfac, final double... bcdOffset) {
		header.putShort(252, (short) code);
		header.putFloat(76, (float) qfac);
		for (int i = 0; i < 6; i++)
			header.putFloat(256 + 4 * i, (float) bcdOffset[i]);
		return this;
	}

	byte[] bytes() {
		final byte[] all = new byte[352 + voxels.length];
		System.arraycopy(header.array(), 0, all, 0, 352);
		System.arraycopy(voxels, 0, all, 352, voxels.length);
		return all;
	}

	Path save(final Path file) throws IOException {
		return Files.write(file, file.toString().endsWith(".gz") ? gzip(bytes()) : bytes());
	}

	static byte[] gzip(final byte[] content) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
			gz.write(content);
		}
		return out.toByteArray();
	}
}
