package org.stacksam.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.stacksam.Progress;
import org.stacksam.crowd.LabelPrompts;
import org.stacksam.io.Geometry;
import org.stacksam.io.LabelImages;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.PromptFiles;

/** Small volumes cut out of the phantom, with prompts and truth: folders for tests of many cases. */
public final class SmallCases {

	/** Voxels along x and y, slices. */
	public static final int SIDE = 48, DEPTH = 6;

	private SmallCases() {}

	/**
	 * Writes images/NAME.nii.gz, prompts/NAME.json and truth/NAME.nii.gz.
	 *
	 * @param count up to 12
	 */
	public static void write(final Path folder, final int count) throws IOException {
		final Phantom phantom = Phantom.generate(5, Progress.NONE);
		for (final String name : new String[] { "images", "prompts", "truth" })
			Files.createDirectories(folder.resolve(name));
		for (int i = 0; i < count; i++) {
			// over the liver and the right kidney, each a little further
			final long[] from = { 76 + 3 * (i % 4), 20 + 4 * (i / 4), 6 + i };
			final String name = name(i);
			final double[] spacing = phantom.geometry().spacing();
			final Geometry grid = Geometry.of(SIDE, SIDE, DEPTH, spacing, new double[] { i, 0, 0 });
			NiftiFile.write(folder.resolve("images/" + name + ".nii.gz"), cut(phantom.image(), from), grid, false);
			NiftiFile.write(folder.resolve("truth/" + name + ".nii.gz"), cut(phantom.labels(), from), grid, false);
			final LabelImages.Labels labels = LabelImages.ofAny(cut(phantom.labels(), from), name);
			final BitSet slices = new BitSet();
			slices.set(1);
			slices.set(3);
			PromptFiles.write(folder.resolve("prompts/" + name + ".json"), LabelPrompts.of(labels.image(), name + ".nii.gz",
				Phantom.CLASSES.stream().filter(c -> labels.values().get(c.value())).toList(), new LabelPrompts.Options(
					LabelPrompts.Kind.BOX, slices, 1, 1), Progress.NONE), false);
		}
	}

	/** Name of a case, 0-based. */
	public static String name(final int i) {
		return String.format(Locale.ROOT, "case%02d", i + 1);
	}

	private static <T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> cut(
		final RandomAccessibleInterval<T> image, final long[] from)
	{
		return Views.zeroMin(Views.interval(image, FinalInterval.createMinSize(from[0], from[1], from[2], SIDE, SIDE,
			DEPTH)));
	}
}
