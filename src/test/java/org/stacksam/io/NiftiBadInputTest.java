package org.stacksam.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;

class NiftiBadInputTest {

	@TempDir
	private Path folder;

	private static NiftiBytes valid() {
		return new NiftiBytes(ByteOrder.LITTLE_ENDIAN, 4, 2, 5, 4, 3);
	}

	/** Reading fails, and the message names the file and everything else given. */
	private static void refused(final Path file, final String... named) {
		final String message = assertThrows(InputException.class, () -> NiftiFile.read(file, 0)).getMessage();
		assertTrue(message.contains(file.toString()), message);
		for (final String part : named)
			assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
	}

	@Test
	void missingFileAndFolder() {
		refused(folder.resolve("none.nii"), "There is no file");
		refused(folder, "not a file");
	}

	@Test
	void emptyAndShortFiles() throws IOException {
		refused(Files.write(folder.resolve("empty.nii"), new byte[0]), "truncated", "0 of 348");
		refused(Files.write(folder.resolve("short.nii"), Arrays.copyOf(valid().bytes(), 200)), "truncated", "200 of 348");
	}

	@Test
	void notNifti() throws IOException {
		refused(Files.writeString(folder.resolve("text.nii"), "x".repeat(500)), "is not NIfTI");
		refused(valid().header(h -> h.put(344, "n+9".getBytes(StandardCharsets.US_ASCII))).save(folder.resolve("a.nii")),
			"magic", "n+9");
		refused(valid().header(h -> h.putInt(344, 0)).save(folder.resolve("analyze.nii")), "magic", "Analyze 7.5");
	}

	@Test
	void detachedAndNifti2AreNamed() throws IOException {
		refused(valid().header(h -> h.put(344, "ni1".getBytes(StandardCharsets.US_ASCII))).save(folder.resolve("a.hdr")),
			".hdr and .img", "Convert");
		refused(valid().header(h -> h.putInt(0, 540)).save(folder.resolve("b.nii")), "NIfTI-2", "Convert");
	}

	@Test
	void badSizes() throws IOException {
		refused(valid().header(h -> h.putShort(42, (short) -5)).save(folder.resolve("a.nii")), "dim[1] = -5");
		refused(valid().header(h -> h.putShort(46, (short) 0)).save(folder.resolve("a.nii")), "dim[3] = 0");
		refused(valid().header(h -> h.putShort(40, (short) 9)).save(folder.resolve("a.nii")), "dim[0] = 9");
	}

	@Test
	void headerThatPromisesMoreThanTheFileHolds() throws IOException {
		refused(valid().header(h -> h.putShort(46, (short) 4)).save(folder.resolve("a.nii")), "truncated", "need 512 bytes",
			"472");
		final NiftiBytes huge = valid().header(h -> h.putShort(40, (short) 7));
		for (int i = 1; i <= 5; i++) {
			final int offset = 40 + 2 * i;
			huge.header(h -> h.putShort(offset, Short.MAX_VALUE));
		}
		refused(huge.save(folder.resolve("a.nii")), "truncated or its header is wrong");
		refused(huge.save(folder.resolve("a.nii.gz")), "truncated or its header is wrong", "(packed)");
	}

	@Test
	void truncatedAndDamagedGzip() throws IOException {
		final NiftiBytes noise = new NiftiBytes(ByteOrder.LITTLE_ENDIAN, 4, 2, 50, 40, 30).voxels(b -> {
			final byte[] random = new byte[b.remaining()];
			new java.util.Random(1).nextBytes(random);
			b.put(random);
		});
		final byte[] whole = NiftiBytes.gzip(noise.bytes());
		refused(Files.write(folder.resolve("cut.nii.gz"), Arrays.copyOf(whole, whole.length / 2)), "truncated");
		refused(Files.write(folder.resolve("head.nii.gz"), Arrays.copyOf(whole, 12)), "truncated");
		final byte[] flipped = whole.clone();
		flipped[whole.length / 2] ^= 0x55;
		refused(Files.write(folder.resolve("flip.nii.gz"), flipped), "damaged");
		refused(Files.write(folder.resolve("short.nii.gz"), NiftiBytes.gzip(Arrays.copyOf(noise.bytes(), 60_000))),
			"truncated", "voxels end early");
	}

	@Test
	void unusableGeometry() throws IOException {
		refused(valid().sform(1, 1, 0, 0, 0, 0, 1, 0, Double.NaN, 0, 0, 1, 0).save(folder.resolve("a.nii")), "sform", "NaN");
		refused(valid().sform(1, 1, 2, 0, 0, 2, 4, 0, 0, 0, 0, 1, 0).save(folder.resolve("a.nii")), "do not span the space");
		refused(valid().qform(1, 1, 0, Double.NaN, 0, 0, 0, 0).save(folder.resolve("a.nii")), "qform");
		refused(valid().header(h -> h.putFloat(84, 0)).save(folder.resolve("a.nii")), "pixdim[2] = 0.0");
		refused(valid().header(h -> h.putFloat(88, Float.NaN)).save(folder.resolve("a.nii")), "pixdim[3] = NaN");
	}

	@Test
	void unsupportedDataAndScaling() throws IOException {
		refused(valid().header(h -> h.putShort(70, (short) 128)).save(folder.resolve("a.nii")), "data type 128", "RGB");
		refused(valid().header(h -> h.putShort(70, (short) 77)).save(folder.resolve("a.nii")), "data type 77", "unknown");
		refused(valid().header(h -> h.putFloat(112, 2).putFloat(116, Float.NaN)).save(folder.resolve("a.nii")),
			"scl_inter = NaN");
		refused(valid().header(h -> h.putFloat(108, 100)).save(folder.resolve("a.nii")), "vox_offset = 100");
	}

	@Test
	void frameThatDoesNotExist() throws IOException {
		final Path file = valid().save(folder.resolve("a.nii"));
		assertTrue(assertThrows(InputException.class, () -> NiftiFile.read(file, 1)).getMessage().contains(
			"there is no frame 2 (counted from 1)"));
		assertThrows(InputException.class, () -> NiftiFile.map(file, -1));
	}

	@Test
	void packedFilesCannotBeMapped() throws IOException {
		final Path file = valid().save(folder.resolve("a.nii.gz"));
		assertTrue(assertThrows(InputException.class, () -> NiftiFile.map(file, 0)).getMessage().contains("packed"));
	}

	@Test
	void writingRefusesWhatNiftiCannotHold() {
		final Geometry wide = Geometry.of(32768, 1, 1, new double[] { 1, 1, 1 }, new double[3]);
		final var image = ArrayImgs.unsignedBytes(32768, 1, 1);
		assertTrue(assertThrows(InputException.class, () -> NiftiFile.write(folder.resolve("a.nii"), image, wide, false))
			.getMessage().contains("at most 32767"));
		final Geometry flat = Geometry.of(1, 1, 1, new double[] { 1, 0, 1 }, new double[3]);
		assertTrue(assertThrows(InputException.class, () -> NiftiFile.write(folder.resolve("a.nii"), ArrayImgs.unsignedBytes(
			1, 1, 1), flat, false)).getMessage().contains("voxel size"));
		final Geometry unit = Geometry.of(1, 1, 1, new double[] { 1, 1, 1 }, new double[3]);
		assertTrue(assertThrows(InputException.class, () -> NiftiFile.write(folder.resolve("a.img"), ArrayImgs.unsignedBytes(
			1, 1, 1), unit, false)).getMessage().contains(".nii.gz or .nii"));
		assertEquals(0, folder.toFile().list().length);
	}
}
