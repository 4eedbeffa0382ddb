package org.stacksam.ij;

import java.util.ArrayList;
import java.util.List;

import ij.IJ;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleRunner;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;

import org.stacksam.InputException;

/** What ImageJ's command table holds for each SciJava command: runs it on ImageJ's own thread. Public for ImageJ. */
public final class CommandRunner implements PlugIn {

	/** Runs the command of this class name. */
	@Override
	public void run(final String className) {
		final Context context = PlainImageJ.context();
		final CommandInfo command = context.service(CommandService.class).getCommand(className);
		final Module module = context.service(ModuleService.class).createModule(command);
		final PluginService plugins = context.service(PluginService.class);
		final List<PreprocessorPlugin> before = new ArrayList<>(plugins.createInstancesOfType(PreprocessorPlugin.class));
		before.add(new CommandDialog());
		// On this thread, not on a pool's: Macro.getOptions and the active image of batch mode belong to it.
		final ModuleRunner runner = new ModuleRunner(context, module, before, plugins.createInstancesOfType(
			PostprocessorPlugin.class));
		final boolean inMacro = Interpreter.getInstance() != null;
		try {
			runner.run();
		}
		catch (final RuntimeException | Error e) {
			if (!(e instanceof InputException)) e.printStackTrace();
			final String message = MacroErrors.message(e);
			if (!inMacro) IJ.error(command.getMenuPath().getLeaf().getName(), wrapped(message));
			// Failures of the command itself have stopped the macro before they came here.
			else if (Interpreter.getInstance() != null) MacroErrors.stopMacro(message);
		}
	}

	/** In lines that fit a dialog, which does not break them itself. */
	private static String wrapped(final String message) {
		return message.replaceAll("(.{70,100}) ", "$1\n");
	}
}
