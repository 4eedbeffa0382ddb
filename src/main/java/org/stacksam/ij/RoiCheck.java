package org.stacksam.ij;

import java.io.IOException;
import java.nio.ByteBuffer;

import ij.io.RoiDecoder;

/** Checks that a ROI file holds what its header promises, before ImageJ's decoder allocates by it. */
final class RoiCheck {

	/** Of a text: bytes before its two lengths in characters, after the header. */
	private static final int HEADER = 64, TEXT_LENGTHS = 8;
	/** ImageJ fits splines with a point every second pixel. */
	private static final double MAX_SPLINE = 1e7;

	private RoiCheck() {}

	/** @throws IOException saying what is wrong */
	static void check(final byte[] bytes) throws IOException {
		if (bytes.length < HEADER) throw new IOException("it has only " + bytes.length + " bytes");
		final ByteBuffer b = ByteBuffer.wrap(bytes);
		final int few = b.getShort(RoiDecoder.N_COORDINATES) & 0xffff, points = few == 0 ? b.getInt(RoiDecoder.SIZE) : few;
		// a rectangle may hold anything where others have the number of points
		if (few != 0 || isPolygon(b)) promised(bytes, "points", points, 4);
		promised(bytes, "parts", b.getInt(RoiDecoder.SHAPE_ROI_SIZE), 4);
		if (b.getShort(RoiDecoder.SUBTYPE) == RoiDecoder.TEXT && bytes.length >= HEADER + TEXT_LENGTHS + 8) for (int i = 0; i < 8; i += 4)
			promised(bytes, "letters", b.getInt(HEADER + TEXT_LENGTHS + i), 2);
		final int more = b.getInt(RoiDecoder.HEADER2_OFFSET);
		// the decoder looks for counters at negative places too, and in rectangles
		if (more != 0 && number(b, more, RoiDecoder.COUNTERS_OFFSET) != 0) promised(bytes, "counters", points, 4);
		if (more > 0) {
			promised(bytes, "letters of its name", number(b, more, RoiDecoder.NAME_LENGTH), 2);
			promised(bytes, "letters of its properties", number(b, more, RoiDecoder.ROI_PROPS_LENGTH), 2);
			promised(bytes, "bytes of its picture", number(b, more, RoiDecoder.IMAGE_SIZE), 1);
		}
		if ((b.getShort(RoiDecoder.OPTIONS) & RoiDecoder.SPLINE_FIT) != 0 && isPolygon(b)) spline(b, points);
	}

	/** A number of the second header, which may have been cut off by older writers; then 0. Nor may it lie before the file. */
	private static int number(final ByteBuffer b, final int header, final int offset) {
		return header + offset >= 0 && header + (long) offset + 4 <= b.capacity() ? b.getInt(header + offset) : 0;
	}

	private static boolean isPolygon(final ByteBuffer b) {
		final int type = b.get(RoiDecoder.TYPE);
		return type == 0 || type > 3 && type != 6; // all but rectangle, oval, line and no ROI
	}

	private static void promised(final byte[] bytes, final String what, final int count, final int size)
		throws IOException
	{
		if (count < 0 || (long) count * size > bytes.length) throw new IOException("it promises " + count + " " + what +
			" and has " + bytes.length + " bytes");
	}

	/** The fit takes memory by the length of the line between points that may lie anywhere. */
	private static void spline(final ByteBuffer b, final int points) throws IOException {
		if ((b.getShort(RoiDecoder.OPTIONS) & RoiDecoder.SUB_PIXEL_RESOLUTION) == 0) return;
		final int x = HEADER + 4 * points, y = x + 4 * points;
		if (y + 4L * points > b.capacity()) return; // the decoder finds that out
		double length = 0;
		for (int i = 0; i < points; i++) {
			final int before = i == 0 ? points - 1 : i - 1;
			length += Math.hypot(b.getFloat(x + 4 * i) - b.getFloat(x + 4 * before), b.getFloat(y + 4 * i) - b.getFloat(y + 4 *
				before));
		}
		if (!(length <= MAX_SPLINE)) throw new IOException("its spline is " + length + " pixels long");
	}
}
