package org.stacksam.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;

class OutputFileTest {

	@TempDir
	private Path folder;

	@Test
	void writesUnderTheFinalNameOnlyWhenFinished() throws IOException {
		final Path target = folder.resolve("Ergebnis ü 结果.nii.gz");
		OutputFile.write(target, false, temporary -> {
			assertFalse(Files.exists(target));
			assertTrue(temporary.toString().endsWith(".nii.gz"));
			Files.writeString(temporary, "whole");
		});
		assertEquals("whole", Files.readString(target));
		assertArrayEquals(new String[] { target.getFileName().toString() }, folder.toFile().list());
	}

	@Test
	void failureLeavesTheOldFileAndNothingElse() throws IOException {
		final Path target = Files.writeString(folder.resolve("a.txt"), "old");
		final IOException full = assertThrows(IOException.class, () -> OutputFile.write(target, true, temporary -> {
			Files.writeString(temporary, "ha");
			throw new IOException("No space left on device");
		}));
		assertEquals("No space left on device", full.getMessage());
		assertEquals("old", Files.readString(target));
		assertEquals(1, folder.toFile().list().length);
	}

	@Test
	void existingFileIsKeptUnlessOverwriteIsSaid() throws IOException {
		final Path target = Files.writeString(folder.resolve("a.txt"), "old");
		final InputException refused = assertThrows(InputException.class, () -> OutputFile.write(target, false, t -> {
			throw new AssertionError("must not be called");
		}));
		assertTrue(refused.getMessage().contains(target.toString()) && refused.getMessage().contains("overwrite=true"));
		OutputFile.write(target, true, t -> Files.writeString(t, "new"));
		assertEquals("new", Files.readString(target));
	}

	@Test
	void missingFolderAndFolderAsTargetAreNamed() {
		final Path missing = folder.resolve("no/a.txt");
		assertTrue(assertThrows(InputException.class, () -> OutputFile.check(missing, true)).getMessage().contains(missing
			.getParent() + " does not exist"));
		assertTrue(assertThrows(InputException.class, () -> OutputFile.check(folder, true)).getMessage().contains(
			"it is a folder"));
	}

	@Test
	void readOnlyFolderIsNamed() throws IOException {
		final Path locked = Files.createDirectory(folder.resolve("locked"));
		Assumptions.assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked),
			"Skipped: this user may write everywhere");
		assertTrue(assertThrows(InputException.class, () -> OutputFile.check(locked.resolve("a"), true)).getMessage()
			.contains("read-only"));
	}

	@Test
	void folderThatTakesNoFilesIsNamed() {
		final Path target = Path.of("/proc/stacksam.txt"); // refuses new files even for root
		Assumptions.assumeTrue(Files.isDirectory(target.getParent()), "Skipped: no /proc on this system");
		final String message = assertThrows(InputException.class, () -> OutputFile.write(target, true, t -> Files.writeString(
			t, "x"))).getMessage();
		assertTrue(message.contains("/proc"), message);
	}

	@Test
	void resultsGetTheSamePermissionsAsAnyNewFile() throws IOException {
		Assumptions.assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
			"Skipped: no POSIX permissions here");
		final Path usual = Files.createFile(folder.resolve("usual"));
		final Path target = folder.resolve("a.txt");
		OutputFile.write(target, false, t -> Files.writeString(t, "x"));
		assertEquals(PosixFilePermissions.toString(Files.getPosixFilePermissions(usual)), PosixFilePermissions.toString(Files
			.getPosixFilePermissions(target)));
	}

	@Test
	void staleTemporaryFilesOfTheSameTargetAreClearedUp() throws IOException {
		final Path stale = Files.writeString(folder.resolve(".stacksam-0badcafe-a.txt"), "half");
		Files.setLastModifiedTime(stale, FileTime.from(Instant.now().minusSeconds(2 * 86400)));
		// of a time when the clock was wrong
		final Path future = Files.writeString(folder.resolve(".stacksam-0badfeed-a.txt"), "half");
		Files.setLastModifiedTime(future, FileTime.from(Instant.now().plusSeconds(400 * 86400)));
		final Path running = Files.writeString(folder.resolve(".stacksam-12345678-a.txt"), "half");
		final Path other = Files.writeString(folder.resolve(".stacksam-0badcafe-b.txt"), "half");
		Files.setLastModifiedTime(other, FileTime.from(Instant.now().minusSeconds(2 * 86400)));
		OutputFile.write(folder.resolve("a.txt"), false, t -> Files.writeString(t, "x"));
		assertEquals(Set.of("a.txt", running.getFileName().toString(), other.getFileName().toString()), Set.of(folder.toFile()
			.list()));
	}

	@Test
	void namesAsLongAsTheFileSystemTakes() throws IOException {
		final Path target = folder.resolve("x".repeat(240) + ".nii.gz");
		OutputFile.write(target, false, t -> Files.writeString(t, "x"));
		assertTrue(Files.exists(target));
	}
}
