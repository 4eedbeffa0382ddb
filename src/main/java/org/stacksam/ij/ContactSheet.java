package org.stacksam.ij;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.stacksam.io.OutputFile;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.sam.Plane;
import org.stacksam.sam.Window;

/**
 * A picture of several slices side by side with labels (outline and half-transparent fill), boxes, points, slice numbers
 * and a legend, as a glance at a result or a check that prompts lie the right way round. Needs no display.
 *
 * @param image [x, y, z], shown as it is stored, not turned
 * @param window to grey
 * @param labels [x, y, z] of the same size, or null
 * @param prompts drawn on their slices; may be empty
 * @param classes for legend and colours; labels that are none of them are drawn, but not named
 */
public record ContactSheet(RandomAccessibleInterval<? extends RealType<?>> image, Window window,
	RandomAccessibleInterval<? extends IntegerType<?>> labels, List<Prompt> prompts, List<LabelClass> classes)
{

	/** Width and height of a cell's picture that is aimed at: small images are enlarged to it. */
	private static final int CELL = 320;
	private static final int GAP = 6, TITLE = 22, LEGEND = 30;
	private static final double FILL = 0.35;

	/**
	 * Draws slices.
	 *
	 * @param slices 0-based, at least one
	 * @param columns cells a row, at least 1
	 */
	public BufferedImage draw(final List<Integer> slices, final int columns) {
		final int width = (int) image.dimension(0), height = (int) image.dimension(1);
		final double zoom = zoom(width, height);
		final int w = (int) Math.max(1, Math.round(width * zoom)), h = (int) Math.max(1, Math.round(height * zoom));
		final int across = Math.min(columns, slices.size()), rows = (slices.size() + across - 1) / across;
		final BufferedImage sheet = new BufferedImage(GAP + across * (w + GAP), GAP + rows * (h + TITLE + GAP) + LEGEND,
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = sheet.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setColor(new Color(0x202020));
		g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
		g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
		for (int i = 0; i < slices.size(); i++) {
			final int x = GAP + i % across * (w + GAP), y = GAP + i / across * (h + TITLE + GAP);
			g.setColor(Color.WHITE);
			g.drawString("slice " + (slices.get(i) + 1), x + 2, y + TITLE - 7);
			final Graphics2D cell = (Graphics2D) g.create(x, y + TITLE, w, h);
			drawCell(cell, slices.get(i), zoom, w, h);
			cell.dispose();
		}
		drawLegend(g, GAP, sheet.getHeight() - LEGEND / 2, sheet.getWidth() - GAP);
		g.dispose();
		return sheet;
	}

	/** Writes the picture as PNG. */
	public void write(final Path file, final List<Integer> slices, final int columns, final boolean overwrite)
		throws IOException
	{
		final BufferedImage sheet = draw(slices, columns);
		OutputFile.write(file, overwrite, temporary -> {
			if (!ImageIO.write(sheet, "png", temporary.toFile())) throw new IOException("Java cannot write PNG here");
		});
	}

	/**
	 * Slices worth showing: spread evenly over those that hold a label or a prompt, or over all if none does.
	 *
	 * @param count most slices that are wanted, at least 1
	 * @return 0-based, ascending
	 */
	public List<Integer> chooseSlices(final int count) {
		final IntPredicate shown = z -> prompts.stream().anyMatch(p -> p.slice() == z && !p.absent()) || labels != null &&
			holdsLabel(z);
		List<Integer> all = IntStream.range(0, (int) image.dimension(2)).filter(shown).boxed().toList();
		if (all.isEmpty()) all = IntStream.range(0, (int) image.dimension(2)).boxed().toList();
		final TreeSet<Integer> chosen = new TreeSet<>();
		for (int i = 0; i < count; i++)
			chosen.add(all.get((int) ((i + 0.5) * all.size() / count)));
		return new ArrayList<>(chosen);
	}

	private boolean holdsLabel(final int z) {
		for (final IntegerType<?> label : Views.flatIterable(Views.hyperSlice(labels, 2, z + labels.min(2))))
			if (label.getInteger() != 0) return true;
		return false;
	}

	/** Whole-number enlargement keeps pixels square and even; larger images are reduced. */
	private static double zoom(final int width, final int height) {
		final double fit = (double) CELL / Math.max(width, height);
		return fit >= 1 ? Math.ceil(fit) : fit;
	}

	private void drawCell(final Graphics2D g, final int z, final double zoom, final int w, final int h) {
		final Plane grey = SlicePlanes.of(image, z);
		final int[] values = labels == null ? new int[grey.values().length] : labels(z);
		final BufferedImage picture = new BufferedImage(grey.width(), grey.height(), BufferedImage.TYPE_INT_RGB);
		for (int i = 0; i < values.length; i++)
			picture.setRGB(i % grey.width(), i / grey.width(), blend(Math.round(window.apply(grey.values()[i])), values[i]));
		// pixels are shown as pixels when enlarged, averaged when reduced
		g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, zoom >= 1 ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
			: RenderingHints.VALUE_INTERPOLATION_BICUBIC);
		g.drawImage(picture, 0, 0, w, h, null);
		drawOutlines(g, values, grey.width(), grey.height(), zoom);
		for (final Prompt p : prompts)
			if (p.slice() == z && !p.absent()) drawPrompt(g, p, zoom);
	}

	private int[] labels(final int z) {
		final int[] values = new int[(int) (labels.dimension(0) * labels.dimension(1))];
		final Cursor<? extends IntegerType<?>> cursor = Views.flatIterable(Views.hyperSlice(labels, 2, z + labels.min(2)))
			.cursor();
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getInteger();
		return values;
	}

	private int blend(final int grey, final int label) {
		if (label == 0) return grey << 16 | grey << 8 | grey;
		final int color = color(label);
		int rgb = 0;
		for (int shift = 16; shift >= 0; shift -= 8)
			rgb |= (int) Math.round((1 - FILL) * grey + FILL * (color >> shift & 0xff)) << shift;
		return rgb;
	}

	private void drawOutlines(final Graphics2D g, final int[] values, final int width, final int height,
		final double zoom)
	{
		g.setStroke(new BasicStroke(1.5f));
		for (int i = 0; i < values.length; i++) {
			if (values[i] == 0) continue;
			final int x = i % width, y = i / width;
			g.setColor(new Color(color(values[i])));
			if (x == 0 || values[i - 1] != values[i]) g.draw(edge(x, y, x, y + 1, zoom));
			if (x == width - 1 || values[i + 1] != values[i]) g.draw(edge(x + 1, y, x + 1, y + 1, zoom));
			if (y == 0 || values[i - width] != values[i]) g.draw(edge(x, y, x + 1, y, zoom));
			if (y == height - 1 || values[i + width] != values[i]) g.draw(edge(x, y + 1, x + 1, y + 1, zoom));
		}
	}

	private static Line2D edge(final double x0, final double y0, final double x1, final double y1, final double zoom) {
		return new Line2D.Double(x0 * zoom, y0 * zoom, x1 * zoom, y1 * zoom);
	}

	private void drawPrompt(final Graphics2D g, final Prompt p, final double zoom) {
		g.setColor(new Color(color(p.label())));
		g.setStroke(new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] { 5, 3 }, 0));
		if (p.box() != null) g.draw(new Rectangle2D.Double(p.box().x0() * zoom, p.box().y0() * zoom, p.box().width() * zoom,
			p.box().height() * zoom));
		if (p.mask() != null) drawMask(g, p.mask(), zoom);
		g.setStroke(new BasicStroke(1));
		for (final PointPrompt point : p.points()) {
			final Ellipse2D dot = new Ellipse2D.Double(point.x() * zoom - 4, point.y() * zoom - 4, 8, 8);
			g.setColor(point.positive() ? new Color(0x30d030) : new Color(0xe02020));
			g.fill(dot);
			g.setColor(Color.WHITE);
			g.draw(dot);
		}
	}

	private static void drawMask(final Graphics2D g, final MaskPrompt m, final double zoom) {
		for (int y = m.y(); y < m.y() + m.height(); y++)
			for (int x = m.x(); x < m.x() + m.width(); x++) {
				if (!m.contains(x, y)) continue;
				if (!m.contains(x - 1, y)) g.draw(edge(x, y, x, y + 1, zoom));
				if (!m.contains(x + 1, y)) g.draw(edge(x + 1, y, x + 1, y + 1, zoom));
				if (!m.contains(x, y - 1)) g.draw(edge(x, y, x + 1, y, zoom));
				if (!m.contains(x, y + 1)) g.draw(edge(x, y + 1, x + 1, y + 1, zoom));
			}
	}

	private void drawLegend(final Graphics2D g, final int left, final int middle, final int right) {
		final FontMetrics metrics = g.getFontMetrics();
		int x = left;
		for (final LabelClass c : classes) {
			// what does not fit is left out rather than drawn over
			if (x + 22 + metrics.stringWidth(c.name()) > right) break;
			g.setColor(GlasbeyLut.awt(c));
			g.fillRect(x, middle - 7, 14, 14);
			g.setColor(Color.WHITE);
			g.drawString(c.name(), x + 19, middle + metrics.getAscent() / 2 - 1);
			x += 34 + metrics.stringWidth(c.name());
		}
	}

	private int color(final int label) {
		return classes.stream().filter(c -> c.value() == label).findFirst().map(GlasbeyLut::color).orElseGet(
			() -> GlasbeyLut.color(label));
	}
}
