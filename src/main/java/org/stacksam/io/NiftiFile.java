package org.stacksam.io;

import java.io.IOException;
import java.nio.file.Path;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** Reads and writes NIfTI-1, .nii and .nii.gz. */
public final class NiftiFile {

	private NiftiFile() {}

	/**
	 * A volume from a file.
	 *
	 * @param image [x, y, z], planar in memory, in the file's own type or float where scl_slope and scl_inter scale
	 * @param geometry its grid
	 */
	public record Volume(RandomAccessibleInterval<? extends RealType<?>> image, Geometry geometry) {}

	/**
	 * Reads a volume.
	 *
	 * @param frame which volume of a 4D file, 0-based
	 */
	public static Volume read(final Path file, final int frame) throws IOException {
		throw new UnsupportedOperationException("to be written");
	}

	/**
	 * Writes a volume, through a temporary name.
	 *
	 * @param image [x, y, z] of uint8, int16, uint16, int32 or float (other types as float)
	 */
	public static void write(final Path file, final RandomAccessibleInterval<? extends RealType<?>> image,
		final Geometry geometry, final boolean overwrite) throws IOException
	{
		throw new UnsupportedOperationException("to be written");
	}
}
