package org.stacksam.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.batch.CaseRow.State;

/**
 * Runs many cases: some side by side within a bound for the memory, each once, whatever happens to the others. A run
 * that was killed, canceled or partly failed goes on when it is started again: cases that are finished, with the same
 * settings and unchanged inputs, are kept. Two runs on one folder share the work.
 */
public final class BatchRunner {

	/** With less room on the output's disk no case can be written, and none is begun. */
	private static final long LEAST_FREE_BYTES = 1 << 20;

	private static final int WAIT_MILLIS = 500;

	private final List<? extends BatchCase> cases;
	private final BatchOptions options;
	private final CaseJournal journal;
	private final CaseLocks locks;
	private final Progress progress;
	private final BatchProgress overall;
	private final CaseRow[] rows;
	private final Queue<Integer> busy = new ConcurrentLinkedQueue<>(), again = new ConcurrentLinkedQueue<>();
	private volatile boolean diskFull;

	private BatchRunner(final List<? extends BatchCase> cases, final BatchOptions options, final CaseLocks locks,
		final Progress progress)
	{
		this.cases = cases;
		this.options = options;
		this.locks = locks;
		this.progress = progress;
		journal = new CaseJournal(options.journal(), options.settings());
		overall = new BatchProgress(progress, cases.size(), cases.stream().mapToDouble(BatchRunner::weight).sum());
		rows = new CaseRow[cases.size()];
	}

	/**
	 * Runs the cases.
	 *
	 * @param cases with names of their own
	 * @return a row a case, in their order; a failure is a row, never an exception
	 * @throws InputException if the journal's folder cannot be made or written
	 * @throws CancellationException if the user asked to stop; what was finished is kept
	 */
	public static List<CaseRow> run(final List<? extends BatchCase> cases, final BatchOptions options,
		final Progress progress) throws IOException
	{
		try {
			Files.createDirectories(options.journal());
		}
		catch (final IOException e) {
			throw new InputException("Cannot make the folder " + options.journal() + " (" + e +
				"). Check the permissions, or choose another output folder.", e);
		}
		if (!Files.isWritable(options.journal())) throw new InputException("Cannot write into the folder " + options
			.journal() + ": it is read-only. Check the permissions, or choose another output folder.");
		try (CaseLocks locks = new CaseLocks(options.journal(), progress)) {
			return new BatchRunner(cases, options, locks, progress).run();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted.");
		}
	}

	private List<CaseRow> run() throws InterruptedException {
		sideBySide();
		for (final int index : again) {
			progress.check();
			progress.log(cases.get(index).name() + ": ran out of memory beside other cases; now alone");
			settle(index, attempt(index));
		}
		for (final int index : busy)
			afterOthers(index);
		progress.check();
		return Arrays.asList(rows);
	}

	private void sideBySide() throws InterruptedException {
		final MemoryGate gate = new MemoryGate(options.workers(), options.memory());
		final ExecutorService pool = Executors.newFixedThreadPool(options.workers(), task -> {
			final Thread thread = new Thread(task, "StackSAM case");
			thread.setDaemon(true);
			return thread;
		});
		try {
			for (int i = 0; i < cases.size(); i++) {
				final MemoryGate.Ticket ticket = gate.enter(cases.get(i).bytes(), progress);
				if (ticket == null) break;
				final int index = i;
				pool.execute(() -> sideBySide(index, gate, ticket));
			}
		}
		finally {
			pool.shutdown();
			while (!pool.awaitTermination(1, TimeUnit.MINUTES))
				continue; // each case asks for itself whether to stop
		}
	}

	private void sideBySide(final int index, final MemoryGate gate, final MemoryGate.Ticket ticket) {
		final Attempt attempt = attempt(index);
		final boolean shared = gate.leave(ticket);
		if (attempt.end == End.OUT_OF_MEMORY && shared) again.add(index);
		else settle(index, attempt);
	}

	/** Waits for the run that has the case; that one may have finished it, else it is done here. */
	private void afterOthers(final int index) throws InterruptedException {
		while (rows[index] == null) {
			progress.check();
			progress.report(0, 0, "Waiting for another run, which has " + cases.get(index).name());
			Thread.sleep(WAIT_MILLIS);
			final Attempt attempt = attempt(index);
			if (attempt.end != End.BUSY) settle(index, attempt);
		}
	}

	private void settle(final int index, final Attempt attempt) {
		if (attempt.end == End.BUSY) {
			busy.add(index);
			return;
		}
		rows[index] = attempt.row;
		overall.end(attempt.progress, attempt.row);
	}

	private enum End {
		OVER, BUSY, OUT_OF_MEMORY
	}

	/** One try at a case. */
	private record Attempt(End end, CaseRow row, BatchProgress.OfCase progress) {}

	/** Whatever happens in a case ends here. */
	private Attempt attempt(final int index) {
		final BatchCase c = cases.get(index);
		final BatchProgress.OfCase own = overall.begin(c.name(), weight(c));
		End end = End.OVER;
		CaseRow row;
		try (CaseLocks.Held held = locks.take(c.name())) {
			row = held == null ? null : diskFull ? CaseRow.of(c.name(), State.NOT_BEGUN, "The disk of " + options.journal() +
				" is full. Free space and start the run again.") : work(c, own);
			if (held == null) end = End.BUSY;
		}
		// Errors too: a case that needs more memory than there is must not end the run
		catch (final Exception | Error e) {
			if (e instanceof OutOfMemoryError) end = End.OUT_OF_MEMORY;
			if (e instanceof IOException) diskFull |= isDiskFull();
			final boolean stopped = e instanceof CancellationException && progress.isCanceled();
			row = new CaseRow(c.name(), stopped ? State.NOT_BEGUN : State.FAILED, 0, Map.of(), own.notes(), options.describe()
				.apply(e));
		}
		return new Attempt(end, row, own);
	}

	private CaseRow work(final BatchCase c, final BatchProgress.OfCase own) throws IOException {
		own.check();
		final CaseJournal.Found found = journal.find(c, options.overwrite());
		if (found.finished() != null) return new CaseRow(c.name(), State.KEPT, found.finished().seconds(), found.finished()
			.cells(), found.finished().notes(), "");
		if (!found.reason().isEmpty()) progress.log(c.name() + ": done again, since " + found.reason());
		final long start = System.nanoTime();
		final List<String> inputs = CaseJournal.stamps(c);
		final Path staging = journal.staging(c);
		try {
			final List<Path> targets = new ArrayList<>();
			for (final Path output : c.outputs())
				targets.add(staging.resolve(targets.size() + "-" + ending(output)));
			final Map<String, Object> cells = c.run(targets, own);
			final double seconds = (System.nanoTime() - start) / 1e9;
			journal.finish(c, inputs, targets, seconds, cells, own.notes(), options.overwrite());
			return new CaseRow(c.name(), State.DONE, seconds, cells, own.notes(), "");
		}
		finally {
			journal.clear(staging);
		}
	}

	/** The end of a file's name, which tells its format; short, since some file systems bear no long names. */
	private static String ending(final Path file) {
		final String name = file.getFileName().toString();
		return name.substring(name.offsetByCodePoints(name.length(), -Math.min(20, name.codePointCount(0, name.length()))));
	}

	private boolean isDiskFull() {
		try {
			return Files.getFileStore(options.journal()).getUsableSpace() < LEAST_FREE_BYTES;
		}
		catch (final IOException e) {
			return false; // then each case tells its own trouble
		}
	}

	private static double weight(final BatchCase c) {
		return Math.max(1, c.bytes());
	}
}
