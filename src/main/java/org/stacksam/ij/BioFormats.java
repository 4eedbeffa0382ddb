package org.stacksam.ij;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;

import org.stacksam.InputException;

import ij.IJ;
import ij.ImagePlus;

/**
 * Bio-Formats, where it is installed: called by reflection, since it is on no repository that the build may use. Its
 * macro commands do not work without a display, {@code loci.plugins.BF} does.
 */
final class BioFormats {

	private BioFormats() {}

	static boolean isPresent() {
		try {
			load("loci.plugins.BF");
			return true;
		}
		catch (final ClassNotFoundException absent) {
			return false;
		}
	}

	/**
	 * Opens one series of a file.
	 *
	 * @param series 1-based
	 * @param virtual whether slices are read when they are looked at
	 * @throws InputException if Bio-Formats cannot read the file or it has no such series
	 */
	static ImagePlus open(final Path file, final int series, final boolean virtual) throws IOException {
		try {
			final Class<?> optionsClass = load("loci.plugins.in.ImporterOptions");
			final Object options = optionsClass.getConstructor().newInstance();
			optionsClass.getMethod("setId", String.class).invoke(options, file.toString());
			optionsClass.getMethod("setVirtual", boolean.class).invoke(options, virtual);
			optionsClass.getMethod("clearSeries").invoke(options);
			optionsClass.getMethod("setSeriesOn", int.class, boolean.class).invoke(options, series - 1, true);
			final ImagePlus[] images = (ImagePlus[]) load("loci.plugins.BF").getMethod("openImagePlus", optionsClass).invoke(
				null, options);
			if (images == null || images.length == 0) throw new InputException(file + " has no series " + series +
				". Give series=1 for the first.");
			return images[0];
		}
		catch (final InvocationTargetException e) {
			throw new InputException("Bio-Formats could not open series " + series + " of " + file + ": " + e.getCause(), e
				.getCause());
		}
		catch (final ReflectiveOperationException e) {
			throw new IOException("This version of Bio-Formats is not known: " + e, e);
		}
	}

	private static Class<?> load(final String name) throws ClassNotFoundException {
		// ImageJ's loader sees the plugins folder, ours the class path
		try {
			return Class.forName(name, true, IJ.getClassLoader());
		}
		catch (final ClassNotFoundException notAPlugin) {
			return Class.forName(name);
		}
	}
}
