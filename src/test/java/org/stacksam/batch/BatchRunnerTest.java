package org.stacksam.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.batch.CaseRow.State;

class BatchRunnerTest {

	@TempDir
	Path folder;

	/** Collects what is logged and reported, and stops when told. */
	private static final class Listener implements Progress {

		private final List<String> log = new CopyOnWriteArrayList<>();
		private final List<String> reports = new CopyOnWriteArrayList<>();
		private volatile int stopAfter = Integer.MAX_VALUE;

		@Override
		public void report(final long done, final long total, final String message) {
			assertTrue(done >= 0 && done <= total || total == 0, done + " of " + total);
			reports.add(message);
		}

		@Override
		public void log(final String line) {
			log.add(line);
		}

		@Override
		public boolean isCanceled() {
			return log.stream().filter(line -> line.contains(": done in")).count() >= stopAfter;
		}
	}

	private final Listener listener = new Listener();

	private List<State> run(final TextCases texts, final String settings) throws IOException {
		return BatchRunner.run(texts.all(), texts.options(settings, 2), listener).stream().map(CaseRow::state).toList();
	}

	private static List<State> states(final int count, final State state) {
		return Collections.nCopies(count, state);
	}

	private void assertWhole(final TextCases texts, final int count) throws IOException {
		for (int i = 0; i < count; i++)
			for (final String kind : List.of("upper", "lower"))
				assertEquals(texts.expected(kind, TextCases.name(i)), Files.readString(texts.output(kind, TextCases.name(i))));
	}

	@Test
	void finishedCasesAreKept() throws IOException {
		final TextCases texts = TextCases.write(folder, 5);
		assertEquals(states(5, State.DONE), run(texts, "s"));
		assertWhole(texts, 5);
		final List<CaseRow> rows = BatchRunner.run(texts.all(), texts.options("s", 2), listener);
		assertEquals(states(5, State.KEPT), rows.stream().map(CaseRow::state).toList());
		assertEquals(5, texts.worked().size());
		assertEquals(10L, rows.get(2).cells().get("letters"));
		assertEquals(List.of("noted"), rows.get(2).notes());
		assertTrue(rows.get(2).seconds() > 0);
		try (Stream<Path> left = Files.list(folder.resolve("out/.journal"))) {
			assertEquals(List.of("c000.json", "c001.json", "c002.json", "c003.json", "c004.json", "lock"), left.map(f -> f
				.getFileName().toString()).sorted().toList());
		}
		assertTrue(listener.log.stream().anyMatch(line -> line.matches("c00\\d: done in .* s; \\d of 5 cases, about .* left")),
			listener.log.toString());
	}

	@Test
	void whatChangedIsDoneAgainAndSaid() throws IOException {
		final TextCases texts = TextCases.write(folder, 4);
		run(texts, "s");
		Files.writeString(folder.resolve("in/c001"), "another text\n");
		Files.delete(texts.output("lower", "c002"));
		assertEquals(List.of(State.KEPT, State.DONE, State.DONE, State.KEPT), run(texts, "s"));
		assertWhole(texts, 4);
		assertTrue(listener.log.contains("c001: done again, since " + folder.resolve("in/c001") + " changed"), listener.log
			.toString());
		assertTrue(listener.log.contains("c002: done again, since its outputs are not all there"), listener.log.toString());
		assertEquals(states(4, State.DONE), run(texts, "t"));
		assertTrue(listener.log.contains("c003: done again, since the settings changed"), listener.log.toString());
	}

	/** Inputs, outputs and journal in another place, with the times of the files. */
	@Test
	void studiesCanBeMoved() throws IOException {
		run(TextCases.write(folder.resolve("here"), 3), "s");
		Files.move(folder.resolve("here"), folder.resolve("there"));
		assertEquals(states(3, State.KEPT), run(new TextCases(folder.resolve("there")), "s"));
	}

	/** Labels that somebody corrected by hand, and files that were there before. */
	@Test
	void filesOfOthersAreNeverReplacedUnasked() throws IOException {
		final TextCases texts = TextCases.write(folder, 3);
		Files.createDirectories(folder.resolve("out/upper"));
		Files.writeString(texts.output("upper", "c000"), "mine");
		final List<CaseRow> rows = BatchRunner.run(texts.all(), texts.options("s", 2), listener);
		assertEquals(State.FAILED, rows.get(0).state());
		assertTrue(rows.get(0).message().contains(texts.output("upper", "c000") + " exists"), rows.get(0).message());
		Files.writeString(texts.output("lower", "c001"), "corrected");
		final CaseRow changed = BatchRunner.run(texts.all(), texts.options("s", 2), listener).get(1);
		assertEquals(State.FAILED, changed.state());
		assertTrue(changed.message().contains("changed or damaged since"), changed.message());
		assertEquals("mine", Files.readString(texts.output("upper", "c000")));
		assertEquals("corrected", Files.readString(texts.output("lower", "c001")));
		assertEquals(3 - 1, texts.worked().size(), "none of them was worked on for nothing");
		final BatchOptions o = texts.options("s", 2);
		final List<CaseRow> allowed = BatchRunner.run(texts.all(), new BatchOptions(o.journal(), o.settings(), 2, 100, true,
			o.describe()), listener);
		assertEquals(List.of(State.DONE, State.DONE, State.KEPT), allowed.stream().map(CaseRow::state).toList());
		assertWhole(texts, 3);
	}

	/** What kills leave: an entry cut off, an output that is not there, a folder with half-written files. */
	@Test
	void damagedEntriesCountAsNone() throws IOException {
		final TextCases texts = TextCases.write(folder, 2);
		run(texts, "s");
		final Path entry = folder.resolve("out/.journal/c000.json");
		final String text = Files.readString(entry);
		for (final String damaged : List.of("", "{", "null", "[1]", "{\"name\":\"c000\"}", """
			{"name": "c000", "settings": "", "inputs": [], "outputs": [null], "cells": {}, "notes": []}""", text.substring(0, text
				.length() / 2), "\u0000".repeat(100)))
		{
			Files.writeString(entry, damaged);
			Files.delete(texts.output("upper", "c000"));
			Files.delete(texts.output("lower", "c000"));
			Files.createDirectories(folder.resolve("out/.journal/c000.part"));
			Files.writeString(folder.resolve("out/.journal/c000.part/0-c000.txt"), "half");
			assertEquals(List.of(State.DONE, State.KEPT), run(texts, "s"), damaged);
			assertWhole(texts, 2);
		}
	}

	/** An exception, a real exhaustion of memory and a case that cannot be. */
	@Test
	void badCasesDoNotStopTheRest() throws IOException {
		final TextCases texts = TextCases.write(folder, 6);
		Files.writeString(folder.resolve("in/c001"), "bad\n");
		Files.writeString(folder.resolve("in/c003"), "huge\n");
		final List<BatchCase> cases = new ArrayList<>(texts.all());
		cases.add(BatchCase.failed("d", "there is no image d"));
		for (final int workers : new int[] { 1, 3 }) {
			final List<CaseRow> rows = BatchRunner.run(cases, texts.options("s", workers), listener);
			assertEquals(List.of(1, 3, 6), IntStream.range(0, 7).filter(i -> rows.get(i).isBad()).boxed().toList());
			assertEquals("IllegalStateException: this text is bad", rows.get(1).message());
			assertTrue(rows.get(3).message().startsWith("OutOfMemoryError"), rows.get(3).message());
			assertEquals("there is no image d", rows.get(6).message().replaceAll(".*: ", ""));
		}
		assertFalse(Files.exists(texts.output("upper", "c001")));
		// once by one worker; of three, once beside others and once alone
		final int tries = Collections.frequency(texts.worked(), "c003");
		assertTrue(tries == 2 || tries == 3, tries + " tries");
	}

	@Test
	void canceledRunsGoOn() throws IOException {
		final TextCases texts = TextCases.write(folder, 20);
		listener.stopAfter = 3;
		assertThrows(CancellationException.class, () -> run(texts, "s"));
		listener.stopAfter = Integer.MAX_VALUE;
		final List<State> states = run(texts, "s");
		final int kept = Collections.frequency(states, State.KEPT);
		assertTrue(kept >= 3 && kept < 20, kept + " kept");
		assertEquals(20, kept + Collections.frequency(states, State.DONE));
		assertWhole(texts, 20);
	}

	@Test
	void memoryBoundsCasesSideBySide() throws Exception {
		final MemoryGate gate = new MemoryGate(3, 100);
		final MemoryGate.Ticket a = gate.enter(40, Progress.NONE), b = gate.enter(60, Progress.NONE);
		final Thread third = new Thread(() -> {
			try {
				final MemoryGate.Ticket large = gate.enter(500, Progress.NONE);
				gate.leave(large);
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		});
		third.start();
		third.join(300);
		assertTrue(third.isAlive(), "there was no room");
		assertTrue(gate.leave(a), "another one ran beside it");
		third.join(300);
		assertTrue(third.isAlive(), "a case over the bound has to be alone");
		gate.leave(b);
		third.join(5000);
		assertFalse(third.isAlive());
		final MemoryGate.Ticket alone = gate.enter(1, Progress.NONE);
		assertFalse(gate.leave(alone));
	}

	@Test
	void shardsSplitTheListWhateverIsFinished() {
		final List<Integer> all = IntStream.range(0, 21).boxed().toList();
		final List<Integer> together = new ArrayList<>();
		for (int i = 1; i <= 8; i++)
			together.addAll(Shard.parse(i + "/8").of(all));
		assertEquals(all, together.stream().sorted().toList());
		assertEquals(List.of(1, 9, 17), Shard.parse(" 2 / 8 ").of(all));
		assertEquals(all, Shard.parse("").of(all));
		assertEquals("-2-of-8", Shard.parse("2/8").suffix());
		for (final String wrong : List.of("0/8", "9/8", "2", "2/0", "a/b", "-1/3", "1/99999999"))
			assertTrue(assertThrows(InputException.class, () -> Shard.parse(wrong)).getMessage().contains("shard=" + wrong));
	}

	@Test
	void timeLeftIsTold() {
		assertEquals("59 s", BatchProgress.duration(59.4));
		assertEquals("2 min", BatchProgress.duration(119));
		assertEquals("1 h 05 min", BatchProgress.duration(3905));
	}

	/** Killed again and again, at any moment, until it comes to its end. */
	@Test
	void killedRunsEndAsUndisturbedOnes() throws Exception {
		final TextCases texts = TextCases.write(folder, 40);
		for (int i = 0; i < 40; i++)
			Files.writeString(folder.resolve("in/" + TextCases.name(i)), "text " + i + " slow\n");
		int kills = 0;
		while (true) {
			final Process process = TextCases.start(folder, 3);
			final int already = texts.worked().size();
			// not before it works: how long Java takes to start depends on the machine
			while (process.isAlive() && texts.worked().size() < already + 2 + kills % 4)
				Thread.sleep(3);
			if (kills < 6 && !process.waitFor(kills * 37L, TimeUnit.MILLISECONDS)) {
				process.destroyForcibly().waitFor();
				kills++;
				for (int i = 0; i < 40; i++)
					for (final String kind : List.of("upper", "lower"))
						if (Files.exists(texts.output(kind, TextCases.name(i)))) assertEquals(texts.expected(kind, TextCases.name(i)),
							Files.readString(texts.output(kind, TextCases.name(i))), "half-written after kill " + kills);
				continue;
			}
			assertTrue(process.waitFor(1, TimeUnit.MINUTES));
			assertEquals(0, process.exitValue());
			break;
		}
		assertEquals(6, kills);
		assertWhole(texts, 40);
		// each kill costs at most the three cases that were under way
		assertTrue(texts.worked().size() <= 40 + 3 * kills, texts.worked().size() + " cases were begun");
		assertEquals(states(40, State.KEPT), run(texts, "s"));
	}

	@Test
	void twoProcessesShareOneFolder() throws Exception {
		final TextCases texts = TextCases.write(folder, 24);
		for (int i = 0; i < 24; i++)
			Files.writeString(folder.resolve("in/" + TextCases.name(i)), "text " + i + " slow\n");
		final Process first = TextCases.start(folder, 2), second = TextCases.start(folder, 2);
		assertTrue(first.waitFor(1, TimeUnit.MINUTES) && second.waitFor(1, TimeUnit.MINUTES));
		assertEquals(0, first.exitValue());
		assertEquals(0, second.exitValue());
		assertWhole(texts, 24);
		assertEquals(24, texts.worked().size(), "a case was done twice");
		assertEquals(24, new HashSet<>(texts.worked()).size());
	}
}
