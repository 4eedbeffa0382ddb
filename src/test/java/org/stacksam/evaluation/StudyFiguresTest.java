package org.stacksam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.stacksam.TestData;

/** The crowd study's own scores (arXiv:2403.15218), against figures that scipy computed of them. */
class StudyFiguresTest {

	private static final double EXACT = 1e-9;

	@Test
	void everyFigureOfTheStudy() throws IOException {
		final Path expected = TestData.shared("paper/expected.json");
		final JsonObject comparisons = JsonParser.parseString(Files.readString(expected)).getAsJsonObject();
		int figures = 0;
		for (final String name : comparisons.keySet()) {
			// "A.csv vs B.csv", or "F.csv: model A vs B".
			final String[] parts = name.split(": model ");
			final String[] sides = parts[parts.length - 1].split(" vs ");
			final String prefix = expected.getParent() + "/" + (parts.length == 2 ? parts[0] + "#" : "");
			final Comparison found = PairedComparison.compare(ResultReader.read(prefix + sides[0], Metric.DICE), ResultReader
				.read(prefix + sides[1], Metric.DICE), ComparisonOptions.DEFAULT);
			final JsonObject labels = comparisons.getAsJsonObject(name);
			assertEquals(labels.size(), found.labels().size(), name);
			assertEquals(0, found.leftOut().size(), name);
			for (final LabelComparison label : found.labels()) {
				final String key = label.label().equals("dice") ? "dice" : label.label() + "_dice";
				figures += check(labels.getAsJsonObject(key), label, name + ", " + key);
			}
		}
		assertEquals(114, figures);
	}

	/** How many figures were compared: all that are there. */
	private static int check(final JsonObject expected, final LabelComparison found, final String what) {
		int figures = 0;
		for (final String key : expected.keySet()) {
			if (key.equals("a") || key.equals("b")) {
				final ScoreSummary summary = key.equals("a") ? found.a() : found.b();
				final JsonObject side = expected.getAsJsonObject(key);
				assertEquals(side.get("n").getAsInt(), found.n(), what);
				assertEquals(side.get("mean").getAsDouble(), summary.mean(), EXACT, what);
				assertEquals(side.get("ci95_half").getAsDouble(), summary.normalHalfWidth(), EXACT, what);
				assertEquals(3, side.size(), what);
				figures += 3;
				continue;
			}
			final double value = switch (key) {
				case "wilcoxon_statistic" -> found.wilcoxon().statistic();
				case "wilcoxon_p" -> found.wilcoxon().p();
				case "wilcoxon_p_holm" -> found.wilcoxonHolm();
				case "t" -> found.t();
				case "t_p" -> found.tP();
				default -> throw new AssertionError("Unknown figure " + key);
			};
			assertEquals(expected.get(key).getAsDouble(), value, EXACT, what + ", " + key);
			figures++;
		}
		return figures;
	}
}
