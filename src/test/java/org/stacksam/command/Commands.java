package org.stacksam.command;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;

import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.task.Task;
import org.scijava.task.event.TaskEvent;

import org.stacksam.InputException;

/** Runs commands in this JVM, through the real services, as a script does. */
final class Commands implements AutoCloseable {

	private final Context context = new Context();
	private final boolean batchMode = Interpreter.batchMode;
	/** SciJava holds subscribers weakly. */
	private Object watcher;

	/** In batch mode, in which ImageJ opens images without windows. */
	Commands() {
		Interpreter.batchMode = true;
	}

	/** Runs a command that must refuse its input; returns the message. */
	String refusal(final Class<? extends Command> command, final Map<String, Object> keys) {
		return assertThrows(InputException.class, () -> run(command, keys)).getMessage();
	}

	/** Runs a command with keys in a map. */
	Module run(final Class<? extends Command> command, final Map<String, Object> keys) {
		return run(command, keys.entrySet().stream().flatMap(key -> Stream.of(key.getKey(), key.getValue())).toArray());
	}

	/** Runs a command; an InputException comes out as it was thrown, anything else fails the test. */
	Module run(final Class<? extends Command> command, final Object... keysAndValues) {
		final Map<String, Object> inputs = new HashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2)
			inputs.put((String) keysAndValues[i], keysAndValues[i + 1]);
		try {
			return context.service(CommandService.class).run(command, true, inputs).get();
		}
		catch (final ExecutionException e) {
			// SciJava wraps what a command throws
			for (Throwable cause = e; cause != null; cause = cause.getCause())
				if (cause instanceof InputException thrown) throw thrown;
			throw new AssertionError(e);
		}
		catch (final InterruptedException e) {
			throw new AssertionError(e);
		}
	}

	/** Closes what earlier runs showed: commands without an image given take the active one. */
	void closeImages() {
		for (final int id : Interpreter.getBatchModeImageIDs()) {
			final ImagePlus image = WindowManager.getImage(id);
			image.changes = false;
			image.close();
		}
		WindowManager.setTempCurrentImage(null);
	}

	/** Lets someone see each report of progress, who may cancel. */
	void onTask(final Consumer<Task> seen) {
		watcher = new Object() {

			@EventHandler
			void on(final TaskEvent event) {
				seen.accept(event.getTask());
			}
		};
		context.service(EventService.class).subscribe(watcher);
	}

	@Override
	public void close() {
		closeImages();
		Interpreter.batchMode = batchMode;
		context.dispose();
	}
}
