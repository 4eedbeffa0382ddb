package org.stacksam.command;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ij.ImagePlus;

import org.stacksam.InputException;
import org.stacksam.evaluation.Figure;
import org.stacksam.io.OutputFile;

/** Files that keys name, checked before any work: their ending, their folder, and that nothing is overwritten unasked. */
final class Outputs {

	private static final List<String> PLOTS = List.of(".png", ".svg");

	/** Pixels a point of plots on the screen. */
	private static final int SCREEN_SCALE = 1;

	private Outputs() {}

	/** A file that may be left out, with one of some endings. */
	static Optional<Path> file(final String key, final String text, final boolean overwrite, final String... endings) {
		final Optional<Path> file = Keys.path(key, text);
		file.ifPresent(path -> {
			if (!hasEnding(path, List.of(endings))) throw new InputException(key + "=" + path + ": the name must end in " +
				String.join(" or ", endings) + ".");
			OutputFile.check(path, overwrite);
		});
		return file;
	}

	/**
	 * The files of one plot: one by its ending, or without an ending one of each format.
	 *
	 * @param suffix put before the ending, such as "-differences"; may be empty
	 * @return empty if the key was left out
	 */
	static List<Path> plots(final String key, final String text, final String suffix, final boolean overwrite) {
		final Optional<Path> given = Keys.path(key, text);
		if (given.isEmpty()) return List.of();
		final String name = given.get().getFileName().toString();
		final String ending = PLOTS.stream().filter(e -> name.toLowerCase(Locale.ROOT).endsWith(e)).findFirst().orElse("");
		if (ending.isEmpty() && name.contains(".")) throw new InputException(key + "=" + given.get() +
			": the name must end in .png or .svg, or have no ending for both.");
		final String stem = name.substring(0, name.length() - ending.length()) + suffix;
		final List<Path> files = (ending.isEmpty() ? PLOTS : List.of(ending)).stream().map(e -> given.get().resolveSibling(
			stem + e)).toList();
		files.forEach(file -> OutputFile.check(file, overwrite));
		return files;
	}

	/** Saves a plot, and gives it as an image. */
	static ImagePlus plot(final Figure figure, final String title, final List<Path> files, final boolean overwrite)
		throws IOException
	{
		for (final Path file : files)
			figure.save(file, overwrite);
		final BufferedImage picture = figure.image(SCREEN_SCALE);
		return new ImagePlus(title, picture);
	}

	static boolean hasEnding(final Path file, final List<String> endings) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return endings.stream().anyMatch(name::endsWith);
	}
}
