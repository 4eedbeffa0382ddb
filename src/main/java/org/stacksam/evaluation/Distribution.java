package org.stacksam.evaluation;

import java.awt.Color;
import java.util.Arrays;

import org.apache.commons.statistics.descriptive.Quantile;
import org.jfree.chart.annotations.XYAnnotation;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.ui.Layer;

/** Draws the distribution of a sample at a place of the x axis, behind the points. */
final class Distribution {

	private static final Quantile QUANTILE = Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);
	/** Below this many values a box or a density says more than there is. */
	private static final int FEWEST = 4;
	private static final int STEPS = 60;

	private Distribution() {}

	/**
	 * Tukey's box: quartiles, median, whiskers to the outermost values within 1.5 box lengths of the box.
	 *
	 * @param values finite; nothing is drawn of fewer than four
	 * @param x middle of the box
	 * @param half of its width
	 */
	static void box(final AbstractXYItemRenderer renderer, final double[] values, final double x, final double half,
		final int colour)
	{
		if (values.length < FEWEST) return;
		final double[] q = QUANTILE.evaluate(values, .25, .5, .75);
		final double reach = 1.5 * (q[2] - q[0]);
		final double low = Arrays.stream(values).filter(v -> v >= q[0] - reach).min().orElse(q[0]);
		final double high = Arrays.stream(values).filter(v -> v <= q[2] + reach).max().orElse(q[2]);
		final Color ink = PlotStyle.color(colour);
		behind(renderer, new XYBoxAnnotation(x - half, q[0], x + half, q[2], PlotStyle.THIN, ink, PlotStyle.faint(colour)));
		behind(renderer, new XYLineAnnotation(x - half, q[1], x + half, q[1], PlotStyle.THICK, ink));
		behind(renderer, new XYLineAnnotation(x, q[2], x, Math.max(high, q[2]), PlotStyle.THIN, ink));
		behind(renderer, new XYLineAnnotation(x, Math.min(low, q[0]), x, q[0], PlotStyle.THIN, ink));
	}

	/**
	 * Half a violin: a Gaussian kernel density with Scott's bandwidth, cut at the smallest and largest value.
	 *
	 * @param values finite; nothing is drawn of fewer than four, or where all are equal
	 * @param x its straight side
	 * @param width where the density is highest; negative = to the left
	 */
	static void halfViolin(final AbstractXYItemRenderer renderer, final double[] values, final double x,
		final double width, final int colour)
	{
		if (values.length < FEWEST) return;
		final double mean = PairedStatistics.mean(values);
		final double sd = Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
		if (sd == 0) return;
		final double bandwidth = sd * Math.pow(values.length, -0.2);
		final double low = Arrays.stream(values).min().getAsDouble(), high = Arrays.stream(values).max().getAsDouble();
		final double[] density = new double[STEPS + 1];
		for (int i = 0; i <= STEPS; i++) {
			final double at = low + (high - low) * i / STEPS;
			density[i] = Arrays.stream(values).map(v -> Math.exp(-(at - v) * (at - v) / (2 * bandwidth * bandwidth))).sum();
		}
		final double most = Arrays.stream(density).max().getAsDouble();
		final double[] outline = new double[2 * (STEPS + 3)];
		outline[0] = x;
		outline[1] = low;
		for (int i = 0; i <= STEPS; i++) {
			outline[2 * i + 2] = x + width * density[i] / most;
			outline[2 * i + 3] = low + (high - low) * i / STEPS;
		}
		outline[outline.length - 2] = x;
		outline[outline.length - 1] = high;
		behind(renderer, new XYPolygonAnnotation(outline, PlotStyle.THIN, PlotStyle.color(colour), PlotStyle.faint(colour)));
	}

	/** Adds a line or shape behind the points. */
	static void behind(final AbstractXYItemRenderer renderer, final XYAnnotation annotation) {
		renderer.addAnnotation(annotation, Layer.BACKGROUND);
	}
}
