package org.stacksam.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.stacksam.crowd.Agreement;
import org.stacksam.crowd.MergedBoxes;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.prompt.LabelClass;

/** Agreement of annotators as tables. */
final class CrowdRows {

	private CrowdRows() {}

	/**
	 * A row an annotator and label against the consensus, one a pair of annotators and label, and one of all together.
	 */
	static ReportTable of(final Agreement agreement, final List<LabelClass> classes) {
		final String region = agreement.region().name().toLowerCase(Locale.ROOT);
		final List<List<Object>> rows = new ArrayList<>();
		for (final Agreement.Row row : agreement.rows())
			rows.add(List.of(row.annotator(), "consensus", row.label(), name(row.label(), classes), row.voxels(), row
				.sensitivity(), row.specificity(), row.dice(), "", "", region));
		for (final Agreement.Pair pair : agreement.pairs())
			rows.add(List.of(pair.a(), pair.b(), pair.label(), name(pair.label(), classes), "", "", "", pair.dice(), "", "",
				region));
		rows.add(List.of("all", "each other", "", "all labels", agreement.voxels(), "", "", agreement.meanPairwiseDice(),
			agreement.fleissKappa(), agreement.krippendorffAlpha(), region));
		return new ReportTable(List.of("annotator", "against", "label", "name", "voxels", "sensitivity", "specificity",
			"Dice", "fleiss_kappa", "krippendorff_alpha", "region"), rows);
	}

	/** A row an annotator: how the boxes compare to the merged ones. */
	static ReportTable of(final MergedBoxes merged) {
		final List<List<Object>> rows = new ArrayList<>();
		for (final MergedBoxes.Row row : merged.annotators())
			rows.add(List.of(row.annotator(), row.boxes(), row.meanIou(), row.missed(), row.rejected()));
		return new ReportTable(List.of("annotator", "boxes", "mean_IoU", "missed", "rejected"), rows);
	}

	private static String name(final int label, final List<LabelClass> classes) {
		return classes.stream().filter(c -> c.value() == label).map(LabelClass::name).findFirst().orElse("label " + label);
	}
}
