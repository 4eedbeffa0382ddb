package org.stacksam.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

	@TempDir
	Path folder;

	@Test
	void deletesATreeButNotWhatALinkPointsTo() throws IOException {
		final Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
		final Path precious = Files.writeString(elsewhere.resolve("precious.txt"), "stays");
		final Path tree = Files.createDirectories(folder.resolve("tree/deep"));
		Files.writeString(tree.resolve("a.txt"), "goes");
		try {
			Files.createSymbolicLink(tree.resolve("link"), elsewhere);
		}
		catch (final IOException | UnsupportedOperationException e) {
			assumeTrue(false, "no symbolic links can be made here: " + e);
		}
		Folders.delete(folder.resolve("tree"));
		assertFalse(Files.exists(folder.resolve("tree")));
		assertEquals("stays", Files.readString(precious));
	}

	@Test
	void deletesOnlyWhatIsOldAndSoNamed() throws IOException {
		for (final String name : new String[] { ".add-old", ".add-new", "model" })
			Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("a.txt"), "a");
		final FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
		Files.setLastModifiedTime(folder.resolve(".add-old"), longAgo);
		Files.setLastModifiedTime(folder.resolve("model"), longAgo);
		Folders.deleteStale(folder, ".add-");
		assertFalse(Files.exists(folder.resolve(".add-old")));
		assertTrue(Files.exists(folder.resolve(".add-new/a.txt")));
		assertTrue(Files.exists(folder.resolve("model/a.txt")));
	}
}
