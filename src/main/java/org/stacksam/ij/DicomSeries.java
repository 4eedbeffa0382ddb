package org.stacksam.ij;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.Geometry;

import ij.ImagePlus;
import ij.ImageStack;

/**
 * Order, distance and orientation of the slices of a DICOM series, from Image Position (Patient), Image Orientation
 * (Patient) and Pixel Spacing (DICOM PS3.3, C.7.6.2): file names, instance numbers and slice thickness are not to be
 * trusted for any of these.
 */
final class DicomSeries {

	private static final String POSITION = "0020,0032", ORIENTATION = "0020,0037", SPACING = "0028,0030",
			SERIES = "0020,000E", THICKNESS = "0018,0050";
	private static final Pattern LINE = Pattern.compile("^\\s*([0-9A-F]{4},[0-9A-F]{4})[^:\\n]*:(.*)$",
		Pattern.MULTILINE);

	/** One slice's place: world position (LPS, mm) of its first pixel, unit vectors of rows and columns, pixel size. */
	private record Place(double[] position, double[] row, double[] column, double[] spacing, double thickness,
		String series)
	{

		double[] normal() {
			return new double[] { row[1] * column[2] - row[2] * column[1], row[2] * column[0] - row[0] * column[2], row[0] *
				column[1] - row[1] * column[0] };
		}
	}

	private DicomSeries() {}

	/**
	 * Sorts the slices along their normal and sets calibration and grid.
	 *
	 * @param image one channel, as ImageJ's own reader opens it: the header is the label of each slice
	 * @param log told of uneven distances and changed order
	 * @return the same image if it has no such metadata; else an image with the same pixel arrays
	 * @throws InputException if the slices are of several series, or of several orientations
	 */
	static ImagePlus arrange(final ImagePlus image, final Progress log) {
		final int depth = image.getStackSize();
		final Place[] places = new Place[depth];
		for (int z = 0; z < depth; z++) {
			places[z] = place(header(image, z + 1));
			if (places[z] == null) return image;
		}
		check(places, image.getTitle());
		final double[] normal = places[0].normal();
		final double[] heights = Arrays.stream(places).mapToDouble(p -> dot(normal, p.position())).toArray();
		final List<Integer> order = IntStream.range(0, depth).boxed().sorted(Comparator.comparingDouble(z -> heights[z]))
			.toList();
		final ImagePlus sorted = sort(image, order, log);
		final Place first = places[order.get(0)], last = places[order.get(depth - 1)];
		final double[] step = step(first, last, depth);
		warnOfGaps(order.stream().mapToDouble(z -> heights[z]).toArray(), image.getTitle(), log);
		Calibrations.set(sorted, geometry(image, first, step));
		return sorted;
	}

	private static String header(final ImagePlus image, final int slice) {
		final String label = image.getStackSize() > 1 ? image.getStack().getSliceLabel(slice) : null;
		return label != null && label.contains(POSITION) ? label : image.getStackSize() == 1 ? image.getInfoProperty()
			: null;
	}

	/** Null if the header does not say where the slice lies. */
	private static Place place(final String header) {
		if (header == null) return null;
		String position = null, orientation = null, spacing = null, series = "", thickness = null;
		final Matcher line = LINE.matcher(header);
		while (line.find()) {
			final String value = line.group(2).trim();
			switch (line.group(1)) {
				case POSITION -> position = value;
				case ORIENTATION -> orientation = value;
				case SPACING -> spacing = value;
				case SERIES -> series = value;
				case THICKNESS -> thickness = value;
				default -> {}
			}
		}
		final double[] at = numbers(position, 3), directions = numbers(orientation, 6), size = numbers(spacing, 2),
				thick = numbers(thickness, 1);
		if (at == null || directions == null || size == null || !(size[0] > 0) || !(size[1] > 0)) return null;
		return new Place(at, Arrays.copyOf(directions, 3), Arrays.copyOfRange(directions, 3, 6), size, thick != null &&
			thick[0] > 0 ? thick[0] : 1, series);
	}

	private static double[] numbers(final String text, final int count) {
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

	private static void check(final Place[] places, final String title) {
		for (final Place p : places) {
			if (!p.series().equals(places[0].series())) throw new InputException(title +
				" holds slices of several DICOM series (" + places[0].series() + ", " + p.series() +
				"). Put each series into a folder of its own.");
			for (int i = 0; i < 3; i++)
				if (Math.abs(p.row()[i] - places[0].row()[i]) > 1e-3 || Math.abs(p.column()[i] - places[0].column()[i]) > 1e-3)
					throw new InputException(title +
						" holds slices of several orientations, such as a localizer. Put the slices of one orientation into a folder of their own.");
		}
	}

	private static ImagePlus sort(final ImagePlus image, final List<Integer> order, final Progress log) {
		final boolean sorted = IntStream.range(0, order.size()).allMatch(z -> order.get(z) == z);
		if (sorted && image.getNFrames() == 1) return image;
		if (!sorted) log.log(image.getTitle() + ": slices put into the order of their positions in the patient.");
		final ImageStack from = image.getStack(), to = new ImageStack(image.getWidth(), image.getHeight());
		for (final int z : order)
			to.addSlice(from.getSliceLabel(z + 1), from.getPixels(z + 1));
		final ImagePlus result = new ImagePlus(image.getTitle(), to);
		result.setCalibration(image.getCalibration().copy());
		result.setDisplayRange(image.getDisplayRangeMin(), image.getDisplayRangeMax());
		result.setFileInfo(image.getOriginalFileInfo());
		return result;
	}

	/** From slice to slice (LPS, mm); of tilted gantries it is not along the normal. */
	private static double[] step(final Place first, final Place last, final int depth) {
		final double[] step = new double[3];
		for (int i = 0; i < 3; i++)
			step[i] = depth > 1 ? (last.position()[i] - first.position()[i]) / (depth - 1) : first.normal()[i] * first
				.thickness();
		return step;
	}

	private static void warnOfGaps(final double[] heights, final String title, final Progress log) {
		if (heights.length < 2) return;
		final double mean = (heights[heights.length - 1] - heights[0]) / (heights.length - 1);
		if (!(mean > 0)) throw new InputException(title +
			" has all its slices at one position: it is no volume. Put the slices of one time or contrast into a folder of their own.");
		double low = Double.MAX_VALUE, high = 0;
		for (int z = 1; z < heights.length; z++) {
			low = Math.min(low, heights[z] - heights[z - 1]);
			high = Math.max(high, heights[z] - heights[z - 1]);
		}
		if (high - low > 0.02 * mean) log.log(String.format(Locale.ROOT,
			"%s: slice distances vary from %.4g to %.4g mm, a slice may be missing; %.4g mm is used.", title, low, high, mean));
	}

	private static Geometry geometry(final ImagePlus image, final Place first, final double[] step) {
		final double[][] affine = new double[3][4];
		for (int i = 0; i < 3; i++) {
			// DICOM is LPS, the geometry RAS. Pixel Spacing: first between rows (y), then between columns (x)
			final int sign = i < 2 ? -1 : 1;
			affine[i][0] = sign * first.row()[i] * first.spacing()[1] + 0.0;
			affine[i][1] = sign * first.column()[i] * first.spacing()[0] + 0.0;
			affine[i][2] = sign * step[i] + 0.0;
			affine[i][3] = sign * first.position()[i] + 0.0;
		}
		return new Geometry(image.getWidth(), image.getHeight(), image.getStackSize(), affine, true);
	}

	private static double dot(final double[] a, final double[] b) {
		return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
	}
}
