package org.stacksam.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of evaluations and comparisons. */
public final class ReportTables {

	/** First columns of {@link #scores}, before those of the metrics. */
	static final List<String> KEY_COLUMNS = List.of("case", "label", "name");

	private ReportTables() {}

	/**
	 * A row for each case and label: case, label (its key as in {@code summary.json}), name and the metrics that were
	 * measured of any. {@link ResultReader} reads it back.
	 */
	public static ReportTable scores(final EvaluationTable table) {
		final List<Metric> metrics = table.metrics();
		final List<List<Object>> rows = new ArrayList<>();
		for (final CaseScores scores : table.cases())
			for (final LabelScores of : scores.labels()) {
				final List<Object> row = new ArrayList<>(List.of(scores.name(), of.label().key(), of.label().name()));
				metrics.forEach(metric -> row.add(metric.isIn(of) ? metric.numberOf(of) : ""));
				rows.add(row);
			}
		return new ReportTable(columns(KEY_COLUMNS, metrics), rows);
	}

	/** A row for each label with the means over the cases that are not NaN, and a last one with the labels' mean. */
	public static ReportTable means(final EvaluationTable table) {
		final List<Metric> metrics = table.metrics();
		final List<List<Object>> rows = new ArrayList<>();
		for (int i = 0; i < table.labels().size(); i++) {
			final int label = i;
			final List<Object> row = new ArrayList<>(List.of(table.labels().get(i).key(), table.labels().get(i).name()));
			metrics.forEach(metric -> row.add(table.mean(metric, label)));
			rows.add(row);
		}
		final List<Object> last = new ArrayList<>(List.of("", "mean of labels"));
		metrics.forEach(metric -> last.add(table.foregroundMean(metric)));
		rows.add(last);
		return new ReportTable(columns(List.of("label", "name"), metrics), rows);
	}

	private static List<String> columns(final List<String> first, final List<Metric> metrics) {
		final List<String> columns = new ArrayList<>(first);
		metrics.forEach(metric -> columns.add(metric.column()));
		return columns;
	}

	/** A row for each case and threshold of IoU. */
	public static ReportTable instances(final Map<String, InstanceScores> byCase) {
		final List<List<Object>> rows = new ArrayList<>();
		byCase.forEach((name, scores) -> {
			for (final InstanceScores.AtThreshold at : scores.atThresholds())
				rows.add(List.of(name, at.iou(), scores.predicted(), scores.reference(), at.truePositives(), at.falsePositives(),
					at.falseNegatives(), at.precision(), at.recall(), at.f1(), at.panopticQuality(), at.averagePrecision(), scores
						.meanAveragePrecision()));
		});
		return new ReportTable(List.of("case", "IoU_threshold", "n_pred", "n_ref", "TP", "FP", "FN", "precision", "recall",
			"F1", "panoptic_quality", "average_precision", "mean_average_precision"), rows);
	}

	/** A row for each label; the columns of non-inferiority are empty where no margin was given. */
	public static ReportTable comparison(final Comparison comparison) {
		final List<List<Object>> rows = new ArrayList<>();
		for (final LabelComparison label : comparison.labels()) {
			final List<Object> row = new ArrayList<>(List.of(label.label(), comparison.metric().column(), label.n()));
			for (final ScoreSummary of : List.of(label.a(), label.b(), label.difference()))
				row.addAll(List.of(of.mean(), of.normalHalfWidth(), of.bootstrap().low(), of.bootstrap().high(), of.median()));
			row.addAll(List.of(label.wilcoxon().statistic(), label.wilcoxon().p(), label.wilcoxonHolm(), label.wilcoxon()
				.method().toString().toLowerCase(Locale.ROOT), label.wilcoxon().rankBiserial(), label.t(), label.tP()));
			final NonInferiority margin = label.nonInferiority();
			row.addAll(margin == null ? List.of("", "", "", "", "") : List.of(margin.margin(), margin.p(), margin.pHolm(),
				margin.worstLoss(), margin.concluded() ? "yes" : "not shown"));
			row.add(ComparisonText.sentence(label, comparison.metric(), comparison.labels().size()));
			row.add(ComparisonText.nonInferiority(label, comparison.metric()));
			rows.add(row);
		}
		final List<String> columns = new ArrayList<>(List.of("label", "metric", "n"));
		for (final String side : List.of("A", "B", "A-B"))
			for (final String figure : List.of("mean", "ci95_half", "bootstrap_low", "bootstrap_high", "median"))
				columns.add(figure + "_" + side);
		columns.addAll(List.of("wilcoxon_statistic", "wilcoxon_p", "wilcoxon_p_holm", "wilcoxon_method", "rank_biserial", "t",
			"t_p", "margin", "non_inferiority_p", "non_inferiority_p_holm", "worst_mean_loss", "non_inferior", "meaning",
			"non_inferiority"));
		return new ReportTable(columns, rows);
	}
}
