package org.stacksam.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.stacksam.InputException;

/**
 * Reads "CVAT for images 1.1" XML: boxes ({@code xtl, ytl, xbr, ybr}), points (all taken as belonging to the object),
 * polygons and masks, of images that are the slices of a stack ({@link SliceOrder}). The labels get the values 1, 2, …
 * in the order in which the file declares them. A file with a document type is refused, so that no entity of any kind
 * is ever resolved.
 */
final class CvatXml {

	/** Larger files are refused. */
	private static final long MAX_BYTES = 256L << 20;

	private final SliceImages stack;
	private final XMLStreamReader xml;
	private final Deque<String> path = new ArrayDeque<>();
	private String image = "";
	private String labelName;
	private String annotator = "";

	private CvatXml(final SliceImages stack, final XMLStreamReader xml) {
		this.stack = stack;
		this.xml = xml;
	}

	/** Reads a file; the set is in the frame of the view that was drawn on. */
	static ReadPrompts read(final Path file, final ReadOptions options) throws IOException {
		if (Files.size(file) > MAX_BYTES) throw new InputException("Cannot read " + file + ": it has more than " +
			MAX_BYTES + " bytes. Export fewer images at a time.");
		// The JDK's own parser, whatever others are on the class path, so that these settings mean what they say.
		final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		factory.setProperty(XMLInputFactory.IS_COALESCING, true);
		final SliceImages stack = new SliceImages(file.toString(), options);
		try (InputStream in = Files.newInputStream(file)) {
			final CvatXml reader = new CvatXml(stack, factory.createXMLStreamReader(in));
			reader.document();
			return stack.finish(reader.annotator, "", 0);
		}
		catch (final XMLStreamException e) {
			throw new InputException("Cannot read " + file + ": not valid XML at line " + (e.getLocation() == null ? "?" : e
				.getLocation().getLineNumber()) + ": " + e.getMessage(), e);
		}
	}

	private void document() throws XMLStreamException {
		while (xml.hasNext()) {
			switch (xml.next()) {
				case XMLStreamConstants.DTD -> throw new XMLStreamException(
					"it has a document type (<!DOCTYPE …>), which is never read. Remove it", xml.getLocation());
				case XMLStreamConstants.START_ELEMENT -> {
					path.push(xml.getLocalName());
					if (path.size() == 1 && !path.peek().equals("annotations")) stack.problems.add("the root is <" + path
						.peek() + ">, not <annotations>: export as \"CVAT for images 1.1\"");
					start();
				}
				case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(xml.getText().strip());
				case XMLStreamConstants.END_ELEMENT -> end(path.pop());
				default -> {}
			}
		}
	}

	private void start() {
		switch (path.peek()) {
			case "track" -> stack.problems.add(place() +
				": <track> is of the video format. Export as \"CVAT for images 1.1\"");
			case "image" -> {
				image = attribute("name");
				stack.addImage(image, (int) optional("width", 0), (int) optional("height", 0), place());
			}
			case "box" -> box();
			case "points" -> points();
			case "polygon" -> polygon();
			case "mask" -> mask();
			case "polyline", "ellipse", "cuboid", "skeleton", "tag" -> stack.dropped.count("<" + path.peek() + "> elements");
			default -> {}
		}
	}

	private void text(final String text) {
		if (text.isEmpty()) return;
		final List<String> where = path.stream().limit(2).toList();
		if (where.equals(List.of("name", "label"))) labelName = text;
		if (where.equals(List.of("username", "assignee"))) annotator = text;
		if (where.equals(List.of("color", "label")) && text.matches("#[0-9a-fA-F]{6}") && labelName != null) {
			stack.classes.declareNext(labelName, Integer.parseInt(text.substring(1), 16));
			labelName = null;
		}
	}

	private void end(final String element) {
		if (!element.equals("label") || labelName == null) return;
		stack.classes.declareNext(labelName, -1);
		labelName = null;
	}

	private void box() {
		final double[] v = { number("xtl"), number("ytl"), number("xbr"), number("ybr") };
		final double turned = Math.toRadians(optional("rotation", 0));
		final Box box = Box.ordered(v[0], v[1], v[2], v[3]);
		if (turned != 0) stack.dropped.count("rotations of boxes (their upright bounds were taken)");
		add(turned == 0 ? box : bounds(box, turned), List.of(), null);
	}

	/** The upright box round a box turned about its centre. */
	static Box bounds(final Box box, final double radians) {
		final double c = Math.abs(Math.cos(radians)), s = Math.abs(Math.sin(radians));
		final double w = (c * box.width() + s * box.height()) / 2, h = (s * box.width() + c * box.height()) / 2;
		return new Box(box.centerX() - w, box.centerY() - h, box.centerX() + w, box.centerY() + h);
	}

	private void points() {
		final double[] xy = corners(1);
		final List<PointPrompt> points = new ArrayList<>();
		for (int i = 0; i + 1 < xy.length; i += 2)
			points.add(new PointPrompt(xy[i], xy[i + 1], true));
		if (!points.isEmpty()) add(null, points, null);
	}

	private void polygon() {
		final double[] xy = corners(3);
		if (xy.length == 0) return;
		final MaskPrompt mask = Polygons.mask(List.of(xy), stack.width(), stack.height());
		if (mask == null) stack.problems.add(place() + ": the polygon covers no pixel of the image");
		else add(null, List.of(), mask);
	}

	private void mask() {
		final int x = (int) number("left"), y = (int) number("top"), w = (int) number("width"), h = (int) number("height");
		final int[] runs;
		try {
			runs = Arrays.stream(attribute("rle").split(",")).mapToInt(run -> Integer.parseInt(run.strip())).toArray();
		}
		catch (final NumberFormatException e) {
			stack.problems.add(place() + ": rle is not a list of whole numbers");
			return;
		}
		final String wrong = x < 0 || y < 0 || w < 1 || h < 1 || w > MaskRuns.MAX_SIDE || h > MaskRuns.MAX_SIDE
			? "has no rectangle" : MaskRuns.check(runs, (long) w * h);
		if (wrong != null) stack.problems.add(place() + ": rle " + wrong);
		else add(null, List.of(), new MaskPrompt(x, y, w, h, MaskRuns.decode(runs)));
	}

	private void add(final Box box, final List<PointPrompt> points, final MaskPrompt mask) {
		final int label = stack.classes.value(attribute("label"), place(), stack.problems);
		stack.addPrompt(image, new Prompt(0, label, 0, -1, -1, box, points, mask, false));
	}

	/** The attribute points="x,y;x,y" as x, y, x, y; empty and a problem if it is not so. */
	private double[] corners(final int least) {
		final String[] pairs = attribute("points").split(";");
		final double[] xy = new double[2 * pairs.length];
		for (int i = 0; i < pairs.length; i++) {
			final String[] pair = pairs[i].split(",");
			for (int j = 0; j < 2; j++)
				xy[2 * i + j] = pair.length == 2 ? parse(pair[j]) : Double.NaN;
		}
		if (pairs.length >= least && Arrays.stream(xy).allMatch(Double::isFinite)) return xy;
		stack.problems.add(place() + ": points must be " + least + " or more pairs x,y;x,y");
		return new double[0];
	}

	private double number(final String name) {
		final double value = parse(attribute(name));
		if (!Double.isFinite(value)) stack.problems.add(place() + ": " + name + "=\"" + attribute(name) +
			"\" is not a finite number");
		return value;
	}

	private double optional(final String name, final double missing) {
		return xml.getAttributeValue(null, name) == null ? missing : number(name);
	}

	private static double parse(final String text) {
		try {
			return Double.parseDouble(text.strip());
		}
		catch (final NumberFormatException e) {
			return Double.NaN; // the caller names it
		}
	}

	private String attribute(final String name) {
		final String value = xml.getAttributeValue(null, name);
		return value == null ? "" : value;
	}

	private String place() {
		return "line " + xml.getLocation().getLineNumber() + ", <" + path.peek() + ">" + (image.isEmpty() ? "" : " of " +
			image);
	}
}
