package org.stacksam.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.Prompt;
import org.stacksam.sam.Window;

import ij.measure.ResultsTable;
import ij.process.LUT;

class ContactSheetTest {

	/** 16 × 8 × 20, grey 100 of 0..200; label 2 covers the left half of slices 5 to 9. */
	private static ContactSheet sheet() {
		final PlanarImg<FloatType, ?> image = PlanarImgs.floats(16, 8, 20);
		image.forEach(v -> v.set(100));
		final PlanarImg<UnsignedByteType, ?> labels = PlanarImgs.unsignedBytes(16, 8, 20);
		for (int z = 5; z < 10; z++)
			for (int y = 0; y < 8; y++)
				for (int x = 0; x < 8; x++)
					labels.randomAccess().setPositionAndGet(x, y, z).set(2);
		return new ContactSheet(image, new Window(0, 200), labels, List.of(Prompt.box(1, 2, 5, new Box(9, 1, 15, 7))), List
			.of(new LabelClass(2, "liver", 0xff0000, false)));
	}

	@Test
	void drawsGreyFillOutlineAndBox() {
		final BufferedImage picture = sheet().draw(List.of(5, 12), 2);
		// 16 pixels are enlarged 20 times to 320; the first cell lies at (6, 28)
		final int x = 6, y = 6 + 22;
		assertEquals(6 + 2 * (320 + 6), picture.getWidth());
		assertEquals(6 + 160 + 22 + 6 + 30, picture.getHeight());
		// 100 of 200 is 127.5 of 255
		assertEquals(0x808080, picture.getRGB(x + 8 * 20 + 30, y + 80) & 0xffffff);
		// 0.65 · 128 + 0.35 · (255, 0, 0)
		assertEquals(172 << 16 | 83 << 8 | 83, picture.getRGB(x + 4 * 20, y + 80) & 0xffffff);
		assertEquals(0xff0000, picture.getRGB(x + 8 * 20, y + 80) & 0xffffff);
		assertEquals(255, new Color(picture.getRGB(x + 9 * 20 + 1, y + 20)).getRed());
		// no label on slice 12
		assertEquals(0x808080, picture.getRGB(x + 326 + 4 * 20, y + 80) & 0xffffff);
		// a title and a legend are written
		assertTrue(hasWhite(picture, 6, 6, 80, 20));
		assertTrue(hasWhite(picture, 20, picture.getHeight() - 28, 60, 26));
	}

	private static boolean hasWhite(final BufferedImage picture, final int x, final int y, final int w, final int h) {
		return Arrays.stream(picture.getRGB(x, y, w, h, null, 0, w)).anyMatch(rgb -> (rgb & 0xffffff) == 0xffffff);
	}

	@Test
	void choosesSlicesThatHoldSomething(@TempDir final Path folder) throws IOException {
		assertEquals(List.of(5, 6, 7, 8, 9), sheet().chooseSlices(12));
		assertEquals(List.of(5, 7, 9), sheet().chooseSlices(3));
		final ContactSheet plain = new ContactSheet(sheet().image(), new Window(0, 200), null, List.of(), List.of());
		assertEquals(List.of(5, 15), plain.chooseSlices(2));
		final Path file = folder.resolve("Übersicht 图.png");
		plain.write(file, List.of(0), 4, false);
		assertEquals(332, ImageIO.read(file.toFile()).getWidth());
	}

	@Test
	void largeImagesAreReduced() {
		final PlanarImg<FloatType, ?> image = PlanarImgs.floats(1000, 500, 1);
		assertEquals(332, new ContactSheet(image, new Window(0, 1), null, List.of(), List.of()).draw(List.of(0), 3)
			.getWidth());
	}

	@Test
	void coloursOfLabelsDiffer() {
		final Set<Integer> colors = new HashSet<>();
		IntStream.rangeClosed(1, 255).forEach(i -> colors.add(GlasbeyLut.color(i)));
		assertEquals(255, colors.size());
		// the first ones are far apart: no two of twelve closer than 70 of 441 in RGB
		for (int i = 1; i <= 12; i++)
			for (int j = 1; j < i; j++) {
				final Color a = new Color(GlasbeyLut.color(i)), b = new Color(GlasbeyLut.color(j));
				assertTrue(Math.hypot(Math.hypot(a.getRed() - b.getRed(), a.getGreen() - b.getGreen()), a.getBlue() - b
					.getBlue()) > 70, i + " and " + j);
			}
		assertEquals(GlasbeyLut.color(1), GlasbeyLut.color(256));
		final LUT lut = GlasbeyLut.lut(List.of(new LabelClass(3, "c", 0x010203, false), new LabelClass(300, "d")));
		assertEquals(0xff000000, lut.getRGB(0));
		assertEquals(0xff010203, lut.getRGB(3));
		assertNotEquals(0xff010203, lut.getRGB(4));
	}

	@Test
	void tablesKeepNumbersTextAndNaN() {
		final ResultsTable table = Tables.of(new ReportTable(List.of("name", "slice", "dice"), List.of(List.of("liver", 3,
			0.91), List.of("spleen", 4, Double.NaN))));
		assertEquals(2, table.size());
		assertEquals("liver", table.getStringValue("name", 0));
		assertEquals(3, table.getValue("slice", 0));
		assertTrue(Double.isNaN(table.getValue("dice", 1)));
		final ResultsTable empty = Tables.of(new ReportTable(List.of("name", "dice"), List.of()));
		assertEquals(0, empty.size());
		assertTrue(empty.columnExists("dice"));
	}
}
