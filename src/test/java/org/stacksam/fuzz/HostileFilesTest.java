package org.stacksam.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.ij.ImageOpener;
import org.stacksam.ij.RoiFiles;
import org.stacksam.io.NiftiFile;
import org.stacksam.io.TiffStack;

/** Files that were made to harm: they promise what they do not hold, never end, or unpack to more than a disk. */
class HostileFilesTest {

	private static final int DEEP = 200_000;

	@TempDir
	private Path folder;

	@ParameterizedTest
	@EnumSource(names = { "PROMPTS", "COCO", "LABEL_STUDIO", "LABEL_NAMES", "SUMMARY", "DATASET", "MANIFEST", "SESSION",
		"CVAT", "YOLO_CLASSES" })
	void deeplyNested(final FileReader reader) throws IOException {
		for (final String open : new String[] { "[", "{\"a\":", "<a>", "- ", "{a: " })
			for (final String start : new String[] { "", "<annotations>", "names: " })
				assertFalse(reader.read((start + open.repeat(DEEP)).getBytes(StandardCharsets.US_ASCII)), () -> start + open);
	}

	/** Refused, with a message that names the file and these words. */
	private static void refused(final Path file, final String... words) {
		final String message = assertThrows(InputException.class, () -> ImageOpener.open(file, 0, 0, Progress.NONE))
			.getMessage();
		assertTrue(message.contains(file.toString()), message);
		for (final String word : words)
			assertTrue(message.contains(word), message);
	}

	/** A TIFF of two pages, 3 × 2 of 16 bit, to be changed; directories of 10 entries at 8 and at 146. */
	private ByteBuffer tiff() throws IOException {
		final Path file = folder.resolve("good.tif");
		TiffStack.write(file, ArrayImgs.unsignedShorts(new short[12], 3, 2, 2), true, Progress.NONE);
		assertEquals(2, ImageOpener.open(file, 0, 0, Progress.NONE).getStackSize());
		return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
	}

	private Path save(final ByteBuffer bytes) throws IOException {
		return Files.write(folder.resolve("bad.tif"), bytes.array());
	}

	@Test
	void tiffWhoseDirectoriesGoInACircle() throws IOException {
		refused(save(tiff().putInt(8 + 2 + 120, 8)), "circle");
	}

	@Test
	void tiffThatPromisesMoreThanItHolds() throws IOException {
		refused(save(tiff().putInt(8 + 2 + 8, 60_000).putInt(8 + 2 + 12 + 8, 60_000)), "its pixels need 7200000012 bytes",
			"the file has 284");
		refused(save(tiff().putInt(8 + 2 + 5 * 12 + 4, 0x7fffffff)), "tag 273", "2147483647 values");
		final ByteBuffer packed = tiff().putInt(8 + 2 + 8, 60_000).putInt(8 + 2 + 12 + 8, 60_000);
		refused(save(packed.putInt(8 + 2 + 3 * 12 + 8, 8)), "its pixels need");
	}

	@Test
	void tiffThatWasCutShort() throws IOException {
		refused(Files.write(folder.resolve("cut.tif"), Arrays.copyOf(tiff().array(), 200)), "truncated");
		// ImageJ itself fills with zeros what is missing
		final Path stack = folder.resolve("stack.tif");
		final ij.ImagePlus image = ij.IJ.createImage("a", "16-bit", 30, 20, 10);
		assertTrue(new ij.io.FileSaver(image).saveAsTiffStack(stack.toString()));
		assertEquals(10, ImageOpener.open(stack, 0, 0, Progress.NONE).getStackSize());
		final byte[] whole = Files.readAllBytes(stack);
		refused(Files.write(stack, Arrays.copyOf(whole, whole.length - 5000)), "10 slices need 12000 bytes");
	}

	@Test
	void dicomThatPromisesMoreThanItHolds() throws IOException {
		final byte[] good = FileReader.DICOM.seeds().get(0);
		final int series = indexOf(good, "1.2.3.4.1.1") - 2, rows = indexOf(good, "\u0028\u0000\u0010\u0000US");
		final byte[] longText = good.clone();
		longText[series + 1] = 0x7f;
		refused(Files.write(folder.resolve("a.dcm"), longText), "(0008,0018) promises 32524 bytes");
		final byte[] tall = good.clone();
		tall[rows + 9] = 0x7f;
		refused(Files.write(folder.resolve("a.dcm"), tall), "3 × 32514 pixels", "Bio-Formats");
		refused(Files.write(folder.resolve("a.dcm"), Arrays.copyOf(good, good.length - 4)), "3 × 2 pixels");
		refused(Files.write(folder.resolve("a.dcm"), Arrays.copyOf(good, series + 4)), "truncated");
	}

	private static int indexOf(final byte[] bytes, final String text) {
		final int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
		assertTrue(at > 0, text);
		return at;
	}

	/** Half a gigabyte of zeros behind a small volume is never unpacked; a header that asks for it is not believed. */
	@Test
	void gzipThatUnpacksToMoreThanItsVolume() throws IOException {
		final Path file = folder.resolve("bomb.nii.gz");
		final byte[] volume = FileReader.NIFTI.seeds().get(0);
		try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
			gzip.write(volume);
			final byte[] zeros = new byte[1 << 20];
			for (int i = 0; i < 512; i++)
				gzip.write(zeros);
		}
		assertTrue(Files.size(file) < 1 << 20);
		assertEquals(6, NiftiFile.read(file, 0).image().size());
		final ByteArrayOutputStream small = new ByteArrayOutputStream();
		try (OutputStream gzip = new GZIPOutputStream(small)) {
			gzip.write(ByteBuffer.wrap(volume).order(ByteOrder.LITTLE_ENDIAN).putShort(42, Short.MAX_VALUE).putShort(44,
				Short.MAX_VALUE).array());
		}
		Files.write(file, small.toByteArray());
		assertTrue(assertThrows(InputException.class, () -> NiftiFile.read(file, 0)).getMessage().contains("(packed)"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "../a.roi", "/tmp/a.roi", "x/../../a.roi", "C:\\a.roi", "..\\a.roi", "\\\\host\\a.roi" })
	void zipEntriesThatPointOutside(final String name) throws IOException {
		final Path file = Files.write(folder.resolve("a.zip"), Seeds.zip(java.util.zip.ZipEntry.STORED, name, FileReader.ROI
			.seeds().get(0)));
		assertTrue(assertThrows(InputException.class, () -> RoiFiles.read(file)).getMessage().contains("points out of it"));
		assertEquals(1, folder.toFile().list().length);
	}
}
