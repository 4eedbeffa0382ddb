package org.stacksam.ij;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.NiftiFile;
import org.stacksam.nnunet.CaseFiles;
import org.stacksam.nnunet.ImageSource;

import ij.ImagePlus;
import ij.measure.Calibration;

/**
 * The images of a dataset's cases, in any format that {@link ImageOpener} opens. Channels and frames of one file are
 * asked for one after another, so the last two files that have several are kept open: an image and its label. Not for
 * several threads.
 */
public final class CaseImages implements CaseFiles.Formats {

	private static final int KEPT = 2;

	private final int series;
	private final boolean eachFrame;
	private final Set<String> told = new HashSet<>();
	private final Map<Path, ImagePlus> open = new LinkedHashMap<>();

	/**
	 * @param series of files that hold several, 1-based, 0 = the first
	 * @param eachFrame whether the frames of a file are cases; else the first one is the case
	 */
	public CaseImages(final int series, final boolean eachFrame) {
		this.series = series;
		this.eachFrame = eachFrame;
	}

	@Override
	public boolean isImage(final Path folder) throws IOException {
		return !DicomSeries.files(folder).isEmpty();
	}

	@Override
	public int frames(final Path image) throws IOException {
		if (!eachFrame) return 1;
		try {
			if (ImageOpener.isNifti(image)) return NiftiFile.info(image).frames();
			final ImagePlus opened = image(image, Progress.NONE);
			// a time series of single slices stays one: here it was said that frames are cases
			return opened.getNFrames();
		}
		catch (final InputException unreadable) {
			return 1; // listed with all other problems when the case is opened
		}
	}

	/** An image with one channel and frame, such as a label image. */
	public ImageSource source(final Path file, final int frame) {
		return new Source(file, 0, 1, frame);
	}

	/**
	 * One channel of a file. Of an RGB image red, green and blue are three channels; of a NIfTI file its volumes are.
	 *
	 * @param channel 1-based
	 * @param channels that the dataset has
	 * @param frame 1-based, 0 = the first
	 */
	public ImageSource source(final Path file, final int channel, final int channels, final int frame) {
		return new Source(file, channel, channels, frame);
	}

	private ImagePlus image(final Path file, final Progress progress) throws IOException {
		final ImagePlus known = open.get(file);
		if (known != null) return known;
		final ImagePlus image = ImageOpener.open(file, series, 0, progress);
		tellUnit(image, file, progress);
		if (image.getNChannels() * image.getNFrames() > 1 || ImagePlusViews.isRgb(image)) {
			if (open.size() == KEPT) open.remove(open.keySet().iterator().next());
			open.put(file, image);
		}
		return image;
	}

	/** Once a unit: a thousand cases have one. */
	private void tellUnit(final ImagePlus image, final Path file, final Progress progress) {
		final Calibration calibration = image.getCalibration();
		final String unit = calibration.getXUnit();
		final boolean known = Calibrations.hasLengthUnit(image);
		final boolean ones = calibration.pixelWidth == 1 && calibration.pixelHeight == 1 && calibration.pixelDepth == 1;
		if ("mm".equals(unit) || !known && ones || !told.add(unit)) return;
		if (known) progress.log("Voxel sizes in " + unit + " (" + file.getFileName() +
			") are written in mm, the unit of NIfTI and nnU-Net.");
		else progress.log("Voxel sizes in \"" + unit + "\" (" + file.getFileName() +
			") are taken as mm. Set the unit in Image > Properties if they are not.");
	}

	private final class Source implements ImageSource {

		private final Path file;
		private final int channel;
		private final int channels;
		private final int frame;

		private Source(final Path file, final int channel, final int channels, final int frame) {
			this.file = file;
			this.channel = channel;
			this.channels = channels;
			this.frame = frame;
		}

		@Override
		public String name() {
			return file + (channels > 1 ? ", channel " + channel : "") + (frame > 0 ? ", frame " + frame : "");
		}

		@Override
		public NiftiFile.Volume open(final Progress progress) throws IOException {
			if (ImageOpener.isNifti(file)) return NiftiFile.open(file, niftiVolume() - 1, progress);
			final ImagePlus image = image(file, progress);
			final boolean rgb = channels == 3 && ImagePlusViews.isRgb(image);
			final int c = rgb ? 1 : Math.max(1, channel), t = eachFrame || image.getNSlices() > 1 ? Math.max(1, frame) : frame;
			if (!rgb && channel > image.getNChannels()) throw new InputException(file + " has " + image.getNChannels() +
				" channel(s), but channel_names has " + channels + ". Name as many channels as the images have.");
			if (channels == 1 && channel == 0 && image.getNChannels() > 1 && told.add("channels")) progress.log(file +
				" has several channels; the first is used. Name them all (channel_names) to use all.");
			final StackSelection selection = StackSelection.of(image, c, t, progress);
			final RandomAccessibleInterval<? extends RealType<?>> view = rgb ? ImagePlusViews.rgb(selection).get(channel - 1)
				: ImagePlusViews.view(selection);
			return new NiftiFile.Volume(view, selection.geometry());
		}

		private int niftiVolume() throws IOException {
			final int volume = Math.max(1, channels > 1 ? channel : frame);
			final int volumes = NiftiFile.info(file).frames();
			if (volume > volumes) throw new InputException(name() + " is not there: the file has " + volumes + " volume(s).");
			return volume;
		}

		@Override
		public String stamp() throws IOException {
			return fileStamp(file) + " series " + series + " channel " + channel + " frame " + frame;
		}
	}

	private static String fileStamp(final Path file) throws IOException {
		if (!Files.isDirectory(file)) return ImageSource.stamp(file);
		final StringBuilder stamp = new StringBuilder();
		final List<Path> slices;
		try (Stream<Path> files = Files.list(file)) {
			slices = files.filter(Files::isRegularFile).sorted().toList();
		}
		for (final Path slice : slices)
			stamp.append(ImageSource.stamp(slice)).append(' ');
		return Integer.toHexString(stamp.toString().hashCode()) + " " + file.toAbsolutePath() + " " + slices.size();
	}
}
