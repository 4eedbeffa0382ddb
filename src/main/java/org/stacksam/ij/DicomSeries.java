package org.stacksam.ij;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.Geometry;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.Opener;

/**
 * A DICOM series as one volume. Order, distance and orientation of the slices come from Image Position (Patient), Image
 * Orientation (Patient) and Pixel Spacing: file names, instance numbers, slice thickness and spacing between slices are
 * not to be trusted for any of these. Values are rescaled slice by slice where slope and intercept differ.
 */
final class DicomSeries {

	private DicomSeries() {}

	/** The DICOM files of a folder, by name; empty if it has none. */
	static List<Path> files(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(Files::isRegularFile).filter(DicomSeries::isDicom).sorted().toList();
		}
	}

	/** By content: DICOM files often have no ending. */
	static boolean isDicom(final Path file) {
		final int type = new Opener().getFileType(file.toString());
		return type == Opener.DICOM || type == Opener.TIFF_AND_DICOM;
	}

	/**
	 * Opens files as the slices of one volume.
	 *
	 * @param title of the image
	 * @param log told of uneven distances, and of positions that are missing
	 * @return one channel and frame; a single file of several frames as ImageJ opens it
	 * @throws InputException if none has pixels, one is damaged, or they are of several series, orientations or sizes
	 */
	static ImagePlus open(final List<Path> files, final String title, final Progress log) throws IOException {
		final List<DicomSlice> slices = new ArrayList<>();
		for (final Path file : files) {
			log.check();
			log.report(slices.size(), files.size(), "Reading " + title);
			final DicomSlice slice = DicomSlice.open(file);
			if (slice != null) slices.add(slice);
		}
		if (slices.isEmpty()) throw new InputException(title + " holds no DICOM image that ImageJ can read." +
			" Compressed ones can be opened by Bio-Formats, or unpacked with another program first.");
		check(slices, title);
		if (slices.size() == 1 && slices.get(0).image().getStackSize() > 1) {
			slices.get(0).calibrate(slices.get(0).image());
			return slices.get(0).image();
		}
		final boolean placed = slices.stream().allMatch(DicomSlice::isPlaced);
		if (placed) {
			final double[] normal = DicomHeaders.normal(slices.get(0).numbers(DicomHeaders.ORIENTATION, 6));
			slices.sort(Comparator.comparingDouble(s -> s.height(normal)));
			warnOfGaps(slices.stream().mapToDouble(s -> s.height(normal)).toArray(), title, log);
		}
		else {
			log.log(title + ": not every slice says its position in the patient; they are in the order of their numbers.");
			slices.sort(Comparator.comparingDouble((DicomSlice s) -> s.number(DicomSlice.NUMBER, 0)).thenComparing(
				DicomSlice::name));
		}
		final ImagePlus image = stack(slices, title);
		if (placed) Calibrations.set(image, geometry(slices));
		return image;
	}

	private static ImagePlus stack(final List<DicomSlice> slices, final String title) {
		final DicomSlice first = slices.get(0);
		final boolean alike = slices.stream().allMatch(s -> Arrays.equals(s.rescale(), first.rescale()));
		final ImageStack stack = new ImageStack(first.image().getWidth(), first.image().getHeight());
		for (final DicomSlice s : slices)
			stack.addSlice(s.name() + "\n" + s.image().getInfoProperty(), alike ? s.image().getProcessor() : s.values());
		final ImagePlus image = new ImagePlus(title, stack);
		image.setCalibration(first.image().getCalibration().copy());
		if (alike) first.calibrate(image);
		else image.getCalibration().disableDensityCalibration();
		image.setDisplayRange(first.image().getDisplayRangeMin(), first.image().getDisplayRangeMax());
		if (!alike) image.resetDisplayRange();
		return image;
	}

	private static void check(final List<DicomSlice> slices, final String title) {
		final DicomSlice first = slices.get(0);
		for (final DicomSlice s : slices) {
			final String series = s.tags().get(DicomSlice.SERIES), other = first.tags().get(DicomSlice.SERIES);
			if (series != null && other != null && !series.equals(other)) throw new InputException(title +
				" holds slices of several DICOM series (" + other + ", " + series + "). Put each into a folder of its own.");
			if (s.image().getWidth() != first.image().getWidth() || s.image().getHeight() != first.image().getHeight() || s
				.image().getBitDepth() != first.image().getBitDepth() || s.image().getStackSize() > 1 && slices.size() > 1)
				throw new InputException(title + ": " + s.name() + " differs from " + first.name() +
					" in size or type. Put the slices of one volume into a folder of their own.");
			final double[] a = s.numbers(DicomHeaders.ORIENTATION, 6), b = first.numbers(DicomHeaders.ORIENTATION, 6);
			for (int i = 0; a != null && b != null && i < 6; i++)
				if (Math.abs(a[i] - b[i]) > 1e-3) throw new InputException(title + ": " + s.name() + " and " + first.name() +
					" have different orientations (one may be a localizer). Put the slices of one orientation into a folder of their own.");
		}
	}

	private static void warnOfGaps(final double[] heights, final String title, final Progress log) {
		if (heights.length < 2) return;
		final double mean = (heights[heights.length - 1] - heights[0]) / (heights.length - 1);
		double low = Double.MAX_VALUE, high = 0;
		for (int z = 1; z < heights.length; z++) {
			low = Math.min(low, heights[z] - heights[z - 1]);
			high = Math.max(high, heights[z] - heights[z - 1]);
		}
		if (!(low > 1e-3 * mean)) throw new InputException(title +
			" has several slices at one position. Put the slices of one time or contrast into a folder of their own.");
		if (high - low > 0.02 * mean) log.log(String.format(Locale.ROOT,
			"%s: slice distances vary from %.4g to %.4g mm, a slice may be missing; %.4g mm is used.", title, low, high, mean));
	}

	private static Geometry geometry(final List<DicomSlice> slices) {
		final DicomSlice first = slices.get(0), last = slices.get(slices.size() - 1);
		return DicomHeaders.geometry(first.image().getWidth(), first.image().getHeight(), slices.size(), first.tags(), last
			.tags(), Math.max(1e-3, first.number(DicomSlice.THICKNESS, 1)));
	}
}
