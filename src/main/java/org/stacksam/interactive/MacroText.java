package org.stacksam.interactive;

import java.nio.file.Path;
import java.util.Optional;

import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.Window;

/** What was done as prompts and as lines of ImageJ's macro language that repeat it without a window. */
public final class MacroText {

	private MacroText() {}

	/**
	 * Where a macro finds its input.
	 *
	 * @param image file, or empty: the active image
	 * @param channel 0-based
	 * @param frame 0-based
	 * @param window that the previews were made with
	 * @param model "" = the default model
	 */
	public record Source(Optional<Path> image, int channel, int frame, Window window, String model) {}

	/** What carrying starts from: the masks the user answers for, open prompts and stop marks of the chosen objects. */
	public static PromptSet given(final SessionState state, final CarryOptions options, final String imageName,
		final int width, final int height, final int depth)
	{
		throw new UnsupportedOperationException("being written");
	}

	/** All masks as they stand, carried ones too. */
	public static PromptSet all(final SessionState state, final String imageName, final int width, final int height,
		final int depth)
	{
		throw new UnsupportedOperationException("being written");
	}

	/** The line that carries again what was carried, from {@link #given} saved in a file. */
	public static String carry(final Source source, final Path prompts, final CarryOptions options, final Path saveLabels) {
		throw new UnsupportedOperationException("being written");
	}

	/** The line that makes the label image as it stands, from {@link #all} saved in a file. */
	public static String labels(final Source source, final Path prompts, final Path saveLabels) {
		throw new UnsupportedOperationException("being written");
	}
}
