package org.stacksam.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;

import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.TaskService;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.ij.MacroErrors;

/**
 * What all StackSAM commands share: progress and cancellation through a SciJava task, and failures that stop the macro
 * with a message. A failure is thrown, never turned into a cancellation, which would let the macro go on.
 */
public abstract class StackSamCommand extends ContextCommand {

	/** The menu that holds all commands. */
	static final String MENU = "Plugins>StackSAM>";

	@Parameter
	private TaskService tasks;

	@Parameter
	private LogService log;

	/**
	 * Does the work: parameters to one call to outputs.
	 *
	 * @throws InputException for input that cannot be worked with
	 * @throws CancellationException if the user asked to stop
	 */
	protected abstract void execute(Progress progress) throws IOException;

	@Override
	public final void run() {
		try (TaskProgress progress = TaskProgress.start(tasks, title(), log)) {
			execute(progress);
		}
		catch (final CancellationException e) {
			cancel(e.getMessage());
			MacroErrors.stopMacro(title() + ": " + e.getMessage());
		}
		catch (final IOException e) {
			stopMacro(e);
			throw new UncheckedIOException(MacroErrors.message(e), e);
		}
		catch (final RuntimeException | Error e) {
			stopMacro(e);
			throw e;
		}
	}

	/** The label in the menu, which macros call the command by. */
	private String title() {
		final String path = getClass().getAnnotation(Plugin.class).menuPath();
		return path.substring(path.lastIndexOf('>') + 1);
	}

	private void stopMacro(final Throwable failure) {
		MacroErrors.stopMacro(title() + ": " + MacroErrors.message(failure));
	}
}
