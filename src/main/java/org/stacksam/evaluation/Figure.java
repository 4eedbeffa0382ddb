package org.stacksam.evaluation;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import org.stacksam.InputException;
import org.stacksam.io.OutputFile;

/**
 * A plot that can be shown, or saved as PNG or SVG.
 *
 * @param width in points, as laid out
 * @param height in points
 */
public record Figure(JFreeChart chart, int width, int height) {

	/** Pixels a point in PNG files: 300 dpi if a point is 1/100 inch. */
	private static final int PRINT_SCALE = 3;

	/** The plot as pixels, one a point times the scale. */
	public BufferedImage image(final int scale) {
		final BufferedImage image = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
		final Graphics2D graphics = image.createGraphics();
		graphics.scale(scale, scale);
		graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
		draw(graphics);
		graphics.dispose();
		return image;
	}

	/**
	 * Writes a PNG or SVG file, by the ending.
	 *
	 * @throws InputException if the ending is another, or the file exists and must not be overwritten
	 */
	public void save(final Path file, final boolean overwrite) throws IOException {
		final String name = file.toString().toLowerCase(Locale.ROOT);
		if (name.endsWith(".svg")) OutputFile.write(file, overwrite, this::writeSvg);
		else if (name.endsWith(".png")) OutputFile.write(file, overwrite, temporary -> ImageIO.write(image(PRINT_SCALE),
			"png", temporary.toFile()));
		else throw new InputException("Cannot save the plot as " + file + ": give a path that ends in .png or .svg.");
	}

	private void writeSvg(final Path file) throws IOException {
		final Document document = document();
		final SVGGraphics2D graphics = new SVGGraphics2D(document);
		graphics.setSVGCanvasSize(new Dimension(width, height));
		draw(graphics);
		final Element root = graphics.getRoot();
		root.setAttribute("viewBox", "0 0 " + width + " " + height);
		graphics.dispose();
		// Not by Batik's own stream(): its document type would make readers fetch a DTD from the net.
		try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
			TransformerFactory.newDefaultInstance().newTransformer().transform(new DOMSource(root), new StreamResult(writer));
		}
		catch (final TransformerException e) {
			throw new IOException("Cannot write the SVG file", e);
		}
	}

	private static Document document() throws IOException {
		try {
			return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().getDOMImplementation().createDocument(
				"http://www.w3.org/2000/svg", "svg", null);
		}
		catch (final ParserConfigurationException e) {
			throw new IOException("This Java cannot make an XML document for the SVG file", e);
		}
	}

	private void draw(final Graphics2D graphics) {
		chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
	}
}
