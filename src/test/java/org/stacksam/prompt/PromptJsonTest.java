package org.stacksam.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stacksam.InputException;
import org.stacksam.io.JsonFile;

class PromptJsonTest {

	private static final String HEAD = "{\"stacksam_prompts\": 1, \"labels\": [{\"value\": 5, \"name\": \"liver\"}, " +
		"{\"value\": 1, \"name\": \"spleen\"}], \"prompts\": [";

	@TempDir
	Path folder;

	@Test
	void everyFieldIsRead() throws IOException {
		final PromptSet set = PromptJson.parse("""
			{"stacksam_prompts": 1, "annotator": "anna",
			 "image": {"name": "ct.nii.gz", "width": 122, "height": 101, "depth": 30},
			 "labels": [{"value": 5, "name": "liver", "color": "#ff8800", "heterogeneous": true}],
			 "prompts": [
			  {"slice": 13, "label": "liver", "object": 1, "box": [20, 31.5, 64, 80], "channel": 2, "frame": 3},
			  {"slice": 14, "label": 5, "points": [[40, 52.5, 1], [70, 52.5, 0]]},
			  {"slice": 15, "label": 5, "mask": {"x": 20, "y": 31, "width": 3, "height": 2, "rle": [1, 4, 1]}},
			  {"slice": 20, "label": 5, "object": 1, "absent": true}]}""", "test").prompts();
		final BitSet middle = new BitSet();
		middle.set(1, 5);
		assertEquals(new PromptSet("anna", "ct.nii.gz", 122, 101, 30, List.of(new LabelClass(5, "liver", 0xff8800, true)),
			List.of(new Prompt(1, 5, 12, 1, 2, new Box(20, 31.5, 64, 80), List.of(), null, false), Prompt.points(0, 5, 13,
				List.of(new PointPrompt(40, 52.5, true), new PointPrompt(70, 52.5, false))), new Prompt(0, 5, 14, -1, -1, null,
					List.of(), new MaskPrompt(20, 31, 3, 2, middle), false), Prompt.absent(1, 5, 19))), set);
	}

	@Test
	void nothingIsLostInAFile() throws IOException {
		final BitSet first = new BitSet();
		first.set(0);
		first.set(3, 6);
		final PromptSet set = new PromptSet("Jürgen \"J\" 李", "Bild mit Leerzeichen.tif", 7, 8, 9, List.of(new LabelClass(65535,
			"große Leber", 0x00000f, true), new LabelClass(1, "spleen")), List.of(new Prompt(4, 65535, 0, 0, 6, new Box(1e-9,
				0, 1.0 / 3, 123456789e-5), List.of(new PointPrompt(.1, .2, false)), new MaskPrompt(0, 0, 3, 2, first),
				false), new Prompt(0, 1, 8, -1, -1, null, List.of(), new MaskPrompt(5, 6, 1, 1, new BitSet()), false), Prompt
					.absent(9, 1, 2)));
		final Path file = folder.resolve("Prüfung 提示.json");
		PromptJsonWriter.write(file, set, false);
		assertEquals(set, PromptJson.read(file).prompts());
		assertThrows(InputException.class, () -> PromptJsonWriter.write(file, set, false), "overwrites unasked");
	}

	@Test
	void whatIsMissingHasItsDefault() throws IOException {
		final PromptSet set = PromptJson.parse(HEAD + "{\"slice\": 1, \"label\": 1, \"box\": [0, 0, 1, 1]}]}", "test")
			.prompts();
		assertEquals("", set.annotator());
		assertEquals(0, set.depth());
		final Prompt prompt = set.prompts().get(0);
		assertEquals(List.of(0, 0, -1, -1), List.of(prompt.object(), prompt.slice(), prompt.channel(), prompt.frame()));
		assertNull(prompt.mask());
	}

	@Test
	void reversedCornersAreOrderedAndNoted() throws IOException {
		final ReadPrompts read = PromptJson.parse(HEAD + "{\"slice\": 1, \"label\": 1, \"box\": [9, 2, 3, 8]}]}", "test");
		assertEquals(new Box(3, 2, 9, 8), read.prompts().prompts().get(0).box());
		assertEquals(List.of("prompts[0].box had reversed corners; they were put in order."), read.notes());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
		"{\"slice\": 1, \"label\": 5, \"box\": [0, 0, \"a\", 1]} | prompts[0].box[2] must be a finite number, not \"a\"",
		"{\"slice\": 1, \"label\": 5, \"box\": [0, 0, 1e999, 1]} | prompts[0].box[2] must be a finite number, not 1E+999",
		"{\"slice\": 1, \"label\": 5, \"box\": [0, 0, NaN, 1]} | not valid JSON at prompts[0].box[2] (NaN",
		"{\"slice\": 1, \"label\": 5, \"box\": [0, 0, 1]} | prompts[0].box must have 4 elements, not 3",
		"{\"slice\": 1, \"label\": 5, \"box\": 7} | prompts[0].box must be a list […], not 7",
		"{\"slice\": 1, \"label\": 5, \"box\": [0, 0, 1e8, 1]} | prompts[0].box[2] cannot be a pixel coordinate: 1E+8",
		"{\"slice\": 0, \"label\": 5, \"absent\": true} | prompts[0].slice must be a whole number of 1 or more, not 0",
		"{\"slice\": 1.5, \"label\": 5, \"absent\": true} | prompts[0].slice must be a whole number of 1 or more, not 1.5",
		"{\"label\": 5, \"absent\": true} | prompts[0].slice is missing",
		"{\"slice\": 1, \"absent\": true} | prompts[0].label is missing",
		"{\"slice\": 1, \"label\": \"lever\", \"absent\": true} | prompts[0].label is not one of the labels: [5 liver, 1 spleen]",
		"{\"slice\": 1, \"label\": 7, \"absent\": true} | prompts[0].label is not one of the labels: [5 liver, 1 spleen]",
		"{\"slice\": 1, \"label\": 5} | prompts[0] says nothing: it needs a box, points, a mask or \"absent\": true",
		"{\"slice\": 1, \"label\": 5, \"boxes\": [0, 0, 1, 1]} | prompts[0].boxes is not a field of this format",
		"{\"slice\": 1, \"label\": 5, \"absent\": \"yes\"} | prompts[0].absent must be true or false, not \"yes\"",
		"{\"slice\": 1, \"label\": 5, \"points\": []} | prompts[0].points must have 1 to",
		"{\"slice\": 1, \"label\": 5, \"points\": [[1, 2, 3]]} | prompts[0].points[0][2] must be a whole number of 0 to 1, not 3",
		"{\"slice\": 1, \"label\": 5, \"object\": 0, \"absent\": true} | prompts[0].object must be a whole number of 1 or more, not 0",
		"{\"slice\": 1, \"label\": 5, \"channel\": 0, \"absent\": true} | prompts[0].channel must be a whole number of 1 or more, not 0",
		"{\"slice\": 1, \"label\": 5, \"object\": 2, \"absent\": true}, {\"slice\": 2, \"label\": 1, \"object\": 2, \"absent\": true} | prompts[1].object is 2 with label 1, but at prompts[0].object that object has label 5",
		"{\"slice\": 1, \"label\": 5, \"mask\": {\"x\": 0, \"y\": 0, \"width\": 2, \"height\": 2, \"rle\": [1, 2]}} | prompts[0].mask.rle must add up to width × height = 4, not 3",
		"{\"slice\": 1, \"label\": 5, \"mask\": {\"x\": 0, \"y\": 0, \"width\": 46341, \"height\": 2, \"rle\": []}} | prompts[0].mask.width must be a whole number of 1 to 46340, not 46341",
		"{\"slice\": 1, \"slice\": 2, \"label\": 5} | the key \"slice\" is there twice, at prompts[0].slice",
		"7 | prompts[0] must be an object {…}, not 7" })
	void badPromptIsNamed(final String prompt, final String message) {
		assertContains(HEAD + prompt + "]}", message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
		"{\"stacksam_prompts\": 2, \"new\": 1} | is 2, newer than the version 1 that this StackSAM reads. Update StackSAM",
		"{\"labels\": []} | stacksam_prompts is missing",
		"[] | stacksam_prompts is missing",
		"{\"stacksam_prompts\": 1, \"labels\": [{\"value\": 0, \"name\": \"a\"}], \"prompts\": []} | labels[0].value must be a whole number of 1 to 65535, not 0",
		"{\"stacksam_prompts\": 1, \"labels\": [{\"value\": 1, \"name\": \" \"}], \"prompts\": []} | labels[0].name must not be empty",
		"{\"stacksam_prompts\": 1, \"labels\": [{\"value\": 1, \"name\": \"a\"}, {\"value\": 1, \"name\": \"b\"}], \"prompts\": []} | labels[1].value is there twice: 1",
		"{\"stacksam_prompts\": 1, \"labels\": [{\"value\": 1, \"name\": \"a\"}, {\"value\": 2, \"name\": \"a\"}], \"prompts\": []} | labels[1].name is there twice: \"a\"",
		"{\"stacksam_prompts\": 1, \"labels\": [{\"value\": 1, \"name\": \"a\", \"color\": \"red\"}], \"prompts\": []} | labels[0].color must be a colour as \"#ff8800\", not \"red\"",
		"{\"stacksam_prompts\": 1, \"labels\": [], \"prompts\": [], \"image\": {\"wdth\": 3}} | image.wdth is not a field of this format",
		"{\"stacksam_prompts\": 1, \"labels\": []} | prompts is missing",
		"{\"stacksam_prompts\": 1, \"labels\": [], \"prompts\": [ | ends too early, at prompts[0]",
		"{\"stacksam_prompts\": 1, \"labels\": [], \"prompts\": []} {} | not valid JSON at the top" })
	void badFileIsNamed(final String text, final String message) {
		assertContains(text, message);
	}

	@Test
	void allProblemsAreListed() {
		final InputException e = assertThrows(InputException.class, () -> PromptJson.parse(HEAD +
			"{\"slice\": 0, \"label\": 5, \"box\": [0, null, 1, true]}, {\"slice\": 2}]}", "my.json"));
		assertEquals("""
			Cannot read prompts from my.json, 5 problems:
			- prompts[0].slice must be a whole number of 1 or more, not 0
			- prompts[0].box[1] is missing
			- prompts[0].box[3] must be a finite number, not true
			- prompts[1].label is missing
			- prompts[1] says nothing: it needs a box, points, a mask or "absent": true""", e.getMessage());
	}

	@Test
	void masksThatClaimTooMuchMemoryAreRefused() {
		final String mask = "{\"slice\": 1, \"label\": 5, \"mask\": {\"x\": 0, \"y\": 0, \"width\": 46340, \"height\": 46340, \"rle\": [2147395600]}}";
		assertContains(HEAD + mask + "," + mask + "]}", "prompts[1].mask brings the masks to more than 2147483648 pixels");
	}

	@Test
	void depthAndSizeAreBounded() throws IOException {
		assertContains("[".repeat(100_000), "nested deeper than 32 levels");
		assertContains("[" + "1,".repeat(JsonFile.MAX_VALUES) + "1]", "more than 4000000 values");
		final Path huge = folder.resolve("huge.json");
		try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
			file.setLength(1L << 30);
		}
		final InputException e = assertThrows(InputException.class, () -> PromptJson.read(huge));
		assertTrue(e.getMessage().contains("1073741824 bytes, more than the 67108864"), e.getMessage());
	}

	@Test
	void missingFileAndOtherEncodingAreNamed() throws IOException {
		final Path file = folder.resolve("none.json");
		assertTrue(assertThrows(InputException.class, () -> PromptJson.read(file)).getMessage().contains("none.json"));
		Files.write(file, (HEAD + "], \"annotator\": \"Jürgen\"}").getBytes(StandardCharsets.ISO_8859_1));
		assertTrue(assertThrows(InputException.class, () -> PromptJson.read(file)).getMessage().contains("not UTF-8"));
	}

	private static void assertContains(final String text, final String message) {
		final InputException e = assertThrows(InputException.class, () -> PromptJson.parse(text, "test"));
		assertTrue(e.getMessage().contains(message), e.getMessage());
		assertFalse(e.getMessage().contains("null"), e.getMessage());
	}
}
