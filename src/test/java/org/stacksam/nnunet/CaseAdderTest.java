package org.stacksam.nnunet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.prompt.LabelClass;

class CaseAdderTest {

	@TempDir
	private Path raw;

	private DatasetReport add(final DatasetSpec spec, final String name) throws IOException {
		return CaseAdder.add(spec, Cases.named(name), raw, Progress.NONE);
	}

	private List<String> files() throws IOException {
		try (Stream<Path> walk = Files.walk(raw)) {
			return walk.filter(Files::isRegularFile).map(f -> raw.relativize(f).toString().replace('\\', '/')).sorted().toList();
		}
	}

	private JsonObject description() throws IOException {
		return JsonParser.parseString(Files.readString(raw.resolve("Dataset005_Organs/dataset.json"))).getAsJsonObject();
	}

	/** As if both had been exported at once, but for the splits, which nnU-Net makes by itself from five cases on. */
	@Test
	void casesAreAdded() throws IOException {
		add(Cases.spec(), "a");
		assertEquals(raw.resolve("Dataset005_Organs"), add(Cases.spec(), "b").folder());
		final List<String> files = files();
		final JsonObject description = description();
		final Path once = Files.createDirectory(raw.resolve("once"));
		DatasetWriter.write(Cases.spec(), List.of(Cases.named("a"), Cases.named("b")), once, List.of(), false, false,
			Progress.NONE);
		assertEquals(files().stream().filter(f -> f.startsWith("once/") && !f.endsWith("splits_final.json")).map(f -> f.substring(5)).toList(), files);
		assertEquals(JsonParser.parseString(Files.readString(once.resolve("Dataset005_Organs/dataset.json"))), description);
		for (final String file : files)
			if (file.endsWith(".nii.gz")) assertEquals(-1, Files.mismatch(raw.resolve(file), once.resolve(file)), file);
	}

	@Test
	void whatDoesNotFitIsRefusedAndChangesNothing() throws IOException {
		add(Cases.spec(), "a");
		final List<String> before = files();
		assertTrue(assertThrows(InputException.class, () -> add(Cases.spec(), "a")).getMessage().contains("a already"));
		final DatasetSpec other = DatasetSpec.of(5, "Organs", Cases.ORGANS.stream().map(c -> new LabelClass(c.value(),
			"other " + c.name())).toList());
		assertTrue(assertThrows(InputException.class, () -> add(other, "b")).getMessage().contains("labels"));
		assertEquals(before, files());
		assertEquals(1, description().get("numTraining").getAsInt());
		Files.writeString(raw.resolve("Dataset005_Organs/splits_final.json"), "[]");
		assertTrue(assertThrows(InputException.class, () -> add(Cases.spec(), "b")).getMessage().contains("splits_final"));
		Files.delete(raw.resolve("Dataset005_Organs/splits_final.json"));
		Files.writeString(raw.resolve("Dataset005_Organs/dataset.json"), "{\"name\": 1");
		assertTrue(assertThrows(InputException.class, () -> add(Cases.spec(), "b")).getMessage().contains("dataset.json"));
		assertEquals(before, files());
	}
}
