package org.stacksam.evaluation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYDataset;

/** The look of all plots: white ground, thin grid, colours of Okabe and Ito that colour-blind people tell apart. */
final class PlotStyle {

	static final Color INK = new Color(0x222222);
	static final Color PAIR_LINE = new Color(0x60808080, true);
	static final Stroke THIN = new BasicStroke(0.8f);
	static final Stroke THICK = new BasicStroke(1.8f);
	static final Stroke DASHED = new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] { 6,
		4 }, 0);

	static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

	private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
	private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
	private static final Color GRID = new Color(0xdddddd);
	private static final int[] OKABE_ITO = { 0x0072b2, 0xe69f00, 0x009e73, 0xcc79a7, 0xd55e00, 0x56b4e9, 0x000000 };
	private static final int MANY_LABELS = 8;
	/** Of a letter of a name, and letters for which there is always room. */
	private static final int LETTER = 7, SHORT_NAME = 12;

	private PlotStyle() {}

	/** Colour of the i-th thing that is compared; they repeat after seven. */
	static Color color(final int i) {
		return new Color(OKABE_ITO[i % OKABE_ITO.length]);
	}

	/** The same colour, seen through. */
	static Color faint(final int i) {
		final Color color = color(i);
		return new Color(color.getRed(), color.getGreen(), color.getBlue(), 70);
	}

	/** Mark of the i-th thing, so that colour is not all that tells them apart: circle, square, triangle, diamond. */
	static Shape mark(final int i) {
		return switch (i % 4) {
			case 0 -> new Ellipse2D.Double(-3, -3, 6, 6);
			case 1 -> new Rectangle2D.Double(-2.8, -2.8, 5.6, 5.6);
			case 2 -> polygon(0, -3.8, 3.6, 2.8, -3.6, 2.8);
			default -> polygon(0, -4, 4, 0, 0, 4, -4, 0);
		};
	}

	private static Shape polygon(final double... xy) {
		final Path2D path = new Path2D.Double();
		path.moveTo(xy[0], xy[1]);
		for (int i = 2; i < xy.length; i += 2)
			path.lineTo(xy[i], xy[i + 1]);
		path.closePath();
		return path;
	}

	/** An axis of named places 0, 1, … */
	static ValueAxis places(final List<String> names) {
		final SymbolAxis axis = new SymbolAxis(null, names.toArray(String[]::new));
		axis.setGridBandsVisible(false);
		axis.setAutoRange(false);
		axis.setRange(-0.6, names.size() - 0.4);
		axis.setVerticalTickLabels(names.size() > MANY_LABELS);
		return axis;
	}

	/** An axis of values that need not begin at 0. */
	static NumberAxis values(final String name) {
		final NumberAxis axis = new NumberAxis(name);
		axis.setAutoRangeIncludesZero(false);
		axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
		return axis;
	}

	/** A plot in this style. */
	static XYPlot plot(final XYDataset data, final ValueAxis x, final ValueAxis y, final XYItemRenderer renderer) {
		final XYPlot plot = new XYPlot(data, x, y, renderer);
		plot.setBackgroundPaint(Color.WHITE);
		plot.setOutlineVisible(false);
		plot.setRangeGridlinePaint(GRID);
		plot.setRangeGridlineStroke(THIN);
		plot.setDomainGridlinesVisible(false);
		plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
		for (final ValueAxis axis : List.of(x, y)) {
			axis.setLabelFont(TEXT);
			axis.setTickLabelFont(TEXT);
			axis.setLabelPaint(INK);
			axis.setTickLabelPaint(INK);
			axis.setAxisLinePaint(INK);
		}
		// Space around the numbers, so that there are not more of them than the eye needs.
		y.setTickLabelInsets(new RectangleInsets(8, 4, 8, 4));
		return plot;
	}

	/** One thing in the legend: its name, mark and colour. */
	static LegendItem legendItem(final String name, final int i) {
		final Paint paint = color(i);
		final LegendItem item = new LegendItem(name, null, null, null, mark(i), paint);
		item.setLabelFont(TEXT);
		item.setLabelPaint(INK);
		return item;
	}

	/**
	 * Finishes a figure.
	 *
	 * @param subtitle a line under the title; empty = none
	 * @param legend names of the things that are compared; empty = no legend
	 */
	static Figure figure(final String title, final String subtitle, final XYPlot plot, final List<String> legend,
		final int width, final int height)
	{
		final LegendItemCollection items = new LegendItemCollection();
		for (int i = 0; i < legend.size(); i++)
			items.add(legendItem(legend.get(i), i));
		plot.setFixedLegendItems(items);
		final JFreeChart chart = new JFreeChart(title, TITLE, plot, !legend.isEmpty());
		chart.setBackgroundPaint(Color.WHITE);
		chart.setPadding(new RectangleInsets(8, 8, 8, 16));
		chart.getTitle().setPaint(INK);
		if (!subtitle.isEmpty()) chart.addSubtitle(new TextTitle(subtitle, TEXT));
		if (chart.getLegend() != null) {
			chart.getLegend().setFrame(BlockBorder.NONE);
			chart.getLegend().setItemFont(TEXT);
		}
		return new Figure(chart, width, height);
	}

	/** Width of a figure with so many named places; many stand closer, with their names upright. */
	static int widthFor(final int places, final int each) {
		return Math.max(480, 120 + (places > MANY_LABELS ? Math.min(each, 80) : each) * places);
	}

	/** Height of a figure with these named places; upright names, where they are long, get the room that they need. */
	static int heightFor(final List<String> places, final int least) {
		final int longest = places.stream().mapToInt(String::length).max().orElse(0);
		return places.size() > MANY_LABELS ? least + LETTER * Math.max(0, longest - SHORT_NAME) : least;
	}
}
