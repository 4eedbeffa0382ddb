package org.stacksam.ij;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

import org.stacksam.InputException;
import org.stacksam.io.NiftiFile;
import org.stacksam.io.TiffCheck;

import ij.io.FileInfo;
import ij.io.Opener;

/** How large an image is, without reading its pixels. */
public final class ImageSizes {

	private ImageSizes() {}

	/**
	 * Voxels that an image takes when it is opened: of one volume of a NIfTI file by its header, of a TIFF by its
	 * directory, of other files and folders one for each byte.
	 *
	 * @return 0 where it cannot be told, as of a damaged file
	 */
	public static long voxels(final Path image) {
		try {
			if (Files.isDirectory(image)) return bytes(image);
			if (NiftiFile.isNifti(image)) {
				final var grid = NiftiFile.info(image).geometry();
				return grid.width() * grid.height() * grid.depth();
			}
			final String name = image.getFileName().toString().toLowerCase(Locale.ROOT);
			if (name.endsWith(".tif") || name.endsWith(".tiff")) return tiff(image);
			return Files.size(image);
		}
		catch (final InputException | IOException e) {
			return 0; // told when it is opened
		}
	}

	private static long tiff(final Path image) throws IOException {
		TiffCheck.check(image, false);
		final FileInfo[] infos = Opener.getTiffFileInfo(image.toString());
		if (infos == null) return Files.size(image);
		long voxels = 0;
		for (final FileInfo info : infos)
			voxels += (long) info.width * info.height * Math.max(1, info.nImages);
		return voxels;
	}

	private static long bytes(final Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			long bytes = 0;
			for (final Path file : files.filter(Files::isRegularFile).toList())
				bytes += Files.size(file);
			return bytes;
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
	}
}
