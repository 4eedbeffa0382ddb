package org.stacksam.evaluation;

import java.awt.Color;
import java.awt.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Plots of two results compared case by case. */
public final class ComparisonPlots {

	private static final double OFFSET = 0.17;
	private static final double BOX_HALF = 0.09;
	private static final int HEIGHT = 480;

	private ComparisonPlots() {}

	/** How the distributions are drawn beside the paired points. */
	public enum Shape {
		BOX, VIOLIN
	}

	/**
	 * For each label the scores of A (left) and B (right), a line joining both scores of a case, and their distributions
	 * as boxes or half violins (from four cases on).
	 */
	public static Figure paired(final Comparison comparison, final Shape shape) {
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
		final XYSeries pointsA = new XYSeries("A", false), pointsB = new XYSeries("B", false);
		final List<String> places = new ArrayList<>();
		for (int i = 0; i < comparison.labels().size(); i++) {
			final LabelComparison label = comparison.labels().get(i);
			places.add(label.label() + " (n " + label.n() + ")");
			final double a = i - OFFSET, b = i + OFFSET;
			final double[] scoresA = label.pairs().stream().mapToDouble(LabelComparison.Pair::a).toArray();
			final double[] scoresB = label.pairs().stream().mapToDouble(LabelComparison.Pair::b).toArray();
			if (shape == Shape.BOX) {
				Distribution.box(renderer, scoresA, a - 1.6 * BOX_HALF, BOX_HALF, 0);
				Distribution.box(renderer, scoresB, b + 1.6 * BOX_HALF, BOX_HALF, 1);
			}
			else {
				Distribution.halfViolin(renderer, scoresA, a - .03, -2.6 * BOX_HALF, 0);
				Distribution.halfViolin(renderer, scoresB, b + .03, 2.6 * BOX_HALF, 1);
			}
			for (final LabelComparison.Pair pair : label.pairs()) {
				Distribution.behind(renderer, new XYLineAnnotation(a, pair.a(), b, pair.b(), PlotStyle.THIN,
					PlotStyle.PAIR_LINE));
				pointsA.add(a, pair.a());
				pointsB.add(b, pair.b());
			}
		}
		final XYSeriesCollection data = new XYSeriesCollection();
		data.addSeries(pointsA);
		data.addSeries(pointsB);
		mark(renderer, 2);
		final XYPlot plot = PlotStyle.plot(data, PlotStyle.places(places), PlotStyle.values(comparison.metric().column()),
			renderer);
		return PlotStyle.figure(comparison.metric().column() + ", case by case", "", plot, List.of("A: " + name(comparison
			.sourceA()), "B: " + name(comparison.sourceB())), PlotStyle.widthFor(places.size(), 130), HEIGHT);
	}

	/**
	 * Differences A − B against the means of both (Bland and Altman, Lancet 1986), all labels together, with the mean
	 * difference and the limits of agreement, mean ± 1.96 SD. For one label alone pass a comparison of only this label.
	 */
	public static Figure blandAltman(final Comparison comparison) {
		final XYSeriesCollection data = new XYSeriesCollection();
		final List<Double> differences = new ArrayList<>();
		final List<String> names = new ArrayList<>();
		for (final LabelComparison label : comparison.labels()) {
			final XYSeries series = new XYSeries(label.label(), false);
			for (final LabelComparison.Pair pair : label.pairs()) {
				series.add((pair.a() + pair.b()) / 2, pair.a() - pair.b());
				differences.add(pair.a() - pair.b());
			}
			data.addSeries(series);
			names.add(label.label());
		}
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
		mark(renderer, names.size());
		final String metric = comparison.metric().column();
		final NumberAxis y = PlotStyle.values("A − B");
		final NumberAxis x = PlotStyle.values("mean of A and B, " + metric);
		// Room for the words beside the limits, to the right of the points.
		x.setUpperMargin(0.35);
		final double[] limits = limits(differences);
		y.setRange(range(differences, limits));
		final XYPlot plot = PlotStyle.plot(data, x, y, renderer);
		plot.setRangeGridlinesVisible(false);
		plot.addRangeMarker(marker(limits[1], "mean", PlotStyle.THICK));
		if (limits[2] > limits[0]) {
			plot.addRangeMarker(marker(limits[0], "mean − 1.96 SD", PlotStyle.DASHED));
			plot.addRangeMarker(marker(limits[2], "mean + 1.96 SD", PlotStyle.DASHED));
		}
		return PlotStyle.figure("Agreement of A and B, " + metric, "A: " + name(comparison.sourceA()) + "    B: " + name(
			comparison.sourceB()), plot, names, 640, HEIGHT);
	}

	/** Mean − 1.96 SD, mean, mean + 1.96 SD; SD of n − 1. */
	private static double[] limits(final List<Double> differences) {
		final double[] d = differences.stream().mapToDouble(v -> v).toArray();
		final double mean = PairedStatistics.mean(d);
		double sum = 0;
		for (final double v : d)
			sum += (v - mean) * (v - mean);
		final double reach = d.length < 2 ? 0 : 1.96 * Math.sqrt(sum / (d.length - 1));
		return new double[] { mean - reach, mean, mean + reach };
	}

	/** Of the y axis: over all points and limits, and a little more. */
	private static Range range(final List<Double> differences, final double[] limits) {
		double low = limits[0], high = limits[2];
		for (final double difference : differences) {
			low = Math.min(low, difference);
			high = Math.max(high, difference);
		}
		final double room = high > low ? .12 * (high - low) : .1;
		return new Range(low - room, high + room);
	}

	private static ValueMarker marker(final double value, final String name, final Stroke stroke) {
		final ValueMarker marker = new ValueMarker(value, PlotStyle.INK, stroke);
		marker.setLabel(String.format(Locale.ROOT, "%s = %.3f", name, value));
		marker.setLabelFont(PlotStyle.SMALL);
		marker.setLabelBackgroundColor(new Color(255, 255, 255, 0));
		marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
		marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
		return marker;
	}

	private static void mark(final XYLineAndShapeRenderer renderer, final int series) {
		for (int i = 0; i < series; i++) {
			renderer.setSeriesShape(i, PlotStyle.mark(i));
			renderer.setSeriesPaint(i, PlotStyle.color(i));
		}
	}

	/** The last part of a path, which tells sources apart in a legend. */
	private static String name(final String source) {
		return source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
	}
}
