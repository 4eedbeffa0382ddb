package org.stacksam.crowd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

import org.stacksam.evaluation.Figure;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.evaluation.ScorePlots;
import org.stacksam.prompt.LabelClass;

/** An annotation plan as a table and as a plot. */
public final class PlanReport {

	private PlanReport() {}

	/** A row a combination and repetition: what was drawn, and Dice as the mean of the labels and of each. */
	public static ReportTable table(final List<PlanRow> plan, final List<LabelClass> labels) {
		final List<String> columns = new ArrayList<>(List.of("every_nth_slice", "annotators", "method", "seed", "prompts",
			"Dice"));
		labels.forEach(label -> columns.add("Dice_" + label.name()));
		final List<List<Object>> rows = new ArrayList<>();
		for (final PlanRow of : plan) {
			final List<Object> row = new ArrayList<>(List.of(of.everyNth(), of.annotators(), method(of), of.seed(), of
				.prompts(), of.meanDice()));
			labels.forEach(label -> row.add(of.dice().get(label.value())));
			rows.add(row);
		}
		return new ReportTable(columns, rows);
	}

	/**
	 * Mean Dice against the number of prompts that all annotators drew together, a line for each number of annotators and
	 * method; bars reach over the repetitions.
	 */
	public static Figure plot(final List<PlanRow> plan) {
		final Map<String, Map<Integer, List<PlanRow>>> lines = new LinkedHashMap<>();
		for (final PlanRow row : plan)
			lines.computeIfAbsent(row.annotators() + (row.annotators() == 1 ? " annotator" : " annotators, " + method(row)),
				name -> new TreeMap<>(Comparator.reverseOrder())).computeIfAbsent(row.everyNth(), n -> new ArrayList<>()).add(
					row);
		final List<ScorePlots.Line> drawn = new ArrayList<>();
		lines.forEach((name, bySparseness) -> drawn.add(new ScorePlots.Line(name, bySparseness.values().stream().map(
			PlanReport::point).toList())));
		return ScorePlots.lines("Dice for the work of annotating", "boxes drawn by all annotators together", "mean Dice",
			drawn, true);
	}

	private static ScorePlots.Point point(final List<PlanRow> repetitions) {
		final double[] dice = repetitions.stream().mapToDouble(PlanRow::meanDice).sorted().toArray();
		return new ScorePlots.Point(mean(repetitions, PlanRow::prompts), mean(repetitions, PlanRow::meanDice), dice[0],
			dice[dice.length - 1]);
	}

	private static double mean(final List<PlanRow> rows, final ToDoubleFunction<PlanRow> of) {
		return rows.stream().mapToDouble(of).average().orElse(Double.NaN);
	}

	private static String method(final PlanRow row) {
		return row.method() == null ? "alone" : row.method().name().toLowerCase(Locale.ROOT);
	}
}
