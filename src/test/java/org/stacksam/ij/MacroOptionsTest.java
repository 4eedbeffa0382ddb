package org.stacksam.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.stacksam.InputException;

class MacroOptionsTest {

	@Test
	void readsPlainBracketedQuotedAndBareKeys() {
		assertEquals(Map.of("a", "1", "path", "/tmp/two words/[x]", "q", "it is", "flag", "true", "empty", ""), MacroOptions
			.parse("a=1 path=[/tmp/two words/[x]] q='it is' flag empty=[] ").values());
	}

	/** ImageJ's own Macro.getValue reads "other" here. */
	@Test
	void keysInsideOfValuesAreNoKeys() {
		final String line = "image_path=[/data/1model=other x/a.tif] model=mobilesam ";
		assertEquals("other", ij.Macro.getValue(line, "model", ""));
		assertEquals("mobilesam", MacroOptions.parse(line).values().get("model"));
	}

	@Test
	void pathsKeepTheirCharacters() {
		assertEquals("C:\\Bilder\\Größe 図.tif", MacroOptions.parse("image_path=[C:\\Bilder\\Größe 図.tif]").values().get(
			"image_path"));
	}

	@Test
	void namesTheUnknownKeyAndTheKnownOnes() {
		final InputException e = assertThrows(InputException.class, () -> MacroOptions.parse("modl=x window=auto")
			.requireKnown("SAM Segment Slice", List.of("window", "model")));
		assertEquals("SAM Segment Slice does not know the key \"modl\". It knows: model, window. " +
			"Values that contain spaces need brackets: key=[two words].", e.getMessage());
	}

	@Test
	void refusesAKeyGivenTwiceAndAnOpenBracket() {
		assertTrue(assertThrows(InputException.class, () -> MacroOptions.parse("a=1 a=2")).getMessage().contains("\"a\""));
		assertTrue(assertThrows(InputException.class, () -> MacroOptions.parse("path=[/tmp/x")).getMessage().contains(
			"\"path\""));
	}
}
