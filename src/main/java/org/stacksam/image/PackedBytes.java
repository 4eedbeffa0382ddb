package org.stacksam.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/** Bytes of a plane, compressed; immutable. Labels shrink to a hundredth and less. */
public final class PackedBytes {

	private final byte[] packed;
	private final int length;

	private PackedBytes(final byte[] packed, final int length) {
		this.packed = packed;
		this.length = length;
	}

	/** Compresses a copy of the values. */
	public static PackedBytes of(final byte[] values) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
		try (DeflaterOutputStream stream = new DeflaterOutputStream(out, deflater, 1 << 14)) {
			stream.write(values);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		finally {
			deflater.end();
		}
		return new PackedBytes(out.toByteArray(), values.length);
	}

	/** The values; a new array. */
	public byte[] unpack() {
		final byte[] values = new byte[length];
		final Inflater inflater = new Inflater();
		try {
			inflater.setInput(packed);
			for (int at = 0; at < length;) {
				final int n = inflater.inflate(values, at, length - at);
				if (n == 0) throw new IllegalStateException("A packed plane ends too early");
				at += n;
			}
		}
		catch (final DataFormatException e) {
			throw new IllegalStateException(e);
		}
		finally {
			inflater.end();
		}
		return values;
	}

	/** Bytes held. */
	public int bytes() {
		return packed.length;
	}
}
