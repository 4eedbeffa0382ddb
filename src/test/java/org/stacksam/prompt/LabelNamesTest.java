package org.stacksam.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stacksam.InputException;

class LabelNamesTest {

	private static final List<LabelClass> TWO = List.of(new LabelClass(5, "liver"), new LabelClass(1, "left kidney"));

	@TempDir
	Path folder;

	@Test
	void pairsAndFileGiveTheSame() throws IOException {
		assertEquals(TWO, LabelNames.parse(" liver = 5, left kidney=1 "));
		final Path file = Files.writeString(folder.resolve("Namen 标签.json"), "{\"liver\": 5, \"left kidney\": 1}");
		assertEquals(TWO, LabelNames.parse(file.toString()));
		assertEquals("liver=5,left kidney=1", LabelNames.describe(TWO));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "liver=5,liver=6 | the name liver is there twice",
		"liver=5,spleen=5 | the value 5 is there twice, for liver and spleen", "liver=0 | a value must be 1 to 65535",
		"liver=-1 | a value must be 1 to 65535", "liver=65536 | a value must be 1 to 65535",
		"liver=five | \"five\" is not a whole number", "liver | \"liver\" is not a pair name=value",
		"liver=1, | \"\" is not a pair name=value", "=1 | the name of value 1 is empty",
		"missing.json | There is no file missing.json" })
	void badNamesAreNamed(final String text, final String message) {
		final String full = assertThrows(InputException.class, () -> LabelNames.parse(text)).getMessage();
		assertTrue(full.contains(message), full);
	}

	@Test
	void allProblemsAreListed() {
		final String message = assertThrows(InputException.class, () -> LabelNames.parse("a=0,b,c=x")).getMessage();
		assertTrue(message.contains("3 problems"), message);
	}

	@Test
	void valuesOfAFileAreChecked() throws IOException {
		final Path file = Files.writeString(folder.resolve("a.json"), "{\"liver\": \"five\", \"spleen\": 0}");
		final String message = assertThrows(InputException.class, () -> LabelNames.parse(file.toString())).getMessage();
		assertTrue(message.contains("liver must be a whole number of 1 to 65535, not \"five\"") && message.contains("spleen"),
			message);
	}

	@Test
	void consecutiveAsNnunetWantsIt() {
		assertNull(LabelNames.consecutiveProblem(List.of(new LabelClass(2, "b"), new LabelClass(1, "a"))));
		assertEquals("the values liver=5,left kidney=1 are not consecutive: there is no 2", LabelNames.consecutiveProblem(
			TWO));
	}

	@Test
	void unknownNameIsNamed() {
		assertEquals(5, LabelNames.byName(TWO, "liver").value());
		final String message = assertThrows(InputException.class, () -> LabelNames.byName(TWO, "lever")).getMessage();
		assertEquals("There is no label named \"lever\". The labels are: liver=5,left kidney=1.", message);
	}
}
