package org.stacksam.nnunet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many voxels of each label were given the ignore label, and why; a voxel counts for the first reason that holds.
 *
 * @param rows background first, then the labels by value, last the undecided voxels where there are any
 */
public record SetAside(List<Row> rows) {

	/**
	 * One label.
	 *
	 * @param value in the user's label images, 0 = background
	 * @param voxels that had this label
	 * @param undecided of these, voxels that came with the value that means undecided
	 * @param unlabelled of these, voxels in slices that nobody annotated
	 * @param lowConfidence of these, voxels below the confidence
	 * @param disputed of these, voxels that annotators disagree on
	 */
	public record Row(int value, String name, long voxels, long undecided, long unlabelled, long lowConfidence,
		long disputed)
	{


		/** Share of the voxels that is set aside, 0..100; 0 if there is none. */
		public double percent() {
			return percent(ignored());
		}

		/** Voxels that are set aside. */
		long ignored() {
			return undecided + unlabelled + lowConfidence + disputed;
		}

		private double percent(final long n) {
			return voxels == 0 ? 0 : 100.0 * n / voxels;
		}

		@Override
		public String toString() {
			return String.format(Locale.ROOT,
				"%s: %d voxels, %.2f %% set aside (%.2f %% undecided, %.2f %% in slices nobody annotated, %.2f %% of low confidence, %.2f %% disputed)",
				name, voxels, percent(), percent(undecided), percent(unlabelled), percent(lowConfidence), percent(disputed));
		}
	}

	public SetAside {
		rows = List.copyOf(rows);
	}

	/** Nothing counted yet. */
	static SetAside empty(final LabelMapping mapping, final IgnoreOptions ignore) {
		final List<Row> rows = new ArrayList<>();
		rows.add(new Row(0, "background", 0, 0, 0, 0, 0));
		for (final LabelMapping.Entry e : mapping.entries())
			rows.add(new Row(e.label().value(), e.label().name(), 0, 0, 0, 0, 0));
		if (ignore.value() > 0) rows.add(new Row(ignore.value(), "undecided", 0, 0, 0, 0, 0));
		return new SetAside(rows);
	}

	/** With the counts of another case. */
	SetAside plus(final SetAside other) {
		final List<Row> sum = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			final Row a = rows.get(i), b = other.rows.get(i);
			sum.add(new Row(a.value, a.name, a.voxels + b.voxels, a.undecided + b.undecided, a.unlabelled + b.unlabelled,
				a.lowConfidence + b.lowConfidence, a.disputed + b.disputed));
		}
		return new SetAside(sum);
	}

	/** Voxels that remain for training, background or not. */
	long kept() {
		return rows.stream().mapToLong(r -> r.voxels - r.ignored()).sum();
	}

	/** Background voxels that remain for training. */
	long keptBackground() {
		final Row r = rows.get(0);
		return r.voxels - r.ignored();
	}
}
