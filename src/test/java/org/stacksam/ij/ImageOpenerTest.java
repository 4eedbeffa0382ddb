package org.stacksam.ij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.TestData;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.LabelClass;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ShortProcessor;

class ImageOpenerTest {

	private static final double[][] OBLIQUE = { { -0.7, 0.1, 0.2, 12.5 }, { 0.05, -0.68, 0.3, -7.25 }, { -0.02, 0.15, 2.4,
		100.125 } };

	private static final class Log implements Progress {

		private final List<String> lines = new ArrayList<>();

		@Override
		public void log(final String line) {
			lines.add(line);
		}
	}

	private static double at(final RandomAccessibleInterval<? extends RealType<?>> view, final long... at) {
		return view.randomAccess().setPositionAndGet(at).getRealDouble();
	}

	private static <T extends RealType<T>> void number(final Iterable<T> voxels, final double first) {
		double v = first;
		for (final T voxel : voxels)
			voxel.setReal(v++);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ct.nii", "ct.nii.gz", "mit Leerzeichen und Umlaut ä.nii.gz", "图像.nii" })
	void niftiKeepsValuesAndGrid(final String name, @TempDir final Path folder) throws IOException {
		final var volume = PlanarImgs.shorts(5, 4, 3);
		number(volume, -30);
		final Geometry grid = new Geometry(5, 4, 3, OBLIQUE, true);
		final Path file = folder.resolve(name);
		NiftiFile.write(file, volume, grid, false);
		final StackSelection read = ImageOpener.select(file, 0, 0, 0, Progress.NONE);
		assertEquals(16, read.image().getBitDepth());
		assertEquals(-30, at(ImagePlusViews.view(read), 0, 0, 0));
		assertEquals(29, at(ImagePlusViews.view(read), 4, 3, 2));
		// the calibrated value that ImageJ's own tools show
		assertEquals(-30, read.image().getCalibration().getCValue(read.image().getStack().getProcessor(1).get(0)));
		assertTrue(grid.sameGrid(read.geometry()) && read.geometry().oriented());
	}

	@Test
	void sharesPlanesWithNifti() {
		final var bytes = PlanarImgs.unsignedBytes(5, 4, 3);
		final ImagePlus image = VolumeImages.of(bytes, Geometry.of(5, 4, 3, new double[] { 1, 1, 1 }, new double[3]), "b");
		assertSame(bytes.getPlane(2).getCurrentStorageArray(), image.getStack().getPixels(3));
		final var floats = PlanarImgs.floats(5, 4, 3);
		assertSame(floats.getPlane(2).getCurrentStorageArray(), VolumeImages.of(floats, Geometry.of(5, 4, 3, new double[] { 1,
			1, 1 }, new double[3]), "f").getStack().getPixels(3));
	}

	@Test
	void otherTypesBecomeFloat(@TempDir final Path folder) throws IOException {
		final Path file = folder.resolve("ints.nii");
		final var ints = PlanarImgs.ints(3, 2, 2);
		number(ints, -100000);
		NiftiFile.write(file, ints, Geometry.of(3, 2, 2, new double[] { 1, 1, 1 }, new double[3]), false);
		final StackSelection read = ImageOpener.select(file, 0, 0, 0, Progress.NONE);
		assertEquals(32, read.image().getBitDepth());
		assertEquals(-99989, at(ImagePlusViews.view(read), 2, 1, 1));
	}

	@Test
	void volumesInMemoryCanBeEdited() {
		final ImagePlus image = VolumeImages.of(ArrayImgs.shorts(new short[5 * 4 * 3], 5, 4, 3), Geometry.of(5, 4, 3,
			new double[] { 1, 1, 1 }, new double[3]), "array");
		image.getStack().getProcessor(2).set(1, 1, 32768 + 7);
		assertEquals(7, at(ImagePlusViews.view(StackSelection.current(image)), 1, 1, 1));
		image.getStack().deleteSlice(1);
		assertEquals(2, image.getStack().size());
	}

	@Test
	void mappedVolumesAreVirtual(@TempDir final Path folder) throws IOException {
		final Path file = folder.resolve("map.nii");
		final var shorts = PlanarImgs.shorts(3, 2, 2);
		number(shorts, -5);
		NiftiFile.write(file, shorts, Geometry.of(3, 2, 2, new double[] { 1, 1, 1 }, new double[3]), false);
		final NiftiFile.Volume mapped = NiftiFile.map(file, 0);
		final ImagePlus image = VolumeImages.of(mapped.image(), mapped.geometry(), "mapped");
		assertTrue(image.getStack().isVirtual());
		assertEquals(6, at(ImagePlusViews.view(StackSelection.current(image)), 2, 1, 1));
		assertEquals(-5, image.getStack().getProcessor(1).get(0, 0) - 32768);
	}

	private static ImagePlus hyperstack() {
		final ImageStack stack = new ImageStack(4, 3);
		for (int i = 0; i < 2 * 3 * 2; i++) {
			final ShortProcessor p = new ShortProcessor(4, 3);
			p.set(1000 * i);
			stack.addSlice("label " + i, p);
		}
		final ImagePlus image = new ImagePlus("hyper", stack);
		image.setDimensions(2, 3, 2);
		image.setOpenAsHyperStack(true);
		image.getCalibration().setUnit("micron");
		image.getCalibration().pixelWidth = 0.25;
		image.getCalibration().pixelHeight = 0.25;
		image.getCalibration().pixelDepth = 1.5;
		return image;
	}

	@Test
	void tiffHyperstacksKeepOrderAndCalibration(@TempDir final Path folder) throws IOException {
		final Path file = folder.resolve("häufig benutzt 图.tif");
		LabelFiles.writeImage(file, StackSelection.current(hyperstack()), false, Progress.NONE);
		final StackSelection read = ImageOpener.select(file, 0, 2, 2, Progress.NONE);
		for (int z = 0; z < 3; z++)
			assertEquals(1000 * (6 + 2 * z + 1), at(ImagePlusViews.view(read), 0, 0, z));
		assertArrayEquals(new double[] { 0.00025, 0.00025, 0.0015 }, read.geometry().spacing(), 1e-9);
		assertThrows(InputException.class, () -> ImageOpener.select(file, 0, 3, 1, Progress.NONE));
		assertThrows(InputException.class, () -> LabelFiles.writeImage(file, StackSelection.current(hyperstack()), false,
			Progress.NONE));
	}

	@Test
	void readsBothByteOrdersAndVirtually(@TempDir final Path folder) {
		final ImagePlus image = hyperstack();
		final String big = folder.resolve("big.tif").toString(), little = folder.resolve("little.tif").toString();
		final boolean before = ij.Prefs.intelByteOrder;
		try {
			ij.Prefs.intelByteOrder = false;
			new FileSaver(image.duplicate()).saveAsTiffStack(big);
			ij.Prefs.intelByteOrder = true;
			new FileSaver(image.duplicate()).saveAsTiffStack(little);
		}
		finally {
			ij.Prefs.intelByteOrder = before;
		}
		for (final String path : List.of(big, little))
			for (final ImagePlus read : List.of(IJ.openImage(path), IJ.openVirtual(path))) {
				final StackSelection selection = StackSelection.of(read, 1, 2, Progress.NONE);
				assertEquals(10000, at(ImagePlusViews.view(selection), 3, 2, 2), path);
				assertEquals(6000, at(ImagePlusViews.view(selection), 3, 2, 0), path);
			}
	}

	@Test
	void labelsKeepGridClassesAndSliceLabels(@TempDir final Path folder) throws IOException {
		final StackSelection source = StackSelection.of(hyperstack(), 2, 2, Progress.NONE);
		final PlanarImg<UnsignedShortType, ?> labels = PlanarImgs.unsignedShorts(4, 3, 3);
		labels.randomAccess().setPositionAndGet(3, 2, 1).set(5);
		final List<LabelClass> classes = List.of(new LabelClass(5, "liver", 0x123456, false));
		final ImagePlus image = VolumeImages.labels(labels, classes, source, "labels");
		assertEquals(8, image.getBitDepth());
		assertEquals(3, image.getNSlices());
		assertEquals("label 9", image.getStack().getSliceLabel(2));
		assertEquals("micron", image.getCalibration().getUnit());
		assertEquals(0xff123456, image.getStack().getProcessor(2).getCurrentColorModel().getRGB(5));
		assertEquals("5=liver", image.getProp(VolumeImages.LABELS));
		final Path tif = folder.resolve("labels.tif"), nii = folder.resolve("labels.nii.gz");
		LabelFiles.write(tif, labels, classes, source, false);
		LabelFiles.write(nii, labels, classes, source, false);
		for (final Path file : List.of(tif, nii)) {
			final StackSelection read = LabelFiles.open(file, Progress.NONE);
			assertEquals(5, at(LabelFiles.labels(read).image(), 3, 2, 1), file.toString());
			assertTrue(source.geometry().sameGrid(read.geometry()), file + ": " + read.geometry());
			assertEquals(8, read.image().getBitDepth());
		}
		assertEquals("5=liver", IJ.openImage(tif.toString()).getProp(VolumeImages.LABELS));
		assertEquals("label 9", IJ.openImage(tif.toString()).getStack().getSliceLabel(2));
		try (var files = Files.list(folder)) {
			assertEquals(2, files.count());
		}
	}

	@Test
	void largeLabelsAreSixteenBit(@TempDir final Path folder) throws IOException {
		final PlanarImg<UnsignedShortType, ?> labels = PlanarImgs.unsignedShorts(4, 3, 2);
		labels.randomAccess().setPositionAndGet(1, 1, 1).set(40000);
		final Geometry grid = new Geometry(4, 3, 2, OBLIQUE, true);
		final ImagePlus image = VolumeImages.labels(labels, List.of(), grid, "labels");
		assertEquals(16, image.getBitDepth());
		assertSame(labels.getPlane(1).getCurrentStorageArray(), image.getStack().getPixels(2));
		assertEquals(40000, image.getDisplayRangeMax());
		for (final String name : List.of("l.tif", "l.nii")) {
			LabelFiles.write(folder.resolve(name), labels, List.of(), grid, false);
			final StackSelection read = LabelFiles.open(folder.resolve(name), Progress.NONE);
			assertEquals(40000, at(LabelFiles.labels(read).image(), 1, 1, 1), name);
			assertTrue(grid.sameGrid(read.geometry()), name);
		}
	}

	@Test
	void confidenceIsZeroToOne(@TempDir final Path folder) throws IOException {
		final PlanarImg<UnsignedByteType, ?> confidence = PlanarImgs.unsignedBytes(4, 3, 3);
		confidence.randomAccess().setPositionAndGet(1, 1, 1).set(51);
		final StackSelection source = StackSelection.of(hyperstack(), 1, 1, Progress.NONE);
		for (final String name : List.of("c.tif", "c.nii.gz")) {
			LabelFiles.writeConfidence(folder.resolve(name), confidence, source, false);
			final StackSelection read = ImageOpener.select(folder.resolve(name), 0, 0, 0, Progress.NONE);
			assertEquals(0.2, at(ImagePlusViews.view(read), 1, 1, 1), 1e-6, name);
			assertTrue(source.geometry().sameGrid(read.geometry()), name);
		}
	}

	@Test
	void namesWhatCannotBeOpened(@TempDir final Path folder) throws IOException {
		final Path text = Files.writeString(folder.resolve("notes.czi"), "no image"), empty = Files.createDirectory(folder
			.resolve("empty"));
		assertTrue(message(folder.resolve("missing.tif")).contains("missing.tif"));
		assertTrue(message(text).contains("Bio-Formats"));
		assertTrue(message(empty).contains("holds no images"));
		final PlanarImg<UnsignedShortType, ?> labels = PlanarImgs.unsignedShorts(4, 3, 2);
		final Geometry grid = Geometry.of(4, 3, 2, new double[] { 1, 1, 1 }, new double[3]);
		assertTrue(assertThrows(InputException.class, () -> LabelFiles.write(folder.resolve("labels.png"), labels, List.of(),
			grid, false)).getMessage().contains(".nii.gz"));
		assertThrows(InputException.class, () -> LabelFiles.write(folder.resolve("no/labels.tif"), labels, List.of(), grid,
			false));
		final var fractions = PlanarImgs.floats(2, 2, 1);
		fractions.randomAccess().setPositionAndGet(1, 0, 0).set(0.5f);
		assertThrows(InputException.class, () -> LabelFiles.labels(StackSelection.current(VolumeImages.of(fractions, Geometry
			.of(2, 2, 1, new double[] { 1, 1, 1 }, new double[3]), "fractions"))));
	}

	private static String message(final Path path) {
		return assertThrows(InputException.class, () -> ImageOpener.open(path, 0, 0, Progress.NONE)).getMessage();
	}

	/** Slice z holds stored values 100·z + i; value = 2·stored − 1024. */
	private static void writeSeries(final Path folder, final int depth, final double gap, final double between)
		throws IOException
	{
		final double s = Math.sin(0.3), c = Math.cos(0.3);
		for (int z = 0; z < depth; z++) {
			final short[] stored = new short[6 * 5];
			for (int i = 0; i < stored.length; i++)
				stored[i] = (short) (100 * z + i - 50);
			// rows along x, columns tilted in y and z; normal = (0, −s, c). Names and numbers against the order in space
			final double[] position = { -10, 20 - s * gap * z, 30 + c * gap * z };
			DicomFiles.write(folder.resolve("slice" + (z * 7 % depth) + ".dcm"), new DicomFiles.Slice(depth - z, position,
				new double[] { 1, 0, 0, 0, c, s }, new double[] { 0.8, 0.7 }, between, 1), 6, 5, stored, 2, -1024);
		}
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 2.5, 9 })
	void dicomSlicesLieWhereTheirPositionsSay(final double between, @TempDir final Path folder) throws IOException {
		writeSeries(folder, 5, 2.5, between);
		final StackSelection read = ImageOpener.select(folder, 0, 0, 0, Progress.NONE);
		assertEquals(5, read.depth());
		for (int z = 0; z < 5; z++)
			assertEquals(2 * (100 * z + 7 - 50) - 1024, at(ImagePlusViews.view(read), 1, 1, z), 1e-3);
		final Geometry g = read.geometry();
		assertArrayEquals(new double[] { 0.7, 0.8, 2.5 }, g.spacing(), 1e-6);
		final double s = Math.sin(0.3), c = Math.cos(0.3);
		final double[][] expected = { { -0.7, 0, 0, 10 }, { 0, -0.8 * c, 2.5 * s, -20 }, { 0, 0.8 * s, 2.5 * c, 30 } };
		assertTrue(new Geometry(6, 5, 5, expected, true).sameGrid(g), Arrays.deepToString(g.affine()));
		assertEquals("mm", read.image().getCalibration().getUnit());
	}

	@Test
	void dicomHeadersThatOtherReadersLeftGiveTheGrid(@TempDir final Path folder) throws IOException {
		writeSeries(folder, 5, 2.5, 9);
		final Geometry expected = ImageOpener.select(folder, 0, 0, 0, Progress.NONE).geometry();
		final ImagePlus image = ImageOpener.open(folder, 0, 0, Progress.NONE);
		image.setProp(Calibrations.GEOMETRY, null);
		image.getCalibration().pixelDepth = 9;
		assertTrue(expected.sameGrid(Calibrations.geometry(image)));
		image.setRoi(1, 1, 4, 4);
		assertArrayEquals(new double[] { 0.7, 0.8, 9 }, Calibrations.geometry(image.crop("stack")).spacing(), 1e-6);
		// as Bio-Formats lists them
		final ImagePlus series = IJ.createHyperStack("bf", 6, 5, 1, 1, 3, 16);
		series.setProperty("Info", """
			0020,0032 Image Position (Patient) #1 = 0\\0\\10
			0020,0032 Image Position (Patient) #2 = 0\\0\\2.5
			0020,0032 Image Position (Patient) #3 = 0\\0\\17.5
			0020,0037 Image Orientation (Patient) #1 = 1\\0\\0\\0\\1\\0
			""");
		assertEquals(7.5, StackSelection.of(series, 0, 0, Progress.NONE).geometry().spacing(2), 1e-9);
	}

	@Test
	void unevenAndMixedDicomIsSaid(@TempDir final Path folder) throws IOException {
		writeSeries(folder, 5, 2.5, 0);
		Files.delete(folder.resolve("slice" + 2 * 7 % 5 + ".dcm"));
		final Log log = new Log();
		ImageOpener.open(folder, 0, 0, log);
		assertTrue(log.lines.stream().anyMatch(l -> l.contains("vary from 2.500 to 5.000 mm")), log.lines.toString());
		DicomFiles.write(folder.resolve("other.dcm"), new DicomFiles.Slice(9, new double[] { 0, 0, 0 }, new double[] { 1, 0,
			0, 0, 1, 0 }, new double[] { 1, 1 }, 0, 2), 6, 5, new short[30], 1, 0);
		assertTrue(message(folder).contains("several DICOM series"));
	}

	@Test
	void dicomIsRescaledSliceBySlice(@TempDir final Path folder) throws IOException {
		final double[] axial = { 1, 0, 0, 0, 1, 0 };
		final short[] stored = new short[30];
		Arrays.fill(stored, (short) 10);
		for (int z = 0; z < 3; z++)
			DicomFiles.write(folder.resolve("z" + z), new DicomFiles.Slice(z, new double[] { 0, 0, 3 * z }, axial,
				new double[] { 1, 1 }, 0, 1), 6, 5, stored, 1 + z, -5);
		final StackSelection read = ImageOpener.select(folder, 0, 0, 0, Progress.NONE);
		for (int z = 0; z < 3; z++)
			assertEquals(10 * (1 + z) - 5, at(ImagePlusViews.view(read), 2, 2, z));
		final StackSelection single = ImageOpener.select(folder.resolve("z2"), 0, 0, 0, Progress.NONE);
		assertEquals(25, at(ImagePlusViews.view(single), 2, 2, 0));
		DicomFiles.write(folder.resolve("z9"), new DicomFiles.Slice(9, new double[] { 0, 0, 6 }, axial, new double[] { 1,
			1 }, 0, 1), 6, 5, stored, 1, 0);
		assertTrue(message(folder).contains("one position"));
	}

	@Test
	void foldersOfSlicesOpenByName(@TempDir final Path folder) throws IOException {
		for (int z = 0; z < 3; z++) {
			final ShortProcessor p = new ShortProcessor(4, 3);
			p.set(z + 1);
			new FileSaver(new ImagePlus("s", p)).saveAsTiff(folder.resolve("slice " + z + ".tif").toString());
		}
		final StackSelection read = ImageOpener.select(folder, 0, 0, 0, Progress.NONE);
		assertEquals(3, read.depth());
		assertEquals(3, at(ImagePlusViews.view(read), 0, 0, 2));
	}

	@Test
	void bioFormatsIsAbsentHere() {
		assertFalse(BioFormats.isPresent());
	}

	@Test
	void readsTheRealCt() throws IOException {
		final Path file = TestData.shared("ct/ct.nii.gz");
		final StackSelection read = ImageOpener.select(file, 0, 0, 0, Progress.NONE);
		assertEquals(122, read.image().getWidth());
		assertEquals(30, read.depth());
		assertTrue(NiftiFile.info(file).geometry().sameGrid(read.geometry()));
		final StackSelection labels = LabelFiles.open(TestData.shared("ct/labels.nii.gz"), Progress.NONE);
		assertTrue(LabelFiles.labels(labels).values().get(5));
		final Calibration calibration = read.image().getCalibration();
		assertEquals(3, calibration.pixelDepth, 1e-4);
	}
}
