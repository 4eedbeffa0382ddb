package org.stacksam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;

class PlotsTest {

	private static final int BLUE = 0x0072b2;
	private static final int ORANGE = 0xe69f00;

	@TempDir
	Path folder;

	@Test
	void pairedPlotsShowBothSides() {
		for (final ComparisonPlots.Shape shape : ComparisonPlots.Shape.values()) {
			final BufferedImage image = ComparisonPlots.paired(comparison(), shape).image(1);
			assertTrue(count(image, BLUE) > 200, "blue marks of A");
			assertTrue(count(image, ORANGE) > 200, "orange marks of B");
		}
	}

	@Test
	void blandAltmanShowsEachLabelAndTheLimits() throws Exception {
		final Figure figure = ComparisonPlots.blandAltman(comparison());
		assertTrue(count(figure.image(1), BLUE) > 100);
		final Path file = folder.resolve("b a.svg");
		figure.save(file, false);
		final String svg = Files.readString(file);
		assertEquals("svg", DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile())
			.getDocumentElement().getNodeName());
		assertTrue(svg.contains(">mean = 0.044") && svg.contains(">mean + 1.96 SD = "), "text stays text");
		assertTrue(svg.contains("liver") && svg.contains("viewBox=\"0 0 640 480\""));
	}

	@Test
	void scoresByLabel() {
		final EvaluatedLabel liver = EvaluatedLabel.of("liver", 1), aorta = EvaluatedLabel.of("aorta", 2);
		final List<CaseScores> cases = new ArrayList<>();
		for (int i = 0; i < 9; i++)
			cases.add(new CaseScores("c" + i, "", "", List.of(new LabelScores(liver, new Overlap(90 + i, i, 5, 0), 1, null),
				new LabelScores(aorta, i > 1 ? new Overlap(0, 0, 0, 0) : new Overlap(80, i * 9, 9, 0), 1, null))));
		final Figure figure = ScorePlots.byLabel(new EvaluationTable(List.of(liver, aorta), cases), Metric.DICE);
		assertTrue(count(figure.image(1), BLUE) > 150);
	}

	@Test
	void barsAndLines() {
		final Figure bars = ScorePlots.bars("Dice of three annotators", "Dice", List.of(new ScorePlots.Bar("majority",
			.87, .84, .9), new ScorePlots.Bar("STAPLE", .88, .86, .9), new ScorePlots.Bar("boxes merged", .912), new ScorePlots.Bar(
				"nothing", Double.NaN)));
		assertTrue(count(bars.image(3), BLUE) > 1000, "outlines");
		final Figure lines = ScorePlots.lines("Cost and gain", "prompts", "Dice", List.of(new ScorePlots.Line(
			"1 annotator", List.of(new ScorePlots.Point(4, .6, .55, .65), new ScorePlots.Point(16, .8, .78, .82),
				new ScorePlots.Point(64, .9, .89, .91))), new ScorePlots.Line("3 annotators", List.of(new ScorePlots.Point(12,
					.7), new ScorePlots.Point(48, .88), new ScorePlots.Point(192, .93)))), true);
		assertTrue(count(lines.image(1), ORANGE) > 100);
	}

	@Test
	void manyLabelsFit() {
		final Map<String, Map<String, Double>> a = new LinkedHashMap<>(), b = new LinkedHashMap<>();
		final List<ResultTable.Label> labels = IntStream.range(0, 14).mapToObj(i -> new ResultTable.Label("organ number " + i,
			"")).toList();
		final Random random = new Random(3);
		for (int c = 0; c < 6; c++) {
			final Map<String, Double> rowA = new LinkedHashMap<>(), rowB = new LinkedHashMap<>();
			labels.forEach(label -> {
				rowA.put(label.name(), .8 + .1 * random.nextDouble());
				rowB.put(label.name(), .75 + .1 * random.nextDouble());
			});
			a.put("c" + c, rowA);
			b.put("c" + c, rowB);
		}
		final Figure figure = ComparisonPlots.paired(PairedComparison.compare(new ResultTable("a.csv", Metric.DICE,
			labels, a), new ResultTable("b.csv", Metric.DICE, labels, b), ComparisonOptions.DEFAULT),
			ComparisonPlots.Shape.BOX);
		assertEquals(120 + 14 * 80, figure.width());
	}

	/** Upright names that are longer than the figure was high: the bars are there all the same. */
	@Test
	void longNamesLeaveRoomForTheBars() throws IOException {
		final Figure figure = ScorePlots.bars("Steps left out", "mean Dice", IntStream.range(0, 27).mapToObj(
			i -> new ScorePlots.Bar("box on every 10. slice + last, sides ±10 %, 10 % of them missing: step " + i +
				" is left out", .9)).toList());
		assertTrue(count(figure.image(3), BLUE) > 20000);
	}

	@Test
	void filesByEnding() throws IOException {
		final Figure figure = ScorePlots.bars("t", "v", List.of(new ScorePlots.Bar("a", 1)));
		final Path png = folder.resolve("Übersicht 图.PNG");
		figure.save(png, false);
		assertEquals(3 * figure.width(), ImageIO.read(png.toFile()).getWidth());
		assertThrows(InputException.class, () -> figure.save(png, false));
		assertTrue(assertThrows(InputException.class, () -> figure.save(folder.resolve("plot.pdf"), false)).getMessage()
			.contains("plot.pdf"));
	}

	private static Comparison comparison() {
		final Random random = new Random(1);
		final Map<String, Map<String, Double>> a = new LinkedHashMap<>(), b = new LinkedHashMap<>();
		for (int c = 0; c < 15; c++) {
			final double liver = .9 + .06 * random.nextDouble(), spleen = .8 + .15 * random.nextDouble();
			a.put("c" + c, Map.of("liver", liver, "spleen", spleen));
			b.put("c" + c, Map.of("liver", liver - .1 * random.nextDouble(), "spleen", spleen - .1 * random.nextDouble()));
		}
		final List<ResultTable.Label> labels = List.of(new ResultTable.Label("liver", "5"), new ResultTable.Label("spleen",
			"1"));
		return PairedComparison.compare(new ResultTable("data/ground-truth.csv", Metric.DICE, labels, a), new ResultTable(
			"data/crowd.csv", Metric.DICE, labels, b), ComparisonOptions.DEFAULT);
	}

	/** Pixels of exactly this colour. */
	private static int count(final BufferedImage image, final int rgb) {
		int count = 0;
		for (int y = 0; y < image.getHeight(); y++)
			for (int x = 0; x < image.getWidth(); x++)
				if ((image.getRGB(x, y) & 0xffffff) == rgb) count++;
		return count;
	}
}
