package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.batch.BatchCase;
import org.stacksam.batch.BatchOptions;
import org.stacksam.batch.BatchRunner;
import org.stacksam.batch.CaseRow;
import org.stacksam.batch.Shard;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.ij.MacroErrors;

/**
 * The output folder of a run over many cases, and the keys that say how it runs.
 *
 * @param workers 0: as usual
 * @param memory bytes; 0: as usual
 */
record BatchFolder(Path folder, Path report, Shard shard, int workers, long memory, boolean overwrite) {

	/** Name of the folder that remembers what is finished. */
	static final String JOURNAL = ".stacksam";

	/** One case computes while another one's slices are encoded, which takes all cores; more only take memory. */
	private static final int USUAL_WORKERS = 2;

	/** Share of Java's memory that cases may take; the rest is for embeddings and the model's inputs. */
	private static final double USUAL_SHARE = 0.6;

	/**
	 * Checks the keys and makes the folder.
	 *
	 * @param save_report empty: report.csv in the folder
	 */
	static BatchFolder of(final String output_dir, final String shard, final int workers, final int memory_mb,
		final String save_report, final boolean overwrite) throws IOException
	{
		final Path folder = Keys.requiredPath("output_dir", output_dir);
		final Shard part = Shard.parse(shard);
		if (workers < 0) throw new InputException("workers=" + workers + ": give a number of cases at a time, or 0.");
		if (memory_mb < 0) throw new InputException("memory_mb=" + memory_mb + ": give a number of megabytes, or 0.");
		try {
			Files.createDirectories(folder);
		}
		catch (final IOException e) {
			throw new InputException("output_dir=" + folder + " cannot be made (" + e + "). Choose another folder.", e);
		}
		final Optional<Path> named = Keys.path("save_report", save_report);
		if (named.isPresent() && !Outputs.hasEnding(named.get(), List.of(".csv"))) throw new InputException("save_report=" +
			named.get() + ": the name must end in .csv.");
		final Path report = named.orElse(folder.resolve("report" + part.suffix() + ".csv"));
		BatchReport.check(report, overwrite);
		return new BatchFolder(folder, report, part, workers, (long) memory_mb << 20, overwrite);
	}

	/**
	 * Runs the cases and writes the report.
	 *
	 * @param skipped rows of what is no case, for the report
	 * @param columns that the cases report
	 * @param settings that the results depend on
	 * @return the report
	 * @throws InputException naming the cases that failed, when all others are done
	 */
	ReportTable run(final List<? extends BatchCase> cases, final List<CaseRow> skipped, final List<String> columns,
		final String settings, final Progress progress) throws IOException
	{
		final List<CaseRow> rows = BatchRunner.run(cases, options(folder.resolve(JOURNAL), settings, workers, memory,
			overwrite), progress);
		final BatchReport done = new BatchReport(Stream.concat(rows.stream(), skipped.stream()).toList(), columns);
		progress.log(done.summary());
		done.write(report, progress);
		done.throwIfBad();
		return done.table();
	}

	/** Options with what is usual for what is 0. */
	static BatchOptions options(final Path journal, final String settings, final int workers, final long memory,
		final boolean overwrite)
	{
		final Runtime java = Runtime.getRuntime();
		return new BatchOptions(journal, settings, workers > 0 ? workers : Math.min(USUAL_WORKERS, java
			.availableProcessors()), memory > 0 ? memory : (long) (USUAL_SHARE * java.maxMemory()), overwrite,
			MacroErrors::message);
	}
}
