package org.stacksam.ij;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes small DICOM files (explicit VR, little-endian, signed 16 bit), for tests of reading. */
public final class DicomFiles {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private DicomFiles() {}

	/**
	 * A slice.
	 *
	 * @param number instance number
	 * @param position of its first pixel, LPS mm
	 * @param orientation row and column direction
	 * @param spacing between rows, between columns
	 * @param between spacing between slices, 0 = the tag is left out
	 * @param series number at the end of the series' UID
	 */
	public record Slice(int number, double[] position, double[] orientation, double[] spacing, double between, int series) {}

	/** Writes a slice of stored values; value = slope · stored + intercept. */
	public static void write(final Path file, final Slice s, final int width, final int height, final short[] stored,
		final double slope, final double intercept) throws IOException
	{
		final DicomFiles meta = new DicomFiles();
		meta.text(0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1");
		final DicomFiles d = new DicomFiles();
		d.text(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.2");
		d.text(0x0008, 0x0018, "UI", "1.2.3.4." + s.series() + "." + s.number());
		for (int date = 0x0020; date <= 0x0023; date++)
			d.text(0x0008, date, "DA", "20200101");
		for (int time = 0x0030; time <= 0x0033; time++)
			d.text(0x0008, time, "TM", "120000");
		d.text(0x0008, 0x0060, "CS", "CT");
		d.text(0x0018, 0x0050, "DS", "5.0");
		if (s.between() > 0) d.text(0x0018, 0x0088, "DS", numbers(s.between()));
		d.text(0x0020, 0x000d, "UI", "1.2.3.4");
		d.text(0x0020, 0x000e, "UI", "1.2.3.4." + s.series());
		d.text(0x0020, 0x0011, "IS", Integer.toString(s.series()));
		d.text(0x0020, 0x0013, "IS", Integer.toString(s.number()));
		d.text(0x0020, 0x0032, "DS", numbers(s.position()));
		d.text(0x0020, 0x0037, "DS", numbers(s.orientation()));
		d.number(0x0028, 0x0002, 1);
		d.text(0x0028, 0x0004, "CS", "MONOCHROME2");
		d.number(0x0028, 0x0010, height);
		d.number(0x0028, 0x0011, width);
		d.text(0x0028, 0x0030, "DS", numbers(s.spacing()));
		d.number(0x0028, 0x0100, 16);
		d.number(0x0028, 0x0101, 16);
		d.number(0x0028, 0x0102, 15);
		d.number(0x0028, 0x0103, 1);
		d.text(0x0028, 0x1052, "DS", numbers(intercept));
		d.text(0x0028, 0x1053, "DS", numbers(slope));
		final ByteBuffer pixels = ByteBuffer.allocate(2 * stored.length).order(ByteOrder.LITTLE_ENDIAN);
		pixels.asShortBuffer().put(stored);
		d.out.writeBytes(ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 0x7fe0).putShort(
			(short) 0x0010).put("OW".getBytes(StandardCharsets.US_ASCII)).putShort((short) 0).putInt(2 * stored.length)
			.array());
		d.out.writeBytes(pixels.array());
		final ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.writeBytes(new byte[128]);
		all.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
		final DicomFiles length = new DicomFiles();
		length.element(0x0002, 0x0000, "UL", ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(meta.out.size())
			.array());
		all.writeBytes(length.out.toByteArray());
		all.writeBytes(meta.out.toByteArray());
		all.writeBytes(d.out.toByteArray());
		Files.write(file, all.toByteArray());
	}

	private static String numbers(final double... values) {
		return Arrays.stream(values).mapToObj(v -> String.format(Locale.ROOT, "%.8g", v)).collect(Collectors.joining("\\"));
	}

	private void number(final int group, final int element, final int value) {
		element(group, element, "US", new byte[] { (byte) value, (byte) (value >> 8) });
	}

	private void text(final int group, final int element, final String vr, final String value) {
		final byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
		final byte[] even = Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
		if (even.length > bytes.length) even[bytes.length] = (byte) ("UI".equals(vr) ? 0 : ' ');
		element(group, element, vr, even);
	}

	private void element(final int group, final int element, final String vr, final byte[] value) {
		out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putShort((short) group).putShort(
			(short) element).put(vr.getBytes(StandardCharsets.US_ASCII)).putShort((short) value.length).array());
		out.writeBytes(value);
	}
}
