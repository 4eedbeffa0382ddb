package org.stacksam.ij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stacksam.InputException;
import org.stacksam.io.Geometry;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;

class CalibrationsTest {

	private static final double[][] OBLIQUE = { { -0.7, 0.1, 0.2, 12.5 }, { 0.05, -0.68, 0.3, -7.25 }, { -0.02, 0.15, 2.4,
		100.125 } };

	private static ImagePlus image(final int width, final int height, final int depth) {
		return IJ.createImage("test", "16-bit black", width, height, depth);
	}

	@ParameterizedTest
	@CsvSource({ "mm, 1", "micron, 0.001", "µm, 0.001", "\u03bcm, 0.001", "um, 0.001", "nm, 1e-6", "cm, 10", "inch, 25.4",
		"pixel, 1", "furlong, 1" })
	void countsInMillimetres(final String unit, final double factor) {
		final ImagePlus image = image(4, 3, 2);
		image.getCalibration().setUnit(unit);
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 0.6;
		image.getCalibration().pixelDepth = 2;
		final Geometry g = Calibrations.geometry(image);
		assertArrayEquals(new double[] { 0.5 * factor, 0.6 * factor, 2 * factor }, g.spacing(), 1e-12);
		assertFalse(g.oriented());
	}

	@Test
	void axesMayDifferInUnit() {
		final ImagePlus image = image(4, 3, 2);
		image.getCalibration().setUnit("micron");
		image.getCalibration().setZUnit("mm");
		image.getCalibration().pixelWidth = 500;
		image.getCalibration().pixelHeight = 250;
		image.getCalibration().pixelDepth = 3;
		assertArrayEquals(new double[] { 0.5, 0.25, 3 }, Calibrations.geometry(image).spacing(), 1e-12);
	}

	@Test
	void originIsInPixels() {
		final ImagePlus image = image(4, 3, 2);
		image.getCalibration().setUnit("mm");
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().xOrigin = 10;
		image.getCalibration().zOrigin = -4;
		image.getCalibration().pixelDepth = 3;
		// LPS origin (-5, 0, 12); RAS turns the first two round
		assertEquals(Geometry.of(4, 3, 2, new double[] { 0.5, 1, 3 }, new double[] { -5, 0, 12 }), Calibrations.geometry(
			image));
	}

	@Test
	void keepsTheGridThroughDuplicatesAndTiff(@TempDir final Path folder) {
		final Geometry grid = new Geometry(4, 3, 2, OBLIQUE, true);
		final ImagePlus image = image(4, 3, 2);
		Calibrations.set(image, grid);
		assertEquals(grid, Calibrations.geometry(image));
		assertEquals(grid, Calibrations.geometry(image.duplicate()));
		final String path = folder.resolve("grid.tif").toString();
		assertTrue(new FileSaver(image).saveAsTiffStack(path));
		assertEquals(grid, Calibrations.geometry(IJ.openImage(path)));
	}

	@Test
	void forgetsTheGridOfACropOrANewCalibration() {
		final ImagePlus image = image(8, 6, 4);
		Calibrations.set(image, new Geometry(8, 6, 4, OBLIQUE, true));
		image.setRoi(2, 2, 4, 3);
		assertFalse(Calibrations.geometry(image.crop("stack")).oriented());
		image.getCalibration().pixelDepth = 5;
		assertEquals(5, Calibrations.geometry(image).spacing(2));
	}

	@Test
	void setsTheOriginOfAnUnturnedGrid() {
		final Geometry grid = Geometry.of(4, 3, 2, new double[] { 0.5, 1, 3 }, new double[] { -5, 0, 12 });
		final ImagePlus image = image(4, 3, 2);
		Calibrations.set(image, grid);
		assertEquals(10, image.getCalibration().xOrigin, 1e-12);
		assertEquals(-4, image.getCalibration().zOrigin, 1e-12);
		image.setProp(Calibrations.GEOMETRY, null);
		assertTrue(grid.sameGrid(Calibrations.geometry(image)));
	}

	@ParameterizedTest
	@CsvSource({ "0", "-1", "NaN", "Infinity" })
	void refusesImpossiblePixelSizes(final double size) {
		final ImagePlus image = image(4, 3, 2);
		image.getCalibration().pixelWidth = size;
		assertTrue(assertThrows(InputException.class, () -> Calibrations.geometry(image)).getMessage().contains("test"));
	}

	@Test
	void ignoresATextThatIsNotOurs() {
		final ImagePlus image = image(4, 3, 2);
		for (final String text : new String[] { "", "4 3 2", "4 3 2 true 1 2 3 4 5 6 7 8 9 10 11 x",
			"4 3 2 true 1 2 3 4 5 6 7 8 9 10 11 NaN" }) {
			image.setProp(Calibrations.GEOMETRY, text);
			assertArrayEquals(new double[] { 1, 1, 1 }, Calibrations.geometry(image).spacing());
		}
	}

	@Test
	void knowsWhetherThereIsAUnit() {
		assertFalse(Calibrations.hasLengthUnit(image(4, 3, 2)));
		final ImagePlus image = image(4, 3, 2);
		image.getCalibration().setUnit("um");
		assertTrue(Calibrations.hasLengthUnit(image));
	}
}
