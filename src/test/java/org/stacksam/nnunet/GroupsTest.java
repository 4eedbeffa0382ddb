package org.stacksam.nnunet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.stacksam.InputException;
import org.stacksam.prompt.LabelClass;

/** Keys that are read: groups and regions. */
class GroupsTest {

	@TempDir
	private Path folder;

	private final List<String> problems = new ArrayList<>();

	private String group(final String key, final String id) throws IOException {
		return Groups.parse(key).of(id, id, problems);
	}

	@Test
	void rulesTakeTheBeginningOfTheName() throws IOException {
		assertEquals("p12", group("p\\d+", "p12_left"));
		assertEquals("12", group("p(\\d+)", "p12_left"));
		assertEquals("", group("", "p12_left"));
		assertEquals("film", Groups.parse("").of("film_t0003", "film", problems));
		assertEquals(List.of(), problems);
		group("p\\d+", "x_p12");
		assertTrue(problems.get(0).contains("x_p12 does not begin as p\\d+ says"));
		assertTrue(assertThrows(InputException.class, () -> Groups.parse("p(")).getMessage().contains("groups=p("));
	}

	@Test
	void tableNamesTheGroupOfEachCase() throws IOException {
		final Path csv = folder.resolve("Gruppen ü.csv");
		Files.writeString(csv, "case,age,group\na,3,\"Müller, A\"\nfilm,4,B\n");
		assertEquals("Müller, A", group(csv.toString(), "a"));
		assertEquals("B", Groups.parse(csv.toString()).of("film_t0003", "film", problems));
		assertEquals(List.of(), problems);
		group(csv.toString(), "c");
		assertTrue(problems.get(0).contains("case c is in no line"));
		Files.writeString(csv, "case,patient\na,b\n");
		assertTrue(assertThrows(InputException.class, () -> Groups.parse(csv.toString())).getMessage().contains(
			"it needs case and group"));
		Files.writeString(csv, "case,group\na,b\na,c\n");
		assertTrue(assertThrows(InputException.class, () -> Groups.parse(csv.toString())).getMessage().contains(
			"two groups"));
		assertTrue(assertThrows(InputException.class, () -> Groups.parse("none.csv")).getMessage().contains("no file"));
	}

	/** As in BraTS: whole tumour, core, enhancing core. */
	@Test
	void regionsPaintTheLabelThatNoLaterRegionHolds() {
		final List<LabelClass> labels = List.of(new LabelClass(5, "oedema"), new LabelClass(2, "necrosis"), new LabelClass(9,
			"enhancing"));
		assertEquals(List.of(new Region("whole", List.of(5, 2, 9), 5), new Region("core", List.of(2, 9), 2), new Region("et",
			List.of(9), 9)), Regions.parse("whole=oedema+necrosis+enhancing, core=necrosis + enhancing, et=enhancing",
				labels));
		assertEquals(List.of(), Regions.parse(" ", labels));
		assertTrue(assertThrows(InputException.class, () -> Regions.parse("whole=oedema+liver", labels)).getMessage()
			.contains("\"liver\""));
		assertThrows(InputException.class, () -> Regions.parse("whole", labels));
	}
}
