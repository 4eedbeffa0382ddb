package org.stacksam.nnunet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Header of numpy's .npy format, versions 1 to 3 (numpy.lib.format).
 *
 * @param bytes of one number, 2, 4 or 8: half, float, double
 * @param shape slowest axis first
 */
record NpyHeader(ByteOrder order, int bytes, long[] shape) {

	private static final byte[] MAGIC = { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y' };

	/** Headers describe one array; numpy itself refuses longer ones. */
	private static final int MAX_LENGTH = 10_000;

	private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>=|])f([248])'");
	private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

	/**
	 * Reads a header; the stream is left at the first number.
	 *
	 * @throws IOException saying what is wrong
	 */
	static NpyHeader read(final InputStream in) throws IOException {
		final byte[] start = exactly(in, 8);
		if (!Arrays.equals(Arrays.copyOf(start, 6), MAGIC)) throw new IOException("it is not a numpy array");
		final int lengthBytes = start[6] == 1 ? 2 : 4;
		final ByteBuffer length = ByteBuffer.wrap(Arrays.copyOf(exactly(in, lengthBytes), 4)).order(ByteOrder.LITTLE_ENDIAN);
		final int n = length.getInt();
		if (n < 0 || n > MAX_LENGTH) throw new IOException("its header has " + n + " bytes");
		final String text = new String(exactly(in, n), StandardCharsets.UTF_8);
		final Matcher descr = DESCR.matcher(text), shape = SHAPE.matcher(text);
		if (!descr.find() || !shape.find()) throw new IOException("its numbers are not float16, float32 or float64: " + text
			.strip());
		if (!text.matches("(?s).*'fortran_order'\\s*:\\s*False.*")) throw new IOException("it is in Fortran order");
		final long[] sizes = Arrays.stream(shape.group(1).split(",")).map(String::strip).filter(s -> !s.isEmpty()).mapToLong(
			NpyHeader::size).toArray();
		return new NpyHeader(descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, Integer.parseInt(
			descr.group(2)), sizes);
	}

	private static long size(final String digits) {
		// neither fits any image
		return !digits.matches("\\d+") ? -1 : digits.length() > 10 ? Long.MAX_VALUE : Long.parseLong(digits);
	}

	private static byte[] exactly(final InputStream in, final int n) throws IOException {
		final byte[] bytes = in.readNBytes(n);
		if (bytes.length < n) throw new EOFException("it ends early");
		return bytes;
	}

	/** The number at a byte index. */
	float value(final ByteBuffer b, final int index) {
		return switch (bytes) {
			case 2 -> half(b.getShort(index));
			case 4 -> b.getFloat(index);
			default -> (float) b.getDouble(index);
		};
	}

	/** IEEE 754 half precision; Java has a conversion of its own only from version 20 on. */
	static float half(final short bits) {
		final int sign = (bits & 0x8000) << 16, exponent = bits >> 10 & 0x1f, fraction = bits & 0x3ff;
		if (exponent == 0) return Float.intBitsToFloat(sign | Float.floatToIntBits(fraction * 0x1p-24f));
		final int wide = exponent == 0x1f ? 0xff : exponent + 112;
		return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
	}
}
