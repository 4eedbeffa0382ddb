package org.stacksam.ij;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.MemoryBound;
import org.stacksam.io.NiftiFile;
import org.stacksam.io.TiffCheck;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.plugin.FolderOpener;

/**
 * Opens images of any format without showing them: NIfTI by StackSAM itself, DICOM series in the order of their
 * positions, TIFF and others by ImageJ, the rest by Bio-Formats where it is installed. Images beyond
 * {@link MemoryBound} are opened as virtual stacks where the format allows.
 */
public final class ImageOpener {

	private ImageOpener() {}

	/**
	 * Opens a file and chooses channel and frame.
	 *
	 * @param series 1-based, 0 = the first
	 * @param channel 1-based, 0 = the first
	 * @param frame 1-based, 0 = the first; of a NIfTI file with several volumes, which one
	 */
	public static StackSelection select(final Path path, final int series, final int channel, final int frame,
		final Progress log) throws IOException
	{
		final ImagePlus image = open(path, series, frame, log);
		return StackSelection.of(image, channel, isNifti(path) ? 0 : frame, log);
	}

	/**
	 * Opens a file or a folder of slices.
	 *
	 * @param path of a file, or of a folder with a DICOM series or one image a slice
	 * @param series 1-based, 0 = the first; more than one only by Bio-Formats
	 * @param frame volume of a NIfTI file, 1-based, 0 = the first; other formats are opened with all frames
	 * @return with the grid that the file gives it
	 * @throws InputException if there is no such file, or nothing that can read it
	 */
	public static ImagePlus open(final Path path, final int series, final int frame, final Progress log)
		throws IOException
	{
		if (!Files.exists(path)) throw new InputException("There is no file " + path + ". Check the path.");
		if (series < 0 || frame < 0) throw new InputException((series < 0 ? "series=" + series : "frame=" + frame) +
			": give 1 or more, or 0 for the first.");
		final ImagePlus image = Files.isDirectory(path) ? openFolder(path, log) : isNifti(path) ? openNifti(path, frame,
			log) : openOther(path, series, log);
		if (image.getWidth() < 1 || image.getHeight() < 1) throw new InputException(path + " holds no pixels.");
		return image;
	}

	/** Whether {@link #open} treats the path as NIfTI. */
	static boolean isNifti(final Path path) {
		return Files.isRegularFile(path) && NiftiFile.isNifti(path);
	}

	private static ImagePlus openNifti(final Path path, final int frame, final Progress log) throws IOException {
		final NiftiFile.Info info = NiftiFile.info(path);
		if (info.frames() > 1 && frame == 0) log.log(path + " has " + info.frames() +
			" volumes; the first is used. Give frame=N to choose another.");
		final int index = Math.max(0, frame - 1);
		final NiftiFile.Volume volume = NiftiFile.open(path, index, log);
		final ImagePlus image = VolumeImages.of(volume.image(), volume.geometry(), path.getFileName().toString());
		setPath(image, path);
		return image;
	}

	private static ImagePlus openFolder(final Path folder, final Progress log) throws IOException {
		final String title = folder.toAbsolutePath().normalize().getFileName().toString();
		final List<Path> dicom = DicomSeries.files(folder);
		final ImagePlus image = dicom.isEmpty() ? openSlices(folder) : DicomSeries.open(dicom, title, log);
		if (image == null) throw new InputException("The folder " + folder +
			" holds no images that ImageJ can open as slices of one size.");
		setPath(image, folder);
		return image;
	}

	private static ImagePlus openSlices(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path file : files.filter(Files::isRegularFile).sorted().toList())
				if (new Opener().getFileType(file.toString()) == Opener.TIFF) TiffCheck.check(file, true);
		}
		return ImageJReader.open(folder, () -> FolderOpener.open(folder.toString()));
	}

	private static ImagePlus openOther(final Path path, final int series, final Progress log) throws IOException {
		final String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		final int type = opener.getFileType(path.toString());
		// ImageJ reads the pixels of OME-TIFF, but not their order and calibration
		final boolean ome = name.endsWith(".ome.tif") || name.endsWith(".ome.tiff");
		final boolean foreign = series > 1 || ome || type == Opener.UNKNOWN;
		if (foreign && BioFormats.isPresent()) return BioFormats.open(path, Math.max(1, series), isLarge(path));
		if (series > 1) throw new InputException("series=" + series + " of " + path +
			": only Bio-Formats can choose a series. Install Bio-Formats (in Fiji it is there).");
		if (ome) log.log(path + " is OME-TIFF, opened without Bio-Formats: check channels, slices and pixel size.");
		if (DicomSeries.isDicom(path)) return DicomSeries.open(List.of(path), path.getFileName().toString(), log);
		final boolean virtual = type == Opener.TIFF && isLarge(path);
		if (type == Opener.TIFF) TiffCheck.check(path, !virtual);
		final ImagePlus image = ImageJReader.open(path, () -> virtual ? IJ.openVirtual(path.toString())
			: type == Opener.UNKNOWN ? IJ.openImage(path.toString()) : opener.openImage(path.toString()));
		if (image == null) throw new InputException("ImageJ cannot open " + path + (BioFormats.isPresent()
			? "; the file may be damaged." : ". If it is not damaged, Bio-Formats may read it, which is not installed here (in Fiji it is)."));
		return image;
	}

	private static boolean isLarge(final Path path) throws IOException {
		return !MemoryBound.allows(Files.size(path));
	}

	private static void setPath(final ImagePlus image, final Path path) {
		final FileInfo info = new FileInfo();
		info.directory = path.toAbsolutePath().getParent() + java.io.File.separator;
		info.fileName = path.getFileName().toString();
		image.setFileInfo(info);
	}
}
