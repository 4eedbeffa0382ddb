package org.stacksam.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.batch.CaseRow.State;

/** An output folder on a real disk that fills up or is read-only; only an administrator of Linux may mount one. */
class OutputDiskTest {

	private static final int CASES = 6;

	@TempDir
	Path folder;

	private Path disk;
	private TextCases texts;

	@BeforeEach
	void mount() throws IOException, InterruptedException {
		texts = TextCases.write(folder, CASES);
		disk = Files.createDirectory(folder.resolve("out"));
		assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString()) && Files.getFileStore(disk)
			.getTotalSpace() <= 3 << 20, "Skipped: a small file system cannot be mounted here");
	}

	@AfterEach
	void unmount() throws IOException, InterruptedException {
		run("umount", disk.toString());
	}

	private static boolean run(final String... command) throws InterruptedException {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start().waitFor() == 0;
		}
		catch (final IOException absent) {
			return false;
		}
	}

	private List<State> run() throws IOException {
		return BatchRunner.run(texts.all(), texts.options("s", 1), Progress.NONE).stream().map(CaseRow::state).toList();
	}

	/** Each case writes 20 · 2 · 16 KiB = 640 KiB. */
	@Test
	void fullDiskFailsTheCaseThatMeetsItAndTheRunGoesOnWhenThereIsSpace() throws IOException, InterruptedException {
		for (int i = 0; i < CASES; i++)
			Files.writeString(folder.resolve("in/" + TextCases.name(i)), "x".repeat(16 << 10));
		final List<CaseRow> rows = BatchRunner.run(texts.all(), texts.options("s", 1), Progress.NONE);
		final List<State> states = rows.stream().map(CaseRow::state).toList();
		final int done = states.indexOf(State.FAILED);
		assertTrue(done >= 2 && done < CASES, states.toString());
		assertTrue(rows.get(done).message().contains("space"), rows.get(done).message());
		assertFalse(states.subList(done, CASES).contains(State.DONE), states.toString());
		for (int i = 0; i < CASES; i++)
			for (final String kind : List.of("upper", "lower")) {
				final Path output = texts.output(kind, TextCases.name(i));
				if (Files.exists(output)) assertEquals(texts.expected(kind, TextCases.name(i)), Files.readString(output));
				else assertTrue(i >= done, output + " is missing");
			}
		try (Stream<Path> left = Files.walk(disk)) {
			assertTrue(left.noneMatch(file -> file.toString().endsWith(".part")), "half-written files are left");
		}
		assertTrue(run("mount", "-o", "remount,size=16m", disk.toString()));
		final List<State> again = run();
		assertEquals(done, again.stream().filter(State.KEPT::equals).count());
		assertEquals(CASES - done, again.stream().filter(State.DONE::equals).count());
	}

	@Test
	void readOnlyFolderIsToldBeforeAnyWork() throws IOException, InterruptedException {
		assertEquals(State.DONE, run().get(0));
		final int worked = texts.worked().size();
		assertTrue(run("mount", "-o", "remount,ro", disk.toString()));
		final String message = assertThrows(InputException.class, this::run).getMessage();
		assertTrue(message.contains("read-only") && message.contains(disk.toString()), message);
		assertEquals(worked, texts.worked().size());
		final TextCases other = TextCases.write(disk.resolveSibling("other"), 1);
		final BatchOptions o = other.options("s", 1);
		assertTrue(assertThrows(InputException.class, () -> BatchRunner.run(other.all(), new BatchOptions(disk.resolve(
			"new/.stacksam"), o.settings(), 1, 1, false, o.describe()), Progress.NONE)).getMessage().contains("Cannot make"));
	}
}
