package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;

import ij.ImagePlus;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;

import org.stacksam.ij.ContactSheet;
import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.StackSelection;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.Window;
import org.stacksam.volume.InPlaneTurn;

/** Pictures of results: a few slices side by side, turned as radiologists look at them where the orientation is known. */
final class Pictures {

	private static final int SLICES = 6, COLUMNS = 3;

	private Pictures() {}

	/**
	 * Writes a picture.
	 *
	 * @param file .png
	 * @param window that the model was shown the volume with
	 * @param labels [x, y, z] as the volume is stored; null for prompts alone
	 */
	static void write(final Path file, final StackSelection volume, final Window window,
		final RandomAccessibleInterval<? extends IntegerType<?>> labels, final PromptSet prompts, final boolean overwrite)
		throws IOException
	{
		final ContactSheet sheet = sheet(volume, window, labels, prompts);
		sheet.write(file, sheet.chooseSlices(SLICES), COLUMNS, overwrite);
	}

	/** The picture of prompts as an image to show. */
	static ImagePlus image(final StackSelection volume, final Window window, final PromptSet prompts,
		final String title)
	{
		final ContactSheet sheet = sheet(volume, window, null, prompts);
		return new ImagePlus(title, sheet.draw(sheet.chooseSlices(SLICES), COLUMNS));
	}

	private static ContactSheet sheet(final StackSelection volume, final Window window,
		final RandomAccessibleInterval<? extends IntegerType<?>> labels, final PromptSet prompts)
	{
		// The model's window is narrow; a wider one shows people where they are in the body.
		final double width = window.hi() - window.lo();
		final Window shown = new Window(window.lo() - width, window.hi() + width / 2);
		final InPlaneTurn turn = InPlaneTurn.of(volume.geometry());
		return new ContactSheet(turn.view(ImagePlusViews.floats(volume)), shown, labels == null ? null : turn.view(labels),
			prompts.prompts().stream().map(turn::toView).toList(), prompts.labels());
	}
}
