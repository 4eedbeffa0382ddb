package org.stacksam.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.batch.BatchCase;
import org.stacksam.batch.BatchRunner;
import org.stacksam.batch.CaseRow;
import org.stacksam.batch.Shard;
import org.stacksam.ij.ImageSizes;
import org.stacksam.io.Folders;

/**
 * Scores of label images, case by case. Those of folders are kept in a hidden folder beside the table until all cases
 * have them, so that one bad case costs nothing and an evaluation that was stopped goes on.
 *
 * @param byCase scores of the cases that could be scored, ascending by name
 * @param rows how each case went
 */
record ScoredCases<T>(Map<String, T> byCase, List<CaseRow> rows) {

	private static final Gson GSON = new GsonBuilder().serializeSpecialFloatingPointValues().create();

	/** Bytes a voxel of both images and of the distances between their surfaces. */
	private static final long BYTES_PER_VOXEL = 24;

	/** Scores a case. */
	@FunctionalInterface
	interface Scoring<T> {

		T score(String name, LabelCases.Pair pair, Progress progress);
	}

	/** Whether an evaluation with this table has cases that failed, or was stopped. */
	static boolean isPending(final Optional<Path> table) {
		return table.isPresent() && Files.isDirectory(pending(table.get()));
	}

	private static Path pending(final Path table) {
		return table.resolveSibling(".stacksam-" + table.getFileName());
	}

	/**
	 * Scores all cases; of folders, one that fails does not stop the others.
	 *
	 * @param shard the cases that are scored; their scores are kept for the run that makes the table of all
	 * @param type of the scores, which JSON can hold
	 * @param settings that they depend on
	 * @throws InputException if no case could be scored
	 */
	static <T> ScoredCases<T> of(final LabelCases cases, final Shard shard, final Class<T> type, final Scoring<T> scoring,
		final Optional<Path> table, final String settings, final Progress progress) throws IOException
	{
		final Map<String, T> scores = new LinkedHashMap<>();
		if (!cases.areFolders()) {
			for (final LabelCases.Case one : cases.all())
				scores.put(one.name(), scoring.score(one.name(), one.open(progress), progress));
			return new ScoredCases<>(scores, List.of());
		}
		final Path folder = table.isPresent() ? pending(table.get()) : Files.createTempDirectory("stacksam-scores");
		final Lock opening = new ReentrantLock();
		final List<CaseRow> rows;
		try {
			rows = BatchRunner.run(shard.of(cases.all()).stream().map(one -> new ScoreCase<>(one, folder, scoring, opening))
				.toList(), BatchFolder.options(folder, settings, 0, 0, false), progress);
			for (final CaseRow row : rows)
				if (!row.isBad()) scores.put(row.name(), GSON.fromJson(Files.readString(file(folder, row.name()),
					StandardCharsets.UTF_8), type));
		}
		finally {
			if (table.isEmpty()) Folders.delete(folder);
		}
		final ScoredCases<T> scored = new ScoredCases<>(scores, rows);
		if (scores.isEmpty()) scored.end();
		if (table.isPresent() && shard.count() == 1 && rows.stream().noneMatch(CaseRow::isBad)) Folders.delete(folder);
		return scored;
	}

	/**
	 * To be called when the tables are written.
	 *
	 * @throws InputException naming the cases that failed
	 */
	void end() {
		new BatchReport(rows, List.of()).throwIfBad();
	}

	private static Path file(final Path folder, final String name) {
		return folder.resolve("scores/" + name + ".json");
	}

	private record ScoreCase<T>(LabelCases.Case one, Path folder, Scoring<T> scoring, Lock opening) implements BatchCase {

		@Override
		public String name() {
			return one.name();
		}

		@Override
		public List<Path> inputs() {
			return one.files();
		}

		@Override
		public List<Path> outputs() {
			return List.of(file(folder, one.name()));
		}

		@Override
		public long bytes() {
			return BYTES_PER_VOXEL * ImageSizes.voxels(one.files().get(0));
		}

		@Override
		public Map<String, Object> run(final List<Path> targets, final Progress progress) throws IOException {
			final LabelCases.Pair pair;
			opening.lock(); // ImageJ's readers are not made for several threads
			try {
				progress.check();
				pair = one.open(progress);
			}
			finally {
				opening.unlock();
			}
			Files.writeString(targets.get(0), GSON.toJson(scoring.score(one.name(), pair, progress)), StandardCharsets.UTF_8);
			return Map.of();
		}
	}
}
