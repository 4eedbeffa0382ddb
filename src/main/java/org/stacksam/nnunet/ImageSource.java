package org.stacksam.nnunet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;

/**
 * An image that is opened when it is needed and let go after, so that a dataset of any size needs the memory of one
 * case.
 */
public interface ImageSource {

	/** For messages, such as the path. */
	String name();

	/**
	 * Opens the image, [x, y, z] with z = 1 in 2D.
	 *
	 * @throws org.stacksam.InputException if it cannot be used
	 */
	NiftiFile.Volume open(Progress progress) throws IOException;

	/** Changes when the image does: an interrupted export goes on only with cases whose images are the same. */
	default String stamp() throws IOException {
		return name();
	}

	/** The stamp of a file: path, size and time. */
	static String stamp(final Path file) throws IOException {
		return file.toAbsolutePath() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
	}

	/**
	 * A NIfTI file.
	 *
	 * @param frame which volume of a 4D file, 0-based
	 */
	static ImageSource nifti(final Path file, final int frame) {
		return new ImageSource() {

			@Override
			public String name() {
				return file.toString();
			}

			@Override
			public NiftiFile.Volume open(final Progress progress) throws IOException {
				return NiftiFile.open(file, frame, progress);
			}

			@Override
			public String stamp() throws IOException {
				return ImageSource.stamp(file) + " frame " + frame;
			}
		};
	}

	/** An image that is in memory already. */
	static ImageSource of(final String name, final RandomAccessibleInterval<? extends RealType<?>> image,
		final Geometry geometry)
	{
		return new ImageSource() {

			@Override
			public String name() {
				return name;
			}

			@Override
			public NiftiFile.Volume open(final Progress progress) {
				return new NiftiFile.Volume(image, geometry);
			}
		};
	}
}
