package org.stacksam.ij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;
import org.stacksam.Progress;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileInfo;
import ij.io.TiffEncoder;
import ij.process.ShortProcessor;

/** With the real Bio-Formats, whose jar the system property {@code stacksam.bioformats} names; skipped without. */
class BioFormatsTest {

	private static String before;

	/** As ImageJ finds it: in the plugins folder. */
	@BeforeAll
	static void installBioFormats(@TempDir final Path imagej) throws IOException {
		final String jar = System.getProperty("stacksam.bioformats", "");
		assumeTrue(!jar.isEmpty() && Files.isRegularFile(Path.of(jar)),
			"Skipped: no Bio-Formats; set -Dstacksam.bioformats to the path of bioformats_package.jar");
		Files.copy(Path.of(jar), Files.createDirectory(imagej.resolve("plugins")).resolve("bioformats_package.jar"));
		before = System.getProperty("plugins.dir");
		System.setProperty("plugins.dir", imagej.toString());
		IJ.resetClassLoader();
	}

	@AfterAll
	static void removeBioFormats() {
		if (before == null) System.clearProperty("plugins.dir");
		else System.setProperty("plugins.dir", before);
		IJ.resetClassLoader();
	}

	/** Two series of 6 × 5, uint16: 2 channels × 3 slices × 2 frames, and 4 slices. Plane i holds 50000 + i. */
	private static Path writeOme(final Path folder) throws IOException {
		final ImageStack stack = new ImageStack(6, 5);
		for (int i = 0; i < 16; i++) {
			final ShortProcessor p = new ShortProcessor(6, 5);
			p.set(50000 + i);
			stack.addSlice(p);
		}
		final FileInfo info = new ImagePlus("ome", stack).getFileInfo();
		info.description = """
			<?xml version="1.0" encoding="UTF-8"?>
			<OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06">
			<Image ID="Image:0"><Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="uint16" BigEndian="%1$s" SizeX="6" SizeY="5"
			 SizeC="2" SizeZ="3" SizeT="2" PhysicalSizeX="0.5" PhysicalSizeXUnit="mm" PhysicalSizeY="0.6"
			 PhysicalSizeYUnit="mm" PhysicalSizeZ="2.5" PhysicalSizeZUnit="mm"><Channel ID="Channel:0:0" SamplesPerPixel="1"/>
			<Channel ID="Channel:0:1" SamplesPerPixel="1"/><TiffData IFD="0" PlaneCount="12"/></Pixels></Image>
			<Image ID="Image:1"><Pixels ID="Pixels:1" DimensionOrder="XYCZT" Type="uint16" BigEndian="%1$s" SizeX="6" SizeY="5"
			 SizeC="1" SizeZ="4" SizeT="1"><Channel ID="Channel:1:0" SamplesPerPixel="1"/><TiffData IFD="12"
			 PlaneCount="4"/></Pixels></Image></OME>
			""".formatted(!info.intelByteOrder);
		final Path file = folder.resolve("zwei Serien ä.ome.tif");
		try (OutputStream out = Files.newOutputStream(file)) {
			new TiffEncoder(info).write(out);
		}
		return file;
	}

	@Test
	void readsSeriesChannelsAndFrames(@TempDir final Path folder) throws IOException {
		final Path file = writeOme(folder);
		final StackSelection first = ImageOpener.select(file, 1, 2, 2, Progress.NONE);
		assertEquals(3, first.depth());
		for (int z = 0; z < 3; z++)
			assertEquals(50007 + 2 * z, ImagePlusViews.floats(first).randomAccess().setPositionAndGet(2, 2, z).get());
		assertArrayEquals(new double[] { 0.5, 0.6, 2.5 }, first.geometry().spacing(), 1e-6);
		final StackSelection second = ImageOpener.select(file, 2, 0, 0, Progress.NONE);
		assertEquals(4, second.depth());
		assertEquals(50015, ImagePlusViews.floats(second).randomAccess().setPositionAndGet(0, 0, 3).get());
		final String message = assertThrows(InputException.class, () -> ImageOpener.open(file, 3, 0, Progress.NONE))
			.getMessage();
		assertTrue(message.contains("series 3"), message);
	}

	@Test
	void signedValuesComeOutAsStored(@TempDir final Path folder) throws IOException {
		final short[] stored = new short[30];
		stored[7] = -1000;
		final Path file = folder.resolve("signed.dcm");
		DicomFiles.write(file, new DicomFiles.Slice(1, new double[3], new double[] { 1, 0, 0, 0, 1, 0 }, new double[] { 1,
			1 }, 0, 1), 6, 5, stored, 1, 0);
		final StackSelection read = StackSelection.current(BioFormats.open(file, 1, false));
		assertEquals(-1000, ImagePlusViews.floats(read).randomAccess().setPositionAndGet(1, 1, 0).get());
		assertEquals(0, ImagePlusViews.floats(read).randomAccess().setPositionAndGet(0, 0, 0).get());
	}

	@Test
	void namesWhatItCannotRead(@TempDir final Path folder) throws IOException {
		final Path file = Files.writeString(folder.resolve("broken.czi"), "no image");
		assertTrue(assertThrows(InputException.class, () -> ImageOpener.open(file, 0, 0, Progress.NONE)).getMessage().contains(
			"broken.czi"));
	}
}
