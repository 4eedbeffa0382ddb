package org.stacksam.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import org.stacksam.Progress;

/**
 * Reads and writes NIfTI-1 in one file, .nii and .nii.gz: one real number a voxel (8, 16, 32, 64-bit integers but
 * unsigned 64, float, double), either byte order, 2D, 3D, or one volume of 4D and more. Coordinates are returned in mm
 * whatever the file's unit.
 * <p>
 * Where it lies: the sform if its code is above 0, else the qform if its code is, as nibabel does it. A file with
 * neither is not {@linkplain Geometry#oriented() oriented}: it gets its spacing and ITK's identity (x to the left, y to
 * the back, first voxel at 0), which is what ITK reads in such a file; results on this grid are written without codes
 * too, so that any reader lays them on their image.
 */
public final class NiftiFile {

	private NiftiFile() {}

	/**
	 * A volume from a file.
	 *
	 * @param image [x, y, z], in the file's own type, or where scl_slope and scl_inter scale as float (double where the
	 *          file holds 32-bit or larger integers or doubles); never scaled twice
	 * @param geometry its grid
	 */
	public record Volume(RandomAccessibleInterval<? extends RealType<?>> image, Geometry geometry) {}

	/**
	 * What the header says.
	 *
	 * @param frames volumes in the file, at least 1
	 * @param scaled whether scl_slope and scl_inter change the numbers
	 * @param integer whether the stored numbers are whole
	 */
	public record Info(Geometry geometry, int frames, boolean scaled, boolean integer) {}

	/** Whether the name ends in .nii or .nii.gz, in any case. */
	public static boolean isNifti(final Path file) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return name.endsWith(".nii") || name.endsWith(".nii.gz");
	}

	/**
	 * Reads only the header, and checks that the file can hold what it says.
	 *
	 * @throws org.stacksam.InputException naming file, value and remedy
	 */
	public static Info info(final Path file) throws IOException {
		final NiftiHeader h = NiftiReader.header(file);
		return new Info(h.geometry(), h.frames(), h.isScaled(), h.type() != NiftiType.FLOAT32 && h
			.type() != NiftiType.FLOAT64);
	}

	/**
	 * Reads a volume into memory, a planar image with one array a slice.
	 *
	 * @param frame which volume of a 4D file, 0-based
	 * @throws org.stacksam.InputException naming file, value and remedy
	 */
	public static Volume read(final Path file, final int frame) throws IOException {
		return NiftiReader.read(file, frame, Progress.NONE);
	}

	/** Reads a volume, with progress a slice. */
	public static Volume read(final Path file, final int frame, final Progress progress) throws IOException {
		return NiftiReader.read(file, frame, progress);
	}

	/**
	 * Opens a volume of any size: in memory within {@link MemoryBound}, else mapped, as {@link #map} does it; a packed file
	 * is first unpacked into the temporary folder (a file that is gone when the process ends).
	 *
	 * @param frame which volume of a 4D file, 0-based
	 * @throws org.stacksam.InputException naming file, value and remedy; also where the temporary folder has no room
	 */
	public static Volume open(final Path file, final int frame, final Progress progress) throws IOException {
		return NiftiReader.openVolume(file, frame, progress);
	}

	/**
	 * Maps a volume of an unpacked .nii, for images larger than the memory: the image is planar and read-only, and its
	 * storage are buffers, not arrays.
	 *
	 * @param frame which volume of a 4D file, 0-based
	 * @throws org.stacksam.InputException naming file, value and remedy; also where the file is packed
	 */
	public static Volume map(final Path file, final int frame) throws IOException {
		return NiftiReader.map(file, frame);
	}

	/**
	 * Writes a volume, through a temporary name: little-endian, in mm, sform and qform alike. A sheared grid is in the
	 * sform only.
	 *
	 * @param file ending in .nii.gz or .nii
	 * @param image [x, y, z] or [x, y], in its own type where NIfTI has it, boolean as uint8, else as float
	 * @throws org.stacksam.InputException if the file cannot be written there, or NIfTI-1 cannot hold the size
	 */
	public static void write(final Path file, final RandomAccessibleInterval<? extends RealType<?>> image,
		final Geometry geometry, final boolean overwrite) throws IOException
	{
		write(file, image, geometry, overwrite, Progress.NONE);
	}

	/** Writes a volume, with progress a slice. */
	public static void write(final Path file, final RandomAccessibleInterval<? extends RealType<?>> image,
		final Geometry geometry, final boolean overwrite, final Progress progress) throws IOException
	{
		writeTyped(file, image, geometry, 1, overwrite, progress);
	}

	/**
	 * Writes a confidence of 0..255 as bytes that NIfTI readers scale to 0..1 (scl_slope 1/255).
	 *
	 * @param confidence [x, y, z] or [x, y]
	 */
	public static void writeConfidence(final Path file, final RandomAccessibleInterval<UnsignedByteType> confidence,
		final Geometry geometry, final boolean overwrite) throws IOException
	{
		NiftiWriter.write(file, confidence, geometry, 1 / 255.0, overwrite, Progress.NONE);
	}

	@SuppressWarnings("unchecked") // gives the wildcard a name
	private static <T extends RealType<T>> void writeTyped(final Path file,
		final RandomAccessibleInterval<? extends RealType<?>> image, final Geometry geometry, final double slope,
		final boolean overwrite, final Progress progress) throws IOException
	{
		NiftiWriter.write(file, (RandomAccessibleInterval<T>) image, geometry, slope, overwrite, progress);
	}
}
