package org.stacksam.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stacksam.InputException;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;

class PromptRoisTest {

	private static final RoiSpace SPACE = RoiSpace.of("stack.tif", 64, 48, 10);

	private static MaskPrompt ring() {
		final BitSet pixels = new BitSet();
		for (int y = 0; y < 9; y++)
			for (int x = 0; x < 7; x++)
				if (x < 2 || y < 2 || x > 4 || y > 6) pixels.set(y * 7 + x);
		return new MaskPrompt(20, 30, 7, 9, pixels);
	}

	private static PromptSet everything() {
		final List<PointPrompt> points = List.of(new PointPrompt(4, 5.5, true), new PointPrompt(6.25, 7.75, false));
		return new PromptSet("", "stack.tif", 64, 48, 10, List.of(new LabelClass(2, "liver"), new LabelClass(300, "aorta")),
			List.of(new Prompt(1, 2, 0, -1, -1, new Box(3, 4, 8, 10), List.of(), null, false), new Prompt(1, 2, 3, -1, -1,
				new Box(3.5, 4.25, 8, 10), points, ring(), false), new Prompt(0, 2, 4, -1, -1, new Box(1, 1, 30, 30), points, null,
					false), new Prompt(7, 300, 5, -1, -1, null, points, null, false), new Prompt(0, 300, 6, -1, -1, null, List.of(),
						ring(), false), new Prompt(0, 2, 7, -1, -1, new Box(1, 1, 5, 5), List.of(
						new PointPrompt(40.5, 40.5, false)), null, false), new Prompt(1, 2, 9, -1, -1, null, List.of(), null, true)));
	}

	private static void assertClose(final PromptSet expected, final PromptSet read) {
		assertEquals(expected.labels(), read.labels());
		assertEquals(expected.prompts().size(), read.prompts().size());
		for (final Prompt e : expected.prompts()) {
			final Prompt r = read.prompts().stream().filter(p -> p.slice() == e.slice()).findFirst().orElseThrow();
			assertEquals(e.object(), r.object());
			assertEquals(e.label(), r.label());
			assertEquals(e.box(), r.box());
			assertEquals(e.mask(), r.mask());
			assertEquals(e.absent(), r.absent());
			assertEquals(e.points().size(), r.points().size());
			for (int i = 0; i < e.points().size(); i++) {
				assertEquals(e.points().get(i).x(), r.points().get(i).x(), 0.005);
				assertEquals(e.points().get(i).y(), r.points().get(i).y(), 0.005);
				assertEquals(e.points().get(i).positive(), r.points().get(i).positive());
			}
		}
	}

	@Test
	void promptsComeBackFromRois() {
		assertClose(everything(), RoiPrompts.of(PromptRois.of(everything(), SPACE), SPACE, -1).prompts());
	}

	@ParameterizedTest
	@ValueSource(strings = { "prompts.zip", "mit Leerzeichen und Umlaut ä.zip", "提示.zip" })
	void promptsComeBackFromFiles(final String name, @TempDir final Path folder) throws IOException {
		final Path file = folder.resolve(name);
		RoiFiles.write(file, PromptRois.of(everything(), SPACE), false);
		assertClose(everything(), RoiPrompts.of(RoiFiles.read(file), SPACE, -1).prompts());
		// a plain stack position is the slice where the image is not known
		assertEquals(9, RoiPrompts.of(RoiFiles.read(file), RoiSpace.UNKNOWN, -1).prompts().prompts().get(6).slice());
		assertThrows(InputException.class, () -> RoiFiles.write(file, PromptRois.of(everything(), SPACE), false));
	}

	@Test
	void hyperstackPositionsComeBack() {
		final ImagePlus image = IJ.createHyperStack("hyper", 64, 48, 2, 10, 3, 8);
		image.setPosition(2, 1, 3);
		final RoiSpace space = RoiSpace.of(StackSelection.current(image));
		final PromptSet set = new PromptSet("", "hyper", 64, 48, 10, List.of(new LabelClass(1, "a")), List.of(new Prompt(0,
			1, 4, 1, 2, new Box(1, 1, 5, 5), List.of(), null, false), new Prompt(0, 1, 5, -1, -1, new Box(1, 1, 5, 5), List
				.of(), null, false)));
		assertEquals(set, RoiPrompts.of(PromptRois.of(set, space), space, -1).prompts());
	}

	@Test
	void outlinesHoldExactlyTheMask() {
		final Roi outline = PromptRois.outline(ring());
		assertEquals(ring(), RoiShapes.mask(outline, 64, 48));
		assertNull(PromptRois.outline(new BitSet(), 4, 4));
		final BitSet full = new BitSet();
		full.set(0, 12);
		assertEquals(new Box(0, 0, 4, 3), RoiShapes.bounds(PromptRois.outline(full, 4, 3)));
	}

	@Test
	void resultsLieBesideTheUsersRoisAndAreNoPrompts() {
		final ImagePlus image = IJ.createImage("stack.tif", "8-bit black", 64, 48, 10);
		final Roi own = new Roi(1, 2, 3, 4);
		own.setPosition(3);
		image.setOverlay(new Overlay(own));
		final Roi result = PromptRois.result(ring(), 1, new LabelClass(2, "liver"), 4, StackSelection.current(image));
		assertEquals("overlay", RoiSources.add(image, List.of(result)));
		assertEquals(2, image.getOverlay().size());
		assertEquals(5, image.getOverlay().get(1).getPosition());
		assertEquals(1, RoiSources.of(image).size());
		image.setSlice(7);
		image.setRoi(new Roi(5, 6, 7, 8));
		final List<Roi> current = RoiSources.of(image);
		assertEquals(1, current.size());
		assertEquals(7, current.get(0).getPosition());
		assertEquals(0, image.getRoi().getPosition());
	}

	@Test
	void refusesZipsThatMeanHarm(@TempDir final Path folder) throws IOException {
		final Path outside = folder.resolve("outside.zip"), bomb = folder.resolve("bomb.zip"), none = folder.resolve(
			"none.zip"), broken = folder.resolve("broken.zip"), garbage = folder.resolve("garbage.roi");
		zip(outside, "../../evil.roi", new byte[100]);
		zip(bomb, "big.roi", new byte[70 << 20]);
		zip(none, "readme.txt", new byte[3]);
		Files.write(broken, new byte[] { 'P', 'K', 3, 4, 0, 0 });
		Files.write(garbage, "Iout and nothing else".getBytes(StandardCharsets.UTF_8));
		assertTrue(message(outside).contains("../../evil.roi"));
		assertTrue(message(bomb).contains("64 MB"));
		assertTrue(message(none).contains("holds no ROI"));
		assertTrue(message(broken).contains("damaged"));
		assertTrue(message(garbage).contains("garbage.roi"));
		assertTrue(message(folder.resolve("missing.zip")).contains("no file"));
	}

	@Test
	void damagedRoisAreNamed(@TempDir final Path folder) throws IOException {
		final Path file = folder.resolve("points.roi");
		RoiFiles.write(file, PromptRois.of(everything(), SPACE).subList(3, 4), false);
		final byte[] whole = Files.readAllBytes(file);
		int refused = 0;
		for (int length = 0; length < whole.length; length++) {
			Files.write(file, java.util.Arrays.copyOf(whole, length));
			try {
				RoiFiles.read(file);
			}
			catch (final InputException e) {
				assertTrue(e.getMessage().contains("points.roi"));
				refused++;
			}
		}
		assertTrue(refused > 60, refused + " refused");
	}

	private static String message(final Path file) {
		return assertThrows(InputException.class, () -> RoiFiles.read(file)).getMessage();
	}

	private static void zip(final Path file, final String entry, final byte[] content) throws IOException {
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			zip.putNextEntry(new ZipEntry(entry));
			zip.write(content);
			zip.closeEntry();
		}
	}
}
