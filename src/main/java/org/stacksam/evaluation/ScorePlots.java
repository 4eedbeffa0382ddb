package org.stacksam.evaluation;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import org.stacksam.evaluation.InstanceScores.AtThreshold;

/** Plots of scores: by label, as bars, and as lines against a quantity such as the number of prompts. */
public final class ScorePlots {

	private static final double BOX_HALF = 0.13;
	private static final double BAR_HALF = 0.3;
	private static final double CAP_HALF = 0.06;
	private static final int HEIGHT = 480;

	private ScorePlots() {}

	/**
	 * A bar.
	 *
	 * @param low lower end of its interval, NaN = none
	 * @param high upper end
	 */
	public record Bar(String name, double value, double low, double high) {

		/** Without an interval. */
		public Bar(final String name, final double value) {
			this(name, value, Double.NaN, Double.NaN);
		}
	}

	/** A line of points, ascending in x. */
	public record Line(String name, List<Point> points) {}

	/**
	 * A point of a line.
	 *
	 * @param low lower end of its interval; equal to y = none
	 * @param high upper end
	 */
	public record Point(double x, double y, double low, double high) {

		/** Without an interval. */
		public Point(final double x, final double y) {
			this(x, y, y, y);
		}
	}

	/**
	 * For each label the cases' values as points, spread a little so that they do not hide each other, and a box from
	 * four cases on. Undefined and infinite values are left out, and the label says how many values are shown.
	 */
	public static Figure byLabel(final EvaluationTable table, final Metric metric) {
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
		final XYSeries points = new XYSeries(metric.column(), false);
		final List<String> places = new ArrayList<>();
		for (int i = 0; i < table.labels().size(); i++) {
			final int label = i;
			final double[] values = table.cases().stream().map(c -> c.labels().get(label)).filter(metric::isIn).mapToDouble(
				metric::of).filter(Double::isFinite).toArray();
			places.add(table.labels().get(i).name() + " (n " + values.length + ")");
			Distribution.box(renderer, values, i, BOX_HALF, 0);
			for (int v = 0; v < values.length; v++)
				points.add(i + BOX_HALF * 0.7 * spread(v), values[v]);
		}
		renderer.setSeriesShape(0, PlotStyle.mark(0));
		renderer.setSeriesPaint(0, PlotStyle.color(0));
		final XYPlot plot = PlotStyle.plot(new XYSeriesCollection(points), PlotStyle.places(places), PlotStyle.values(metric
			.column()), renderer);
		return PlotStyle.figure(metric.column() + " by label", "", plot, List.of(), PlotStyle.widthFor(places.size(), 90),
			PlotStyle.heightFor(places, HEIGHT));
	}

	/** Evenly over −1..1 in an order that keeps neighbours apart (golden ratio), the first in the middle. */
	private static double spread(final int i) {
		final double turn = 0.5 + i * 0.6180339887498949;
		return 2 * (turn - Math.floor(turn)) - 1;
	}

	/** F1, panoptic quality and average precision of objects against the least IoU of a match. */
	public static Figure instances(final InstanceScores scores) {
		return lines("Objects found", "least IoU of a match", "score", List.of(line("F1", scores, AtThreshold::f1), line(
			"panoptic quality", scores, AtThreshold::panopticQuality), line("average precision", scores,
				AtThreshold::averagePrecision)), false);
	}

	private static Line line(final String name, final InstanceScores scores, final ToDoubleFunction<AtThreshold> value) {
		return new Line(name, scores.atThresholds().stream().map(at -> new Point(at.iou(), value.applyAsDouble(at)))
			.toList());
	}

	/** Bars from 0, with their intervals where they have one. */
	public static Figure bars(final String title, final String valueName, final List<Bar> bars) {
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, false);
		// Invisible points make the axis reach from 0 over all bars and intervals.
		final XYSeries extent = new XYSeries(valueName, false);
		extent.add(0, 0);
		for (int i = 0; i < bars.size(); i++) {
			final Bar bar = bars.get(i);
			if (!Double.isFinite(bar.value)) continue;
			extent.add(i, bar.value);
			Distribution.behind(renderer, new XYBoxAnnotation(i - BAR_HALF, Math.min(0, bar.value), i + BAR_HALF, Math.max(0,
				bar.value), PlotStyle.THIN, PlotStyle.color(0), PlotStyle.faint(0)));
			if (Double.isFinite(bar.low) && Double.isFinite(bar.high)) {
				extent.add(i, bar.low);
				extent.add(i, bar.high);
				Distribution.behind(renderer, new XYLineAnnotation(i, bar.low, i, bar.high, PlotStyle.THICK, PlotStyle.INK));
				for (final double end : new double[] { bar.low, bar.high })
					Distribution.behind(renderer, new XYLineAnnotation(i - CAP_HALF, end, i + CAP_HALF, end, PlotStyle.THICK,
						PlotStyle.INK));
			}
		}
		final List<String> places = bars.stream().map(Bar::name).toList();
		final NumberAxis values = PlotStyle.values(valueName);
		values.setAutoRangeIncludesZero(true);
		final XYPlot plot = PlotStyle.plot(new XYSeriesCollection(extent), PlotStyle.places(places), values, renderer);
		return PlotStyle.figure(title, "", plot, List.of(), PlotStyle.widthFor(places.size(), 80), PlotStyle
			.heightFor(places, HEIGHT));
	}

	/**
	 * Lines, such as Dice against the number of prompts, each with its own colour and mark.
	 *
	 * @param logX whether x is drawn logarithmically; all x must then be above 0
	 */
	public static Figure lines(final String title, final String xName, final String yName, final List<Line> lines,
		final boolean logX)
	{
		final XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
		final XYErrorRenderer renderer = new XYErrorRenderer();
		renderer.setDefaultLinesVisible(true);
		renderer.setDrawXError(false);
		renderer.setErrorStroke(PlotStyle.THIN);
		for (int i = 0; i < lines.size(); i++) {
			final XYIntervalSeries series = new XYIntervalSeries(lines.get(i).name, false, true);
			for (final Point p : lines.get(i).points)
				if (Double.isFinite(p.y)) series.add(p.x, p.x, p.x, p.y, p.low, p.high);
			data.addSeries(series);
			renderer.setSeriesPaint(i, PlotStyle.color(i));
			renderer.setSeriesShape(i, PlotStyle.mark(i));
			renderer.setSeriesStroke(i, PlotStyle.THICK);
		}
		final XYPlot plot = PlotStyle.plot(data, logX ? logAxis(xName) : PlotStyle.values(xName), PlotStyle.values(yName),
			renderer);
		return PlotStyle.figure(title, "", plot, lines.stream().map(Line::name).toList(), 640, HEIGHT);
	}

	private static ValueAxis logAxis(final String name) {
		final LogAxis axis = new LogAxis(name);
		axis.setBase(2);
		axis.setNumberFormatOverride(new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)));
		return axis;
	}
}
