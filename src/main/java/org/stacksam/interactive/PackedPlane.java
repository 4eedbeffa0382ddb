package org.stacksam.interactive;

import java.nio.ByteBuffer;

import org.stacksam.image.PackedBytes;

/** Labels of a rectangle, compressed; immutable. Label planes shrink to a hundredth and less. */
final class PackedPlane {

	private final PackedBytes packed;
	private final boolean blank;

	private PackedPlane(final PackedBytes packed, final boolean blank) {
		this.packed = packed;
		this.blank = blank;
	}

	/** Compresses a copy of the values. */
	static PackedPlane of(final short[] values) {
		final ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * values.length);
		bytes.asShortBuffer().put(values);
		return new PackedPlane(PackedBytes.of(bytes.array()), isBlank(values));
	}

	/** The values; a new array. */
	short[] unpack() {
		final ByteBuffer bytes = ByteBuffer.wrap(packed.unpack());
		final short[] values = new short[bytes.capacity() / Short.BYTES];
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
		return packed.bytes();
	}
}
