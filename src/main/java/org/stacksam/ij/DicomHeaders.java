package org.stacksam.ij;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.stacksam.io.Geometry;

import ij.ImagePlus;

/**
 * Where the slices of an open image lie, from DICOM attributes that ImageJ or Bio-Formats left with it. ImageJ keeps the
 * whole header as label of each slice, Bio-Formats all headers as one list, of which only the distance can be taken.
 */
final class DicomHeaders {

	static final String POSITION = "0020,0032", ORIENTATION = "0020,0037", SPACING = "0028,0030", ROWS = "0028,0010",
			COLUMNS = "0028,0011";

	/** A line of the header as ImageJ writes it. */
	private static final Pattern LINE = Pattern.compile("^\\s*([0-9A-F]{4},[0-9A-F]{4})[^:\\n]*:(.*)$",
		Pattern.MULTILINE);
	/** Bio-Formats numbers what occurs more than once. */
	private static final Pattern LISTED = Pattern.compile("^\\s*(0020,003[27]) [^=\\n]*=(.*)$", Pattern.MULTILINE);
	private static final double EVEN = 0.02;

	private DicomHeaders() {}

	/** Values by "GGGG,EEEE"; empty if the text is no header of ImageJ's. */
	static Map<String, String> tags(final String header) {
		final Map<String, String> tags = new HashMap<>();
		final Matcher line = LINE.matcher(header == null ? "" : header);
		// the first of each: later ones lie in sequences
		while (line.find())
			tags.putIfAbsent(line.group(1), line.group(2).trim());
		return tags;
	}

	/** Numbers of an attribute; null if it is absent, or not so many finite numbers. */
	static double[] numbers(final String text, final int count) {
		if (text == null) return null;
		final String[] words = text.split("\\\\");
		if (words.length != count) return null;
		try {
			final double[] numbers = Arrays.stream(words).mapToDouble(w -> Double.parseDouble(w.trim())).toArray();
			return Arrays.stream(numbers).allMatch(Double::isFinite) ? numbers : null;
		}
		catch (final NumberFormatException noNumber) {
			return null;
		}
	}

	/** Unit vector across a slice: row direction × column direction. */
	static double[] normal(final double[] o) {
		return new double[] { o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3] };
	}

	static double dot(final double[] a, final double[] b) {
		return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
	}

	/**
	 * The grid from the headers of the first and last slice.
	 *
	 * @param step mm from slice to slice if there is only one
	 */
	static Geometry geometry(final long width, final long height, final int depth, final Map<String, String> first,
		final Map<String, String> last, final double step)
	{
		final double[] origin = numbers(first.get(POSITION), 3), end = numbers(last.get(POSITION), 3), along = numbers(first
			.get(ORIENTATION), 6), spacing = numbers(first.get(SPACING), 2), normal = normal(along);
		final double[][] affine = new double[3][4];
		for (int i = 0; i < 3; i++) {
			// DICOM is LPS, the geometry RAS. Pixel Spacing: first between rows (y), then between columns (x)
			final int sign = i < 2 ? -1 : 1;
			affine[i][0] = sign * along[i] * spacing[1] + 0.0;
			affine[i][1] = sign * along[i + 3] * spacing[0] + 0.0;
			// with a tilted gantry the step is not along the normal
			affine[i][2] = sign * (depth > 1 ? (end[i] - origin[i]) / (depth - 1) : normal[i] * step) + 0.0;
			affine[i][3] = sign * origin[i] + 0.0;
		}
		return new Geometry(width, height, depth, affine, true);
	}

	/** Whether a header says where its slice lies. */
	static boolean isPlaced(final Map<String, String> tags) {
		final double[] spacing = numbers(tags.get(SPACING), 2);
		return numbers(tags.get(POSITION), 3) != null && numbers(tags.get(ORIENTATION), 6) != null && spacing != null &&
			spacing[0] > 0 && spacing[1] > 0;
	}

	/**
	 * The grid of an open DICOM stack with a header a slice, in the order it has.
	 *
	 * @return null if a header is missing, or the slices are cropped, scaled, uneven or in no order
	 */
	static Geometry geometry(final StackSelection selection) {
		final ImagePlus image = selection.image();
		final int depth = selection.depth();
		if (depth < 2 || image.getStack().getSliceLabel(selection.stackIndex(0)) == null) return null;
		final List<Map<String, String>> headers = new ArrayList<>();
		for (int z = 0; z < depth; z++) {
			final Map<String, String> tags = tags(image.getStack().getSliceLabel(selection.stackIndex(z)));
			if (!isPlaced(tags) || !Integer.toString(image.getWidth()).equals(tags.get(COLUMNS)) || !Integer.toString(image
				.getHeight()).equals(tags.get(ROWS))) return null;
			headers.add(tags);
		}
		final double[] normal = normal(numbers(headers.get(0).get(ORIENTATION), 6));
		final double[] heights = headers.stream().mapToDouble(h -> dot(normal, numbers(h.get(POSITION), 3))).toArray();
		final double mean = (heights[depth - 1] - heights[0]) / (depth - 1);
		for (int z = 1; z < depth; z++)
			if (!(Math.abs(heights[z] - heights[z - 1] - mean) <= EVEN * Math.abs(mean)) || mean == 0) return null;
		return geometry(image.getWidth(), image.getHeight(), depth, headers.get(0), headers.get(depth - 1), 1);
	}

	/** Mean slice distance in mm where Bio-Formats listed as many positions as there are slices. */
	static OptionalDouble listedDistance(final StackSelection selection) {
		final String info = selection.image().getInfoProperty();
		if (info == null || !info.contains(POSITION) || selection.depth() < 2) return OptionalDouble.empty();
		final List<double[]> positions = new ArrayList<>();
		double[] orientation = null;
		final Matcher line = LISTED.matcher(info);
		while (line.find()) {
			final boolean position = line.group(1).equals(POSITION);
			final double[] numbers = numbers(line.group(2).trim(), position ? 3 : 6);
			if (numbers != null && position) positions.add(numbers);
			else if (numbers != null) orientation = numbers;
		}
		if (orientation == null || positions.size() != selection.depth()) return OptionalDouble.empty();
		final double[] normal = normal(orientation);
		final TreeSet<Double> heights = new TreeSet<>();
		positions.forEach(p -> heights.add(dot(normal, p)));
		return heights.size() < 2 ? OptionalDouble.empty() : OptionalDouble.of((heights.last() - heights.first()) /
			(selection.depth() - 1));
	}
}
