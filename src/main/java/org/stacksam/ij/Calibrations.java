package org.stacksam.ij;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

import org.stacksam.InputException;
import org.stacksam.io.Geometry;

import ij.ImagePlus;
import ij.measure.Calibration;

/**
 * ImageJ's calibration and the geometry of a volume. A calibration knows spacing and origin only; the full affine of a
 * NIfTI or DICOM volume travels with the image as a property, which ImageJ keeps in duplicates and in its TIFF files,
 * so that results are saved on the grid of their source.
 */
public final class Calibrations {

	/** Property that holds size and affine of the grid. */
	static final String GEOMETRY = "stacksam.geometry";

	private Calibrations() {}

	/**
	 * The grid of a volume: the one it was read with, unless the image was cropped, scaled or calibrated anew since; that
	 * of the DICOM headers that other readers left with it; otherwise from its calibration, as ITK's identity direction. An image in pixels counts each unit as 1 mm.
	 *
	 * @throws InputException if a pixel size is 0, negative or not a number
	 */
	public static Geometry geometry(final StackSelection selection) {
		final ImagePlus image = selection.image();
		final Calibration calibration = image.getCalibration();
		final int depth = selection.depth();
		final double[] spacing = spacing(calibration, image.getTitle());
		final Geometry kept = parse(image.getProp(GEOMETRY), image.getWidth(), image.getHeight(), depth);
		if (kept != null && sameSpacing(kept.spacing(), spacing, depth)) return kept;
		final Geometry dicom = DicomHeaders.geometry(selection);
		if (dicom != null && sameSpacing(dicom.spacing(), spacing, 1)) return dicom;
		// readers guess the distance where the file leaves it out
		spacing[2] = DicomHeaders.listedDistance(selection).orElse(spacing[2]);
		// ImageJ holds the origin in pixels: x = (i - xOrigin) * pixelWidth
		final double[] origin = { -calibration.xOrigin * spacing[0], -calibration.yOrigin * spacing[1],
			-calibration.zOrigin * spacing[2] };
		for (int i = 0; i < 3; i++)
			origin[i] += 0.0; // no negative zero in files
		return Geometry.of(image.getWidth(), image.getHeight(), depth, spacing, origin);
	}

	/** The grid of the volume that is the image's current channel and frame. */
	public static Geometry geometry(final ImagePlus image) {
		return geometry(StackSelection.current(image));
	}

	/**
	 * Calibrates an image in mm and keeps its grid with it.
	 *
	 * @param geometry as large as the image
	 */
	public static void set(final ImagePlus image, final Geometry geometry) {
		final Calibration calibration = image.getCalibration();
		calibration.setUnit("mm");
		calibration.setYUnit(null);
		calibration.setZUnit(null);
		calibration.pixelWidth = geometry.spacing(0);
		calibration.pixelHeight = geometry.spacing(1);
		calibration.pixelDepth = geometry.spacing(2);
		final double[][] a = geometry.affine();
		if (isIdentityDirection(a)) {
			calibration.xOrigin = a[0][3] / calibration.pixelWidth;
			calibration.yOrigin = a[1][3] / calibration.pixelHeight;
			calibration.zOrigin = -a[2][3] / calibration.pixelDepth;
		}
		else calibration.xOrigin = calibration.yOrigin = calibration.zOrigin = 0;
		image.setCalibration(calibration);
		image.setProp(GEOMETRY, format(geometry));
	}

	/**
	 * Gives an image the calibration and grid of the volume it was computed from: spatial units and origin, and no value
	 * calibration.
	 */
	public static void copy(final StackSelection source, final ImagePlus target) {
		final Calibration calibration = source.image().getCalibration().copy();
		calibration.disableDensityCalibration();
		calibration.setValueUnit("Gray Value");
		target.setCalibration(calibration);
		final String kept = source.image().getProp(GEOMETRY);
		if (kept != null) target.setProp(GEOMETRY, kept);
	}

	/** Whether the image says how large a pixel is. */
	public static boolean hasLengthUnit(final ImagePlus image) {
		return millimetres(image.getCalibration().getXUnit()).isPresent();
	}

	/**
	 * Millimetres in a unit of length as ImageJ and Bio-Formats write it; empty for "pixel" and what is no length.
	 *
	 * @param unit may be null
	 */
	public static OptionalDouble millimetres(final String unit) {
		if (unit == null) return OptionalDouble.empty();
		// U+00B5 micro sign and U+03BC Greek mu are both in use
		return switch (unit.trim().toLowerCase(Locale.ROOT)) {
			case "nm", "nanometer", "nanometers", "nanometre" -> OptionalDouble.of(1e-6);
			case "um", "\u00b5m", "\u03bcm", "micron", "microns", "micrometer", "micrometers", "micrometre", "\\u00b5m" ->
				OptionalDouble.of(1e-3);
			case "mm", "millimeter", "millimeters", "millimetre" -> OptionalDouble.of(1);
			case "cm", "centimeter", "centimeters", "centimetre" -> OptionalDouble.of(10);
			case "m", "meter", "meters", "metre" -> OptionalDouble.of(1000);
			case "inch", "inches", "in", "\"" -> OptionalDouble.of(25.4);
			default -> OptionalDouble.empty();
		};
	}

	/** mm along x, y, z. An axis without a unit of length of its own counts in that of x. */
	private static double[] spacing(final Calibration calibration, final String title) {
		final double x = millimetres(calibration.getXUnit()).orElse(1);
		final double[] spacing = { calibration.pixelWidth * x, calibration.pixelHeight * millimetres(calibration
			.getYUnit()).orElse(x), calibration.pixelDepth * millimetres(calibration.getZUnit()).orElse(x) };
		for (final double s : spacing)
			if (!(s > 0) || Double.isInfinite(s)) throw new InputException(title + ": the pixel size is " +
				calibration.pixelWidth + " × " + calibration.pixelHeight + " × " + calibration.pixelDepth + " " + calibration
					.getUnit() + ". Set sizes above 0 in Image > Properties.");
		return spacing;
	}

	/** The depth of a single slice says nothing of where it lies. */
	private static boolean sameSpacing(final double[] a, final double[] b, final int depth) {
		for (int i = 0; i < (depth > 1 ? 3 : 2); i++)
			if (Math.abs(a[i] - b[i]) > 1e-4 * a[i]) return false;
		return true;
	}

	private static boolean isIdentityDirection(final double[][] a) {
		return a[0][0] < 0 && a[1][1] < 0 && a[2][2] > 0 && a[0][1] == 0 && a[0][2] == 0 && a[1][0] == 0 && a[1][2] == 0 &&
			a[2][0] == 0 && a[2][1] == 0;
	}

	private static String format(final Geometry g) {
		return g.width() + " " + g.height() + " " + g.depth() + " " + g.oriented() + " " + Arrays.stream(g.affine())
			.flatMapToDouble(Arrays::stream).mapToObj(Double::toString).collect(Collectors.joining(" "));
	}

	/** Null unless the text describes a grid of this size; other programs and crops leave texts that do not. */
	private static Geometry parse(final String text, final long width, final long height, final long depth) {
		if (text == null) return null;
		final String[] words = text.trim().split("\\s+");
		if (words.length != 16) return null;
		try {
			if (Long.parseLong(words[0]) != width || Long.parseLong(words[1]) != height || Long.parseLong(
				words[2]) != depth) return null;
			final double[][] affine = new double[3][4];
			for (int i = 0; i < 12; i++) {
				affine[i / 4][i % 4] = Double.parseDouble(words[4 + i]);
				if (!Double.isFinite(affine[i / 4][i % 4])) return null;
			}
			return new Geometry(width, height, depth, affine, Boolean.parseBoolean(words[3]));
		}
		catch (final NumberFormatException notOurs) {
			return null;
		}
	}
}
