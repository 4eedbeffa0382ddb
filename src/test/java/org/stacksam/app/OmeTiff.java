package org.stacksam.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes OME-TIFF files of 16 bit (TIFF 6.0 with OME-XML 2016-06), one strip a plane, planes in the order XYCZT. */
final class OmeTiff {

	private static final int SHORT = 3, LONG = 4, ASCII = 2;

	private OmeTiff() {}

	/**
	 * One image of the file.
	 *
	 * @param spacing of x, y, z in µm
	 */
	record Series(int channels, int slices, int frames, double[] spacing, Pixels pixels) {}

	/** Values of a plane; all indices 0-based. */
	@FunctionalInterface
	interface Pixels {

		int at(int x, int y, int c, int z, int t);
	}

	static void write(final Path file, final int width, final int height, final boolean signed,
		final List<Series> all) throws IOException
	{
		final List<byte[]> planes = new ArrayList<>();
		final StringBuilder xml = new StringBuilder(
			"<?xml version=\"1.0\" encoding=\"UTF-8\"?><OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\">");
		for (int i = 0; i < all.size(); i++) {
			final Series s = all.get(i);
			xml.append(String.format(Locale.ROOT, "<Image ID=\"Image:%d\"><Pixels ID=\"Pixels:%1$d\" DimensionOrder=\"XYCZT\" " +
				"Type=\"%s\" BigEndian=\"false\" SizeX=\"%d\" SizeY=\"%d\" SizeC=\"%d\" SizeZ=\"%d\" SizeT=\"%d\" PhysicalSizeX=\"%s\" " +
				"PhysicalSizeY=\"%s\" PhysicalSizeZ=\"%s\">", i, signed ? "int16" : "uint16", width, height, s.channels, s.slices,
				s.frames, s.spacing[0], s.spacing[1], s.spacing[2]));
			for (int c = 0; c < s.channels; c++)
				xml.append("<Channel ID=\"Channel:").append(i).append(':').append(c).append("\" SamplesPerPixel=\"1\"/>");
			xml.append("<TiffData IFD=\"").append(planes.size()).append("\" PlaneCount=\"").append(s.channels * s.slices *
				s.frames).append("\"/></Pixels></Image>");
			for (int t = 0; t < s.frames; t++)
				for (int z = 0; z < s.slices; z++)
					for (int c = 0; c < s.channels; c++)
						planes.add(plane(width, height, s.pixels, c, z, t));
		}
		Files.write(file, tiff(width, height, signed, planes, xml.append("</OME>\0").toString().getBytes(
			StandardCharsets.UTF_8)));
	}

	private static byte[] plane(final int width, final int height, final Pixels pixels, final int c, final int z,
		final int t)
	{
		final ByteBuffer b = ByteBuffer.allocate(2 * width * height).order(ByteOrder.LITTLE_ENDIAN);
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				b.putShort((short) pixels.at(x, y, c, z, t));
		return b.array();
	}

	private static byte[] tiff(final int width, final int height, final boolean signed, final List<byte[]> planes,
		final byte[] description)
	{
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final int size = 2 * width * height, entries = 11, directory = 2 + 12 * entries + 4;
		final int text = 8 + planes.size() * size, first = text + description.length + description.length % 2;
		out.writeBytes(buffer(8).put(new byte[] { 'I', 'I', 42, 0 }).putInt(first).array());
		planes.forEach(out::writeBytes);
		out.writeBytes(description);
		out.writeBytes(new byte[description.length % 2]);
		for (int i = 0; i < planes.size(); i++) {
			final ByteBuffer b = buffer(directory).putShort((short) entries);
			entry(b, 256, LONG, width);
			entry(b, 257, LONG, height);
			entry(b, 258, SHORT, 16);
			entry(b, 259, SHORT, 1);
			entry(b, 262, SHORT, 1);
			b.putShort((short) 270).putShort((short) ASCII).putInt(i == 0 ? description.length : 1).putInt(i == 0 ? text : 0);
			entry(b, 273, LONG, 8 + i * size);
			entry(b, 277, SHORT, 1);
			entry(b, 278, LONG, height);
			entry(b, 279, LONG, size);
			entry(b, 339, SHORT, signed ? 2 : 1);
			b.putInt(i + 1 < planes.size() ? first + (i + 1) * directory : 0);
			out.writeBytes(b.array());
		}
		return out.toByteArray();
	}

	private static ByteBuffer buffer(final int size) {
		return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
	}

	private static void entry(final ByteBuffer b, final int tag, final int type, final int value) {
		b.putShort((short) tag).putShort((short) type).putInt(1).putInt(value);
	}
}
