package org.stacksam.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stacksam.InputException;
import org.stacksam.TestData;

class YoloTest {

	private static final ReadOptions SIZE = ReadOptions.of(200, 100, 0);

	@TempDir
	Path temporary;
	private Path folder;

	@BeforeEach
	void folderWithOddName() throws IOException {
		folder = Files.createDirectory(temporary.resolve("Annotatorin Äpfel 标注"));
	}

	@Test
	void boxesAreSharesOfTheSlice() throws IOException {
		file("a-slice007.txt", "2 0.5 0.25 0.1 0.5\n\n0 0.05 0.5 0.1 1\n");
		file("a-slice008.txt", "");
		final PromptSet set = read(SIZE).prompts();
		assertEquals(List.of(Prompt.box(0, 3, 7, new Box(90, 0, 110, 50)), Prompt.box(0, 1, 7, new Box(0, 0, 20, 100))), set
			.prompts());
		assertEquals(List.of(new LabelClass(1, "class 0"), new LabelClass(3, "class 2")), set.labels());
		assertEquals("Annotatorin Äpfel 标注", set.annotator());
	}

	@Test
	void namesComeFromEitherFileOrTheOneAbove() throws IOException {
		file("a1.txt", "1 0.5 0.5 0.1 0.1");
		Files.writeString(temporary.resolve("classes.txt"), "spleen\nliver\n");
		assertEquals(List.of(new LabelClass(1, "spleen"), new LabelClass(2, "liver")), read(SIZE).prompts().labels());
		Files.writeString(folder.resolve("data.yaml"), "names:\n  0: Milz\n  1: große Leber\nstacksam_values: [1, 52]\n");
		final PromptSet set = read(SIZE).prompts();
		assertEquals(List.of(new LabelClass(1, "Milz"), new LabelClass(52, "große Leber")), set.labels());
		assertEquals(52, set.prompts().get(0).label());
		final PromptSet known = read(SIZE.withLabels(List.of(new LabelClass(9, "große Leber")))).prompts();
		assertEquals(9, known.prompts().get(0).label());
	}

	@Test
	void whatBothHoldComesBack() throws IOException {
		final PromptSet set = new PromptSet("anna", "ct.tif", 123, 77, 3, List.of(new LabelClass(5, "liver"), new LabelClass(
			1, "left kidney: a")), List.of(Prompt.box(0, 5, 0, new Box(1.25, 2, 100.5, 70)), Prompt.box(0, 1, 2, new Box(0, 0,
				123, 77)), Prompt.box(3, 1, 2, new Box(5, 5, 6, 6)), Prompt.absent(0, 1, 1), Prompt.points(0, 1, 1, List.of(
					new PointPrompt(1, 1, true)))));
		final Path out = temporary.resolve("anna");
		assertEquals(List.of("Dropped 1 object numbers: YOLO's boxes cannot hold them.",
			"Dropped 1 stop marks: YOLO's boxes cannot hold them.", "Dropped 1 prompts' points: YOLO's boxes cannot hold them."),
			PromptFiles.write(out, set, false));
		try (Stream<Path> files = Files.list(out)) {
			assertEquals(List.of("classes.txt", "ct-slice000.txt", "ct-slice001.txt", "ct-slice002.txt", "data.yaml"), files
				.map(p -> p.getFileName().toString()).sorted().toList());
		}
		final PromptSet back = PromptFiles.read(out, ReadOptions.of(123, 77, 3)).prompts();
		assertEquals("anna", back.annotator());
		assertEquals(List.of(new LabelClass(1, "left kidney: a"), new LabelClass(5, "liver")), back.labels());
		assertEquals(3, back.prompts().size());
		for (int i = 0; i < 3; i++) {
			final Prompt a = set.prompts().get(i), b = back.prompts().get(i);
			assertEquals(List.of(a.label(), a.slice()), List.of(b.label(), b.slice()));
			assertEquals(a.box().x0(), b.box().x0(), 1e-9);
			assertEquals(a.box().y1(), b.box().y1(), 1e-9);
		}
		assertThrows(InputException.class, () -> PromptFiles.write(out, set, false));
		PromptFiles.write(out, set.withPrompts(set.prompts().subList(0, 1)), true);
		assertEquals(1, PromptFiles.read(out, ReadOptions.of(123, 77, 3)).prompts().prompts().size());
		Files.writeString(out.resolve("thesis.docx"), "a");
		assertThrows(InputException.class, () -> PromptFiles.write(out, set, true));
		assertTrue(Files.exists(out.resolve("thesis.docx")));
	}

	@Test
	void confidencesAreDroppedAndPolygonsAreMasks() throws IOException {
		file("a0.txt", "0 0.5 0.5 0.1 0.1 0.93\n0 0.1 0.1 0.2 0.1 0.2 0.3 0.1 0.3\n");
		final ReadPrompts read = read(SIZE);
		assertEquals(List.of("Dropped 1 confidences of boxes: StackSAM's prompts do not hold them."), read.notes());
		final MaskPrompt mask = read.prompts().prompts().get(1).mask();
		assertEquals(new Box(20, 10, 40, 30), mask.bounds());
		assertEquals(400, mask.pixels().cardinality());
	}

	@Test
	void boxesBeyondTheImageAreCutAndCounted() throws IOException {
		file("a0.txt", "0 0.05 0.5 0.2 0.1");
		final ReadPrompts read = read(SIZE);
		assertEquals(new Box(0, 45, 30, 55), read.prompts().prompts().get(0).box());
		assertEquals(List.of("1 boxes reached beyond the image and were cut at its edge."), read.notes());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "0 1.5 0.5 0.1 0.1 | a0.txt:1: 1.5 is not a share of 0 to 1",
		"0 -0.1 0.5 0.1 0.1 | a0.txt:1: -0.1 is not a share", "0 NaN 0.5 0.1 0.1 | a0.txt:1: NaN is not a share",
		"0 120 30 40 40 | a0.txt:1: 120 is not a share of 0 to 1 (are these pixels?",
		"0 0.5 0.5 0.1 | a0.txt:1: expected class cx cy w h, not 4 values",
		"-1 0.5 0.5 0.1 0.1 | a0.txt:1: \"-1\" is not a class id", "0 a 0.5 0.1 0.1 | a0.txt:1: \"a\" is not a number",
		"2 0.5 0.5 0.1 0.1 | a0.txt:1: there is no class 2; the names know 0 to 1" })
	void badLineIsNamed(final String line, final String message) throws IOException {
		file("classes.txt", "a\nb\n");
		file("a0.txt", line);
		assertMessage(message);
	}

	@Test
	void allBadLinesAreListed() throws IOException {
		file("a0.txt", "0 2 0.5 0.1 0.1\n0 0.5 0.5 0.1 0.1");
		file("a1.txt", "x 0.5 0.5 0.1 0.1");
		assertMessage("2 problems:\n- a0.txt:1: 2 is not a share");
	}

	@Test
	void classesUnknownToTheCallerAreNamed() throws IOException {
		file("a0.txt", "4 0.5 0.5 0.1 0.1");
		final String message = assertThrows(InputException.class, () -> read(SIZE.withLabels(List.of(new LabelClass(1,
			"spleen"))))).getMessage();
		assertTrue(message.contains("class 4 is not among the labels spleen=1 (class id = value − 1)"), message);
	}

	@Test
	void sizeNamesAndNumbersAreNeeded() throws IOException {
		file("a0.txt", "");
		assertTrue(assertThrows(InputException.class, () -> read(ReadOptions.DEFAULT)).getMessage().contains(
			"Give image_path"));
		file("b0.txt", "");
		assertMessage("a0.txt and b0.txt have the same number");
		file("b.txt", "");
		assertMessage("b.txt has no slice number that counts from 0");
		file("data.yaml", "names: 7");
		assertMessage("it has no names");
		file("data.yaml", "names: [a, a]");
		assertMessage("a name is there twice");
		file("data.yaml", "a: !!javax.script.ScriptEngineManager [b]");
		assertMessage("data.yaml");
	}

	@Test
	void sortedOrderIgnoresTheDigits() throws IOException {
		file("scan9_x1.txt", "0 0.5 0.5 0.1 0.1");
		file("scan10_x1.txt", "1 0.5 0.5 0.1 0.1");
		final PromptTransform sorted = new PromptTransform(false, false, SliceOrder.parse("sorted"));
		assertEquals(List.of("1@0", "2@1"), slices(sorted, 0));
		final PromptTransform reversed = new PromptTransform(false, false, SliceOrder.parse("sorted,reversed"));
		assertEquals(List.of("1@9", "2@8"), slices(reversed, 10));
	}

	@Test
	void numbersCountFromZeroOrOne() throws IOException {
		file("img0001-slice013.txt", "0 0.5 0.5 0.1 0.1");
		assertEquals(List.of("1@13"), slices(PromptTransform.NONE, 0));
		assertEquals(List.of("1@12"), slices(new PromptTransform(false, false, SliceOrder.parse("number1")), 0));
		assertThrows(InputException.class, () -> SliceOrder.parse("backwards"));
	}

	/** The study's own counts of boxes. */
	@ParameterizedTest
	@CsvSource({ "img0001, '{0=36, 1=40, 2=36, 5=74, 7=76}'", "img0021, '{0=21, 1=14, 2=9, 5=36, 7=45}'",
		"img0034, '{0=22, 1=20, 2=22, 5=26, 7=43}'" })
	void crowdLoadsWhole(final String image, final String counts) throws IOException {
		final ReadPrompts read = PromptFiles.read(TestData.shared("crowd/" + image), ReadOptions.of(512, 512, 0));
		final Map<Integer, Long> byClass = read.prompts().prompts().stream().collect(Collectors.groupingBy(p -> p.label() -
			1, TreeMap::new, Collectors.counting()));
		assertEquals(counts, byClass.toString());
		assertEquals(List.of(), read.notes());
		assertFalse(read.prompts().prompts().stream().anyMatch(p -> p.box().area() <= 0));
	}

	@Test
	void crowdBoxLiesWhereItsLineSays() throws IOException {
		// img0001-slice081.txt: 5 0.2216796875 0.4609375 0.205078125 0.3359375
		final PromptSet set = PromptFiles.read(TestData.shared("crowd/img0001"), ReadOptions.of(512, 512, 0)).prompts();
		final Box liver = set.prompts().stream().filter(p -> p.slice() == 81 && p.label() == 6).findFirst().get().box();
		assertEquals(new Box(61, 150, 166, 322), liver);
	}

	private List<String> slices(final PromptTransform transform, final int depth) throws IOException {
		return read(ReadOptions.of(200, 100, depth).withTransform(transform)).prompts().prompts().stream().map(p -> p
			.label() + "@" + p.slice()).sorted().toList();
	}

	private void assertMessage(final String message) {
		final String full = assertThrows(InputException.class, () -> read(SIZE)).getMessage();
		assertTrue(full.contains(message), full);
	}

	private ReadPrompts read(final ReadOptions options) throws IOException {
		return PromptFiles.read(folder, options);
	}

	private void file(final String name, final String text) throws IOException {
		Files.writeString(folder.resolve(name), text);
	}
}
