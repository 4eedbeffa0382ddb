package org.stacksam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.stacksam.InputException;

class CasePairingTest {

	@Test
	void pairsByNameAndListsTheRest() {
		final CasePairing pairing = CasePairing.of(paths("p/b.tif", "p/a.nii.gz", "p/Größe.tif"), paths("r/a.nii",
			"r/c.nii.gz", "r/Größe.nii.gz"));
		assertEquals(Set.of("a", "Größe"), pairing.pairs().keySet());
		assertEquals(new CasePairing.Pair(Path.of("p/a.nii.gz"), Path.of("r/a.nii")), pairing.pairs().get("a"));
		assertEquals(paths("p/b.tif"), pairing.onlyPredicted());
		assertEquals(paths("r/c.nii.gz"), pairing.onlyReference());
	}

	@Test
	void namesWithPointsKeepThem() {
		assertEquals("patient.1.scan", CasePairing.caseName("C:\\data\\patient.1.scan.NII.GZ"));
		assertEquals("patient.1", CasePairing.caseName("/data/patient.1"));
	}

	@Test
	void nothingInCommonOrTwiceTheSameIsAnError() {
		final String none = assertThrows(InputException.class, () -> CasePairing.of(paths("p/a.tif"), paths("r/b.tif")))
			.getMessage();
		assertTrue(none.contains("a.tif") && none.contains("b.tif"), none);
		final String twice = assertThrows(InputException.class, () -> CasePairing.of(paths("p/a.tif", "p/a.nii.gz"), paths(
			"r/a.tif"))).getMessage();
		assertTrue(twice.contains("a.nii.gz") && twice.contains("a.tif"), twice);
	}

	private static List<Path> paths(final String... names) {
		return List.of(names).stream().map(Path::of).toList();
	}
}
