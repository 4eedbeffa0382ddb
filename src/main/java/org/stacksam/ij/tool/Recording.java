package org.stacksam.ij.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import ij.io.FileInfo;
import ij.plugin.frame.Recorder;

import org.stacksam.interactive.CarryOptions;
import org.stacksam.interactive.MacroText;
import org.stacksam.interactive.SessionState;
import org.stacksam.prompt.PromptFiles;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.ModelManifest;
import org.stacksam.sam.SamModel;

/**
 * Gives ImageJ's Recorder a line for each result that repeats it without a window: the prompts as they were then are saved
 * as a file of their own in the session's folder.
 */
final class Recording {

	private Recording() {}

	/** Whether the Recorder is open. */
	static boolean isOn() {
		return Recorder.record && Recorder.getInstance() != null;
	}

	/** The line that makes the labels of a state; writes its prompts. */
	static String labels(final ImageWork work, final SamModel model, final SessionState state) throws IOException {
		final var labels = work.session().labels();
		final PromptSet all = MacroText.all(state, work.folder().imageName(), labels.width(), labels.height(), labels
			.depth());
		return MacroText.labels(source(work, model), save(work, all), Optional.empty());
	}

	/** The line that carries; writes the prompts that carrying starts from. */
	static String carry(final ImageWork work, final SamModel model, final SessionState before,
		final CarryOptions options) throws IOException
	{
		final var labels = work.session().labels();
		final PromptSet given = MacroText.given(before, options.objects(), work.folder().imageName(), labels.width(), labels
			.height(), labels.depth());
		return MacroText.carry(source(work, model), save(work, given), options, Optional.empty());
	}

	/** Makes a line, on this background thread, and writes it into the Recorder. */
	static void record(final Callable<String> line, final Consumer<Throwable> problem) {
		try {
			final String text = line.call();
			Edt.later(() -> Recorder.recordString(text));
		}
		catch (final Exception e) {
			problem.accept(e);
		}
	}

	private static Path save(final ImageWork work, final PromptSet prompts) throws IOException {
		final Path folder = Files.createDirectories(work.folder().folder());
		int number = 1;
		while (Files.exists(folder.resolve("recorded-" + number + ".json"))) number++;
		final Path file = folder.resolve("recorded-" + number + ".json");
		PromptFiles.write(file, prompts, false);
		return file;
	}

	private static MacroText.Source source(final ImageWork work, final SamModel model) {
		final String name = model.manifest().name();
		final FileInfo file = work.volume().image().getOriginalFileInfo();
		final boolean single = work.volume().image().getStackSize() == work.volume().depth();
		return new MacroText.Source(work.folder().besideFile() ? Optional.of(Path.of(file.directory, file.fileName))
			: Optional.empty(), single ? -1 : work.volume().channel(), single || work.volume().timeAsDepth() ? -1 : work
				.volume().frame(), work.planes().window(), ModelManifest.DEFAULT.equals(name) ? "" : name);
	}
}
