package org.stacksam.batch;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.stacksam.Progress;

/**
 * Progress of a run made of the progress of its cases, with the time that is left: estimated from the cases that this
 * run has done, each weighted by its size. Thread-safe.
 */
final class BatchProgress {

	/** Steps of the whole, for a bar. */
	private static final int STEPS = 1000;

	private final Progress progress;
	private final int count;
	private final double total;
	private final Map<OfCase, Double> running = new HashMap<>();
	private double settled, done;
	private int finished;
	private long started;

	/**
	 * Begins.
	 *
	 * @param count of cases
	 * @param total of their weights
	 */
	BatchProgress(final Progress progress, final int count, final double total) {
		this.progress = progress;
		this.count = count;
		this.total = total;
	}

	/** Progress of one case, and what it logs. */
	final class OfCase implements Progress {

		private final String name;
		private final double weight;
		private final List<String> notes = new CopyOnWriteArrayList<>();

		private OfCase(final String name, final double weight) {
			this.name = name;
			this.weight = weight;
		}

		@Override
		public void report(final long part, final long of, final String message) {
			show(this, of > 0 ? Math.min(1, (double) part / of) : 0, message);
		}

		@Override
		public void log(final String line) {
			notes.add(line);
			progress.log(name + ": " + line);
		}

		@Override
		public boolean isCanceled() {
			return progress.isCanceled();
		}

		List<String> notes() {
			return List.copyOf(notes);
		}
	}

	synchronized OfCase begin(final String name, final double weight) {
		if (started == 0) started = System.nanoTime();
		return new OfCase(name, weight);
	}

	private void show(final OfCase of, final double part, final String message) {
		final double all;
		final String text;
		synchronized (this) {
			running.put(of, Math.max(part, running.getOrDefault(of, 0.0)));
			all = settled + running.entrySet().stream().mapToDouble(e -> e.getKey().weight * e.getValue()).sum();
			text = String.format(Locale.ROOT, "%d of %d cases%s; %s: %s", finished, count, left(all), of.name, message);
		}
		progress.report(Math.round(STEPS * (total > 0 ? all / total : 0)), STEPS, text);
	}

	/** A case is over. */
	synchronized void end(final OfCase of, final CaseRow row) {
		running.remove(of);
		settled += of.weight;
		finished++;
		if (row.state() == CaseRow.State.DONE) {
			done += of.weight;
			progress.log(String.format(Locale.ROOT, "%s: done in %.1f s; %d of %d cases%s", row.name(), row.seconds(), finished,
				count, left(settled)));
		}
		else if (row.state() == CaseRow.State.FAILED) progress.log(row.name() + ": FAILED: " + row.message());
	}

	/** Text of the time that is left, once a case was done. */
	private String left(final double now) {
		if (done <= 0 || now >= total) return "";
		// what was kept or failed takes no time: the rest is measured by the cases that were done
		final double seconds = (System.nanoTime() - started) / 1e9;
		final double worked = done + running.entrySet().stream().mapToDouble(e -> e.getKey().weight * e.getValue()).sum();
		return ", about " + duration(seconds / worked * (total - now)) + " left";
	}

	static String duration(final double seconds) {
		final long s = Math.round(seconds);
		if (s < 60) return s + " s";
		if (s < 3600) return Math.round(s / 60.0) + " min";
		return String.format(Locale.ROOT, "%d h %02d min", s / 3600, s % 3600 / 60);
	}
}
