package org.stacksam.nnunet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.stacksam.Progress;

/**
 * Finds everything that is wrong with a dataset before a byte of it is written: all that nnU-Net 2.8.1's
 * {@code --verify_dataset_integrity} would refuse, names that it would misread, and what could not be written.
 */
public final class DatasetChecks {

	private DatasetChecks() {}

	/**
	 * What was found.
	 *
	 * @param problems that keep the dataset from being written; empty if it can be
	 * @param warnings that the user should know
	 * @param flat whether all images have a single slice
	 */
	public record Report(List<String> problems, List<String> warnings, boolean flat) {

		public Report {
			problems = List.copyOf(problems);
			warnings = List.copyOf(warnings);
		}
	}

	/**
	 * Checks a dataset; opens every image once, one at a time.
	 *
	 * @param nnunetRaw the folder nnUNet_raw
	 * @param overwrite whether a dataset of this name may be replaced
	 * @param found problems that the caller knows already, such as labels without an image
	 */
	public static Report check(final DatasetSpec spec, final List<DatasetCase> cases, final Path nnunetRaw,
		final boolean overwrite, final List<String> found, final Progress progress) throws IOException
	{
		final List<String> problems = new ArrayList<>(found);
		final List<String> warnings = new ArrayList<>();
		final SpecChecks checks = new SpecChecks(spec, problems, warnings);
		checks.check();
		checks.checkFolders(nnunetRaw, overwrite);
		final long training = cases.stream().filter(c -> !c.isTest()).count();
		if (training == 0) problems.add("there is no case with an image and a label");
		if (!hasValidLabels(spec)) return new Report(problems, warnings, false); // the images cannot be compared with such values
		cases.forEach(c -> checkBeside(spec, c, problems));
		final CaseChecks caseChecks = new CaseChecks(spec, new LabelEncoder(spec, LabelMapping.consecutive(spec.labels())),
			problems, warnings);
		for (int i = 0; i < cases.size(); i++) {
			progress.check();
			progress.report(i, cases.size(), "Checking " + cases.get(i).id());
			caseChecks.check(cases.get(i), new QuietProgress(progress));
		}
		caseChecks.finish();
		return new Report(problems, warnings, caseChecks.isFlat());
	}

	/**
	 * The cases that have no problem of their own; opens every image once, one at a time.
	 *
	 * @param leftOut gets a line for each problem of the others
	 */
	public static List<DatasetCase> usable(final DatasetSpec spec, final List<DatasetCase> cases,
		final List<String> leftOut, final Progress progress)
	{
		if (!hasValidLabels(spec)) return cases; // told by check
		final LabelEncoder encoder = new LabelEncoder(spec, LabelMapping.consecutive(spec.labels()));
		final List<DatasetCase> usable = new ArrayList<>();
		for (final DatasetCase c : cases) {
			progress.check();
			progress.report(usable.size(), cases.size(), "Checking " + c.id());
			final List<String> problems = new ArrayList<>();
			checkBeside(spec, c, problems);
			try {
				new CaseChecks(spec, encoder, problems, new ArrayList<>()).check(c, new QuietProgress(progress));
			}
			catch (final OutOfMemoryError e) {
				problems.add("case " + c.id() + " needs more memory than Java has (" + e.getMessage() + ")");
			}
			if (problems.isEmpty()) usable.add(c);
			leftOut.addAll(problems);
		}
		return usable;
	}

	private static boolean hasValidLabels(final DatasetSpec spec) {
		return spec.labels().stream().allMatch(l -> l.value() >= 1 && l.value() <= 0xffff) && spec.ignore().value() >= 0 &&
			spec.ignore().value() <= 0xffff;
	}

	/** Images beside image and label that the dataset needs. */
	private static void checkBeside(final DatasetSpec spec, final DatasetCase c, final List<String> problems) {
		if (c.isTest()) return;
		if (spec.ignore().belowConfidence() > 0 && c.confidence() == null) problems.add("case " + c.id() +
			" has no confidence image, which ignore_below needs");
		if (spec.ignore().usesDisagreement() && c.disagreement() == null) problems.add("case " + c.id() +
			" has no disagreement image");
	}
}
