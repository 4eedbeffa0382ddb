package org.stacksam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.stacksam.InputException;

class PairedComparisonTest {

	private static final double[] D = { .021, -.012, .033, .044, .025, .041, -.013, .09, .011, .062, .014, .07 };

	/** Values of scipy for these differences, A alternating about .8. */
	@Test
	void goldenFigures() {
		final double[] a = new double[D.length], b = new double[D.length];
		for (int i = 0; i < D.length; i++) {
			// Exact in binary, so that A − B is D but for the last bits of D itself.
			a[i] = i % 2 == 0 ? 1 : .75;
			b[i] = a[i] - D[i];
		}
		final LabelComparison found = compare(table("liver", a), table("liver", b), ComparisonOptions.DEFAULT).labels().get(
			0);
		assertEquals(12, found.n());
		assertEquals(5, found.wilcoxon().statistic());
		assertEquals(0.0048828125, found.wilcoxon().p(), 1e-12);
		assertEquals(0.0048828125, found.wilcoxonHolm(), 1e-12);
		assertEquals(3.55128461198, found.t(), 1e-9);
		assertEquals(0.00454180881, found.tP(), 1e-9);
		assertEquals(.875, found.a().mean(), 1e-15);
		assertEquals(1.96 * .125 / Math.sqrt(12), found.a().normalHalfWidth(), 1e-15);
		assertEquals(.029, found.difference().median(), 1e-12);
		assertNull(found.nonInferiority());
	}

	@Test
	void leftOutIsListed() {
		final ResultTable a = new ResultTable("a.csv", Metric.DICE, List.of(label("liver"), label("spleen")), Map.of("x", Map
			.of("liver", .5, "spleen", .5), "nan", Map.of("liver", Double.NaN), "y", Map.of("liver", .6), "only a", Map.of()));
		final ResultTable b = new ResultTable("b.csv", Metric.DICE, List.of(label("liver"), label("aorta")), Map.of("x", Map
			.of("liver", .4), "nan", Map.of("liver", 0.0), "y", Map.of(), "only b", Map.of()));
		final Comparison found = PairedComparison.compare(a, b, ComparisonOptions.DEFAULT);
		assertEquals(List.of(new LabelComparison.Pair("x", .5, .4)), found.labels().get(0).pairs());
		assertTrue(Double.isNaN(found.labels().get(0).t()));
		assertEquals(6, found.leftOut().size(), found.leftOut().toString());
		for (final String line : List.of("Case only a: only in A, a.csv.", "Case only b: only in B, b.csv.",
			"Label spleen: only in A, a.csv.", "Label aorta: only in B, b.csv.", "Label liver, case nan: NaN in A.",
			"Label liver, case y: missing in B.")) assertTrue(found.leftOut().contains(line), line);
	}

	@Test
	void nothingInCommonIsAnError() {
		final ResultTable a = table("liver", .5, .6);
		final ResultTable other = new ResultTable("b.csv", Metric.DICE, a.labels(), Map.of("elsewhere", Map.of("liver", .5)));
		assertTrue(message(a, other).contains("elsewhere"));
		final ResultTable labels = new ResultTable("b.csv", Metric.DICE, List.of(label("aorta"), label("spleen")), a
			.scores());
		assertTrue(message(a, labels).contains("aorta, spleen"));
		final ResultTable undefined = table("liver", Double.NaN, Double.NaN);
		assertTrue(message(a, undefined).contains("NaN in B"));
		final ResultTable iou = new ResultTable("b.csv", Metric.IOU, a.labels(), a.scores());
		assertTrue(message(a, iou).contains("IoU"));
	}

	@Test
	void labelsMeetByKeyAndSingleOnesAnyway() {
		final ResultTable ours = new ResultTable("ours.csv", Metric.DICE, List.of(new ResultTable.Label("liver", "5"),
			new ResultTable.Label("aorta", "7")), Map.of("x", Map.of("liver", .5, "aorta", .25)));
		final ResultTable nnunet = new ResultTable("summary.json", Metric.DICE, List.of(new ResultTable.Label("7", "7"),
			new ResultTable.Label("5", "5")), Map.of("x", Map.of("7", .2, "5", .4)));
		final Comparison found = PairedComparison.compare(ours, nnunet, ComparisonOptions.DEFAULT);
		assertEquals(List.of(new LabelComparison.Pair("x", .5, .4)), found.labels().get(0).pairs());
		assertEquals(List.of(new LabelComparison.Pair("x", .25, .2)), found.labels().get(1).pairs());
		assertEquals(2, compare(table("dice", .5, .6), table("liver", .5, .5), ComparisonOptions.DEFAULT).labels().get(0)
			.n());
	}

	@Test
	void nonInferiorityIsNotTheAbsenceOfADifference() {
		final double[] a = new double[12], b = new double[12];
		for (int i = 0; i < 12; i++) {
			a[i] = .9;
			b[i] = .9 - D[i];
		}
		// The mean loss is .032, clearly a difference: within a margin of .1, not of .04.
		final LabelComparison wide = compare(table("liver", a), table("liver", b), ComparisonOptions.DEFAULT.withMargin(.1))
			.labels().get(0);
		assertTrue(wide.nonInferiority().concluded());
		assertEquals(1 / 4096.0, wide.nonInferiority().p(), 1e-15);
		assertEquals(wide.difference().bootstrap().high(), wide.nonInferiority().worstLoss(), 1e-15);
		final LabelComparison narrow = compare(table("liver", a), table("liver", b), ComparisonOptions.DEFAULT.withMargin(
			.04)).labels().get(0);
		assertFalse(narrow.nonInferiority().concluded());
		final String sentence = ComparisonText.sentence(wide, Metric.DICE, 1);
		assertTrue(sentence.startsWith(
			"liver: mean Dice 0.900 in A and 0.868 in B (12 cases). A is higher by 0.032 on average") && sentence.endsWith(
				"(Wilcoxon p = 0.005, rank-biserial effect size 0.87), so A is better."), sentence);
		assertTrue(ComparisonText.nonInferiority(wide, Metric.DICE).startsWith(
			"liver: B is not inferior to A by a margin of 0.1 Dice"), ComparisonText.nonInferiority(wide, Metric.DICE));
		assertTrue(ComparisonText.nonInferiority(narrow, Metric.DICE).startsWith(
			"liver: it is not shown that B is within 0.04 Dice of A"));
	}

	@Test
	void forDistancesLowerIsBetter() {
		final double[] a = { 1, 2, 3, 4, 5, 6, 7 }, b = { 1.5, 2.6, 3.7, 4.8, 5.9, 7, 8.1 };
		final ResultTable near = table(Metric.HAUSDORFF95, a), far = table(Metric.HAUSDORFF95, b);
		final LabelComparison worse = compare(near, far, ComparisonOptions.DEFAULT.withMargin(2)).labels().get(0);
		assertTrue(ComparisonText.sentence(worse, Metric.HAUSDORFF95, 1).endsWith("so A is better."));
		assertTrue(worse.nonInferiority().worstLoss() > .8, "B is .8 further on average");
		assertTrue(worse.nonInferiority().concluded());
		assertThrows(InputException.class, () -> compare(table(Metric.VOLUME, a), table(Metric.VOLUME, b),
			ComparisonOptions.DEFAULT.withMargin(2)));
	}

	@Test
	void equalScoresAndUnclearOnesAreSaidToBeSo() {
		final LabelComparison same = compare(table("liver", .5, .6), table("liver", .5, .6), ComparisonOptions.DEFAULT)
			.labels().get(0);
		assertEquals("liver: mean Dice 0.550 in A and 0.550 in B (2 cases). All scores are equal.", ComparisonText.sentence(
			same, Metric.DICE, 1));
		final LabelComparison unclear = compare(table("liver", .5, .6), table("liver", .4, .5), ComparisonOptions.DEFAULT)
			.labels().get(0);
		assertTrue(ComparisonText.sentence(unclear, Metric.DICE, 5).endsWith("which is not significant (Wilcoxon p = 0.500, " +
			"0.500 after Holm for 5 labels, rank-biserial effect size 1.00). The interval leaves out 0 all the same, so more " +
			"cases are needed. This does not show that they are equal."), ComparisonText.sentence(unclear, Metric.DICE, 5));
	}

	@Test
	void marginsAreChecked() {
		assertThrows(InputException.class, () -> ComparisonOptions.DEFAULT.withMargin(0));
		assertThrows(InputException.class, () -> ComparisonOptions.DEFAULT.withMargin(-.05));
	}

	private static Comparison compare(final ResultTable a, final ResultTable b, final ComparisonOptions options) {
		return PairedComparison.compare(a, b, options);
	}

	private static String message(final ResultTable a, final ResultTable b) {
		return assertThrows(InputException.class, () -> compare(a, b, ComparisonOptions.DEFAULT)).getMessage();
	}

	private static ResultTable.Label label(final String name) {
		return new ResultTable.Label(name, "");
	}

	private static ResultTable table(final Metric metric, final double... scores) {
		return new ResultTable("t.csv", metric, List.of(label("liver")), table("liver", scores).scores());
	}

	private static ResultTable table(final String label, final double... scores) {
		final Map<String, Map<String, Double>> cases = new LinkedHashMap<>();
		for (int i = 0; i < scores.length; i++)
			cases.put("case" + i, Map.of(label, scores[i]));
		return new ResultTable("t.csv", Metric.DICE, List.of(label(label)), cases);
	}
}
