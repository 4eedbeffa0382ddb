package org.stacksam.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.stacksam.Progress;
import org.stacksam.crowd.Agreement;
import org.stacksam.crowd.MergedBoxes;
import org.stacksam.evaluation.ReportTable;

/** How annotators agree, as tables and lines for the log. */
final class AgreementTables {

	private AgreementTables() {}

	/** A row an annotator and label, then one a pair of annotators and label. */
	static ReportTable ofLabels(final Agreement agreement) {
		final List<List<Object>> rows = new ArrayList<>();
		for (final Agreement.Row row : agreement.rows())
			rows.add(List.of(row.annotator(), "consensus", row.label(), row.dice(), row.sensitivity(), row.specificity(), row
				.voxels()));
		for (final Agreement.Pair pair : agreement.pairs())
			rows.add(List.of(pair.a(), pair.b(), pair.label(), pair.dice(), "", "", ""));
		return new ReportTable(List.of("annotator", "against", "label", "Dice", "sensitivity", "specificity", "voxels"),
			rows);
	}

	/** A row an annotator. */
	static ReportTable ofBoxes(final MergedBoxes merged) {
		final List<List<Object>> rows = new ArrayList<>();
		for (final MergedBoxes.Row row : merged.annotators())
			rows.add(List.of(row.annotator(), row.boxes(), row.meanIou(), row.missed(), row.rejected()));
		return new ReportTable(List.of("annotator", "boxes", "mean_IoU_with_merged", "missed", "rejected"), rows);
	}

	static void log(final Agreement agreement, final Progress progress) {
		progress.log(String.format(Locale.ROOT, "Fleiss' kappa %.4f, Krippendorff's alpha %.4f, of %d voxels (%s)", agreement
			.fleissKappa(), agreement.krippendorffAlpha(), agreement.voxels(), agreement
				.region() == Agreement.Region.ANNOTATED ? "those that at least one annotator labelled" : "all"));
		agreement.standOuts().forEach(progress::log);
	}
}
