package org.stacksam.interactive;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.Window;
import org.stacksam.volume.VolumeOptions.Fill;
import org.stacksam.volume.VolumeOptions.Refine;

/** What was done as prompts, and as lines of ImageJ's macro language that repeat it without a window. */
public final class MacroText {

	private MacroText() {}

	/**
	 * Where a macro finds its input.
	 *
	 * @param image file, or empty: the active image
	 * @param channel 0-based; −1 = the current one
	 * @param frame 0-based; −1 = the current one, or the frames are the slices
	 * @param window that the previews were made with
	 * @param model "" = the default model
	 */
	public record Source(Optional<Path> image, int channel, int frame, Window window, String model) {}

	/**
	 * What carrying starts from: masks that the user answers for, open prompts and stop marks.
	 *
	 * @param objects numbers of those that are carried; empty = all; those of locked classes are not
	 * @param imageName file name of the image, or ""
	 */
	public static PromptSet given(final SessionState state, final Set<Integer> objects, final String imageName,
		final int width, final int height, final int depth)
	{
		return Givens.set(state, Givens.of(state, Givens.carried(state, objects)), imageName, width, height, depth);
	}

	/** What the user answers for, locked classes too: masks, open prompts and stop marks. */
	public static PromptSet answered(final SessionState state, final String imageName, final int width, final int height,
		final int depth)
	{
		return Givens.set(state, Givens.of(state, state.objects().keySet()), imageName, width, height, depth);
	}

	/** All masks as they stand, carried ones too; labels of no object are not among them. */
	public static PromptSet all(final SessionState state, final String imageName, final int width, final int height,
		final int depth)
	{
		return Givens.set(state, Givens.masks(state), imageName, width, height, depth);
	}

	/** The line that carries again what was carried, from {@link #given} saved as {@code prompts}. */
	public static String carry(final Source source, final Path prompts, final CarryOptions options,
		final Optional<Path> saveLabels)
	{
		return line(source, prompts, options.fill(), options.refine(), saveLabels);
	}

	/** The line that makes the objects' labels as they stand, from {@link #all} saved as {@code prompts}. */
	public static String labels(final Source source, final Path prompts, final Optional<Path> saveLabels) {
		return line(source, prompts, Fill.NONE, Refine.NONE, saveLabels);
	}

	private static String line(final Source source, final Path prompts, final Fill fill, final Refine refine,
		final Optional<Path> saveLabels)
	{
		final StringBuilder keys = new StringBuilder();
		source.image.ifPresent(file -> keys.append(key("image_path", file.toString())));
		keys.append(key("prompts_path", prompts.toString()));
		if (!source.model.isEmpty()) keys.append(key("model", source.model));
		keys.append(key("window", number(source.window.lo()) + "," + number(source.window.hi())));
		keys.append(key("fill", name(fill))).append(key("refine", name(refine)));
		keys.append(key("clean_prompts", "false"));
		if (source.channel >= 0) keys.append(key("channel", String.valueOf(source.channel + 1)));
		if (source.frame >= 0) keys.append(key("frame", String.valueOf(source.frame + 1)));
		saveLabels.ifPresent(file -> keys.append(key("save_labels", file.toString())));
		return "run(\"SAM Segment Volume\", \"" + keys.toString().strip() + "\");\n";
	}

	private static String name(final Enum<?> choice) {
		return choice.name().toLowerCase(Locale.ROOT);
	}

	private static String number(final double value) {
		return value == Math.rint(value) && Math.abs(value) < 1e15 ? String.valueOf((long) value) : String.valueOf(value);
	}

	/** A key as ImageJ's recorder writes it, escaped for the string literal that it stands in. */
	private static String key(final String name, final String value) {
		final String text = value.matches("[^\\s\\[\\]\"\\\\=]+") ? value : "[" + value + "]";
		return name + "=" + text.replace("\\", "\\\\").replace("\"", "\\\"") + " ";
	}
}
