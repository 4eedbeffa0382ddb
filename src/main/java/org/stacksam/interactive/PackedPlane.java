package org.stacksam.interactive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/** Labels of a rectangle, compressed; immutable. Label planes shrink to a hundredth and less. */
final class PackedPlane {

	private final byte[] packed;
	private final int length;
	private final boolean blank;

	private PackedPlane(final byte[] packed, final int length, final boolean blank) {
		this.packed = packed;
		this.length = length;
		this.blank = blank;
	}

	/** Compresses a copy of the values. */
	static PackedPlane of(final short[] values) {
		final ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * values.length);
		bytes.asShortBuffer().put(values);
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
		try (DeflaterOutputStream stream = new DeflaterOutputStream(out, deflater, 1 << 14)) {
			stream.write(bytes.array());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		finally {
			deflater.end();
		}
		return new PackedPlane(out.toByteArray(), values.length, isBlank(values));
	}

	/** The values; a new array. */
	short[] unpack() {
		final ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * length);
		final Inflater inflater = new Inflater();
		try {
			inflater.setInput(packed);
			int at = 0;
			while (at < bytes.capacity()) {
				final int n = inflater.inflate(bytes.array(), at, bytes.capacity() - at);
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
		final short[] values = new short[length];
		bytes.asShortBuffer().get(values);
		return values;
	}

	private static boolean isBlank(final short[] values) {
		for (final short v : values) if (v != 0) return false;
		return true;
	}

	/** Whether all values are 0. */
	boolean blank() {
		return blank;
	}

	/** Bytes held. */
	int bytes() {
		return packed.length;
	}
}
