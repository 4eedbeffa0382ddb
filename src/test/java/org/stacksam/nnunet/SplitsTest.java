package org.stacksam.nnunet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitsTest {

	private static DatasetCase of(final String id, final String group) {
		return new DatasetCase(id, List.of(), Cases.label(id), null, null, group);
	}

	@Test
	void groupsStayTogetherAndEveryCaseIsHeldOutOnce() {
		final List<DatasetCase> cases = new ArrayList<>();
		for (int patient = 0; patient < 8; patient++)
			for (int slice = 0; slice <= patient; slice++) // 1 to 8 cases a patient, 36 in all
				cases.add(of("p" + patient + "s" + slice, "p" + patient));
		final List<Splits.Fold> folds = Splits.of(cases);
		assertEquals(5, folds.size());
		final List<String> heldOut = new ArrayList<>();
		for (final Splits.Fold fold : folds) {
			final Set<String> train = new HashSet<>();
			fold.train().forEach(id -> train.add(id.substring(0, 2)));
			assertTrue(fold.val().stream().noneMatch(id -> train.contains(id.substring(0, 2))));
			assertEquals(36, fold.train().size() + fold.val().size());
			assertTrue(fold.val().size() >= 6 && fold.val().size() <= 9, () -> "fold of " + fold.val());
			heldOut.addAll(fold.val());
		}
		assertEquals(36, new HashSet<>(heldOut).size());
		assertEquals(36, heldOut.size());
		assertEquals(folds, Splits.of(cases));
	}

	@Test
	void fewCasesGetAsManyFoldsAndOneGroupNone() {
		assertEquals(3, Splits.of(List.of(of("a", ""), of("b", ""), of("c", ""))).size());
		assertEquals(List.of(), Splits.of(List.of(of("a", "x"), of("b", "x"))));
	}

	@Test
	void neededForGroupsAndForFewCasesOnly() {
		final List<DatasetCase> five = List.of(of("a", ""), of("b", ""), of("c", ""), of("d", ""), of("e", ""));
		assertFalse(Splits.needed(five));
		assertTrue(Splits.needed(five.subList(0, 4)));
		assertTrue(Splits.needed(List.of(of("a", "x"), of("b", "x"), of("c", ""), of("d", ""), of("e", ""))));
	}

	@Test
	void fileIsAListOfTrainAndVal(@TempDir final Path folder) throws Exception {
		final Path file = folder.resolve("splits_final.json");
		Splits.write(file, List.of(new Splits.Fold(List.of("a"), List.of("b"))));
		assertEquals("[{\"train\":[\"a\"],\"val\":[\"b\"]}]", JsonParser.parseString(Files.readString(file)).toString());
	}
}
