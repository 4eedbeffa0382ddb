package org.stacksam.ij;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

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

	static final String SERIES = "0020,000E", THICKNESS = "0018,0050", NUMBER = "0020,0013", INTERCEPT = "0028,1052",
			SLOPE = "0028,1053", SIGNED = "0028,0103";

	/**
	 * Opens a file; null if it has no pixels, such as a DICOMDIR.
	 *
	 * @throws org.stacksam.InputException if it is damaged
	 */
	static DicomSlice open(final Path file) throws IOException {
		DicomCheck.check(file);
		final ImagePlus image = ImageJReader.open(file, () -> openStored(file));
		if (image == null || image.getWidth() < 1) return null;
		return new DicomSlice(file.getFileName().toString(), image, DicomHeaders.tags(image.getInfoProperty()));
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
		return DicomHeaders.numbers(tags.get(tag), count);
	}

	/** One number, or what it is if absent. */
	double number(final String tag, final double otherwise) {
		final double[] number = numbers(tag, 1);
		return number == null ? otherwise : number[0];
	}

	/** Whether the file says where it lies. */
	boolean isPlaced() {
		return DicomHeaders.isPlaced(tags);
	}

	/** Distance along a normal (LPS, mm). */
	double height(final double[] normal) {
		return DicomHeaders.dot(normal, numbers(DicomHeaders.POSITION, 3));
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
		return image.getBitDepth() == 16 && "1".equals(tags.get(SIGNED));
	}
}
