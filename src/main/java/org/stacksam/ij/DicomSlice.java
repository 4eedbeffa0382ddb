package org.stacksam.ij;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.ImagePlus;
import ij.Prefs;
import ij.io.Opener;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/**
 * One file of a DICOM series (attributes as in DICOM PS3.3, C.7.6.2 and C.11.1).
 *
 * @param name of the file
 * @param image as ImageJ reads it, stored values, signed ones as its signed 16 bit
 * @param tags values by "GGGG,EEEE"
 */
record DicomSlice(String name, ImagePlus image, Map<String, String> tags) {

	static final String POSITION = "0020,0032", ORIENTATION = "0020,0037", SPACING = "0028,0030", SERIES = "0020,000E",
			THICKNESS = "0018,0050", NUMBER = "0020,0013", INTERCEPT = "0028,1052", SLOPE = "0028,1053";

	/** A line of the header as ImageJ writes it. */
	private static final Pattern LINE = Pattern.compile("^\\s*([0-9A-F]{4},[0-9A-F]{4})[^:\\n]*:(.*)$",
		Pattern.MULTILINE);

	/** Opens a file; null if it has no pixels, such as a DICOMDIR. */
	static DicomSlice open(final Path file) {
		final ImagePlus image = openStored(file);
		if (image == null || image.getWidth() < 1) return null;
		final Map<String, String> tags = new HashMap<>();
		final String header = image.getInfoProperty();
		final Matcher line = LINE.matcher(header == null ? "" : header);
		// the first of each: later ones lie in sequences
		while (line.find())
			tags.putIfAbsent(line.group(1), line.group(2).trim());
		return new DicomSlice(file.getFileName().toString(), image, tags);
	}

	/**
	 * Stored values, not rescaled: where the slope is not 1, ImageJ rescales by running menu commands, which silently does
	 * nothing without a display.
	 */
	private static ImagePlus openStored(final Path file) {
		synchronized (DicomSlice.class) {
			final boolean ignore = Prefs.ignoreRescaleSlope, floats = Prefs.openDicomsAsFloat;
			try {
				Prefs.ignoreRescaleSlope = true;
				Prefs.openDicomsAsFloat = false;
				final Opener opener = new Opener();
				opener.setSilentMode(true);
				return opener.openImage(file.toString());
			}
			finally {
				Prefs.ignoreRescaleSlope = ignore;
				Prefs.openDicomsAsFloat = floats;
			}
		}
	}

	/** Numbers of an attribute, null if it is absent or has another count. */
	double[] numbers(final String tag, final int count) {
		final String text = tags.get(tag);
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

	/** One number, or what it is if absent. */
	double number(final String tag, final double otherwise) {
		final double[] number = numbers(tag, 1);
		return number == null ? otherwise : number[0];
	}

	/** Whether the file says where it lies. */
	boolean isPlaced() {
		final double[] spacing = numbers(SPACING, 2);
		return numbers(POSITION, 3) != null && numbers(ORIENTATION, 6) != null && spacing != null && spacing[0] > 0 &&
			spacing[1] > 0;
	}

	/** Unit vector from slice to slice: row direction × column direction (LPS). */
	double[] normal() {
		final double[] o = numbers(ORIENTATION, 6);
		return new double[] { o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3] };
	}

	/** Distance along a normal. */
	double height(final double[] normal) {
		final double[] p = numbers(POSITION, 3);
		return normal[0] * p[0] + normal[1] * p[1] + normal[2] * p[2];
	}

	/** {a, b} of value = a + b · what ImageJ's pixel holds; null for colours. */
	double[] rescale() {
		if (image.getBitDepth() > 16) return null;
		final double slope = number(SLOPE, 1), intercept = number(INTERCEPT, 0);
		// ImageJ keeps signed values as unsigned ones, 32768 higher
		return new double[] { intercept - (isSigned() ? 32768 * slope : 0), slope };
	}

	/** The slice in its own units. */
	ImageProcessor values() {
		final ImageProcessor stored = image.getProcessor();
		final double[] rescale = rescale();
		if (rescale == null) return stored.convertToFloatProcessor();
		final FloatProcessor values = new FloatProcessor(stored.getWidth(), stored.getHeight());
		for (int i = 0; i < stored.getPixelCount(); i++)
			values.setf(i, (float) (rescale[0] + rescale[1] * stored.get(i)));
		return values;
	}

	/** Gives an image of stored values the calibration of this slice. */
	void calibrate(final ImagePlus stack) {
		final double[] rescale = rescale();
		final Calibration calibration = stack.getCalibration();
		if (rescale == null || rescale[0] == 0 && rescale[1] == 1) calibration.disableDensityCalibration();
		else if (rescale[0] == -32768 && rescale[1] == 1) calibration.setSigned16BitCalibration();
		else calibration.setFunction(Calibration.STRAIGHT_LINE, rescale, "Gray Value");
	}

	private boolean isSigned() {
		return image.getBitDepth() == 16 && "1".equals(tags.get("0028,0103"));
	}
}
