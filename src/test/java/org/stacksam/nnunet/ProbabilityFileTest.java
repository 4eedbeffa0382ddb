package org.stacksam.nnunet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.Geometry;

class ProbabilityFileTest {

	private static final Geometry GRID = Geometry.of(3, 2, 1, new double[] { 1, 1, 1 }, new double[3]);

	/** Two classes, [2, 1, 2, 3]. */
	private static final float[] TWO = { 0.9f, 0.5f, 0.25f, 0, 1, 0.75f, 0.1f, 0.5f, 0.75f, 1, 0, 0.25f };

	@TempDir
	private Path folder;

	private Path npz(final String entry, final String header, final byte[] numbers) throws IOException {
		final Path file = folder.resolve("a.npz");
		try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
			zip.putNextEntry(new ZipEntry(entry));
			zip.write(new byte[] { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) (header.length() & 0xff), (byte) (header
				.length() >> 8) });
			zip.write(header.getBytes(StandardCharsets.US_ASCII));
			zip.write(numbers);
		}
		return file;
	}

	private static String header(final String descr, final String shape) {
		return "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
	}

	private static byte[] floats(final ByteOrder order, final float... values) {
		final ByteBuffer b = ByteBuffer.allocate(4 * values.length).order(order);
		for (final float v : values)
			b.putFloat(v);
		return b.array();
	}

	private static List<Integer> bytes(final Path file, final boolean regions) throws IOException {
		final var image = ProbabilityFile.confidence(file, GRID, regions, Progress.NONE);
		return List.of(0, 1, 2, 3, 4, 5).stream().map(i -> (int) Cases.at(image, i % 3, i / 3, 0)).toList();
	}

	@Test
	void largestProbabilityOfTheClasses() throws IOException {
		final Path file = npz("probabilities.npy", header("<f4", "(2, 1, 2, 3)"), floats(ByteOrder.LITTLE_ENDIAN, TWO));
		assertEquals(List.of(230, 128, 191, 255, 255, 191), bytes(file, false)); // 0.9, 0.5, 0.75, 1, 1, 0.75 of 255
		final Path big = npz("probabilities.npy", header(">f4", "(2, 1, 2, 3)"), floats(ByteOrder.BIG_ENDIAN, TWO));
		assertEquals(List.of(230, 128, 191, 255, 255, 191), bytes(big, false));
	}

	@Test
	void leastSureDecisionOfTheRegions() throws IOException {
		final Path file = npz("probabilities.npy", header("<f4", "(2, 1, 2, 3)"), floats(ByteOrder.LITTLE_ENDIAN, 0.9f, 0.1f,
			1, 0, 0.5f, 1, 0.2f, 1, 1, 0, 1, 0.6f));
		// max(p, 1 − p): .9 and .8; .9 and 1; 1 and 1; 1 and 1; .5 and 1; 1 and .6
		assertEquals(List.of(204, 230, 255, 255, 128, 153), bytes(file, true));
	}

	@Test
	void halfPrecision() throws IOException {
		final ByteBuffer half = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
		for (final int bits : new int[] { 0x3c00, 0x3800, 0x3a00, 0x0000, 0x0001, 0x2e66 }) // 1, .5, .75, 0, 2^-24, .1
			half.putShort((short) bits);
		assertEquals(List.of(255, 128, 191, 0, 0, 25), bytes(npz("probabilities.npy", header("<f2", "(1, 1, 2, 3)"), half
			.array()), false));
		assertEquals(0x1p-24f, NpyHeader.half((short) 1));
		assertEquals(65504f, NpyHeader.half((short) 0x7bff));
		assertEquals(-2f, NpyHeader.half((short) 0xc000));
		assertEquals(Float.POSITIVE_INFINITY, NpyHeader.half((short) 0x7c00));
		assertTrue(Float.isNaN(NpyHeader.half((short) 0x7e00)));
	}

	private void refused(final Path file, final String part) {
		final String message = assertThrows(InputException.class, () -> ProbabilityFile.confidence(file, GRID, false,
			Progress.NONE)).getMessage();
		assertTrue(message.contains(file.toString()) && message.contains(part), message);
	}

	@Test
	void everyOtherShapeOrContentIsRefused() throws IOException {
		final byte[] two = floats(ByteOrder.LITTLE_ENDIAN, TWO);
		refused(folder.resolve("none.npz"), "no file");
		refused(Files.writeString(folder.resolve("text.npz"), "not a zip"), "no zip file");
		refused(npz("softmax.npy", header("<f4", "(2, 1, 2, 3)"), two), "no array \"probabilities\"");
		refused(npz("probabilities.npy", header("<f4", "(2, 1, 3, 2)"), two), "[2, 1, 3, 2] instead of [classes, 1, 2, 3]");
		refused(npz("probabilities.npy", header("<f4", "(99999999999999, 99999999999, 2, 3)"), two), "its shape is");
		refused(npz("probabilities.npy", header("<f4", "(2, 2, 3)"), two), "its shape is [2, 2, 3]");
		refused(npz("probabilities.npy", header("<f4", "(2, 1 1, 2, 3)"), two), "its shape is [2, -1, 2, 3]");
		refused(npz("probabilities.npy", header("<i8", "(2, 1, 2, 3)"), two), "not float16, float32 or float64");
		refused(npz("probabilities.npy", header("<f4", "(2, 1, 2, 3)").replace("False", "True"), two), "Fortran");
		refused(npz("probabilities.npy", header("<f4", "(3, 1, 2, 3)"), two), "ends early");
		refused(npz("probabilities.npy", header("<f4", "(1, 1, 2, 3)"), floats(ByteOrder.LITTLE_ENDIAN, 0, 7, 0, 0, 0, 0)),
			"7.0, which is no probability");
		final Path whole = npz("probabilities.npy", header("<f4", "(2, 1, 2, 3)"), two);
		final byte[] cut = Files.readAllBytes(whole);
		refused(Files.write(folder.resolve("cut.npz"), java.util.Arrays.copyOf(cut, cut.length / 2)), "zip");
	}
}
