package org.stacksam.command;

import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;

/**
 * Shows a StackSAM command's outputs once, in plain ImageJ and in Fiji, with a display and without: the first declared
 * image output becomes the active image, so that a macro can go on with it. SciJava's own display of outputs is told
 * that they are shown; without a display it would only log them.
 */
@Plugin(type = PostprocessorPlugin.class)
public final class ShowOutputs extends AbstractPostprocessorPlugin {

	@Parameter
	private ThreadService threads;

	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof StackSamCommand)) return;
		final List<ModuleItem<?>> outputs = new ArrayList<>();
		module.getInfo().outputs().forEach(outputs::add);
		Collections.reverse(outputs);
		for (final ModuleItem<?> output : outputs) {
			final Object value = output.getValue(module);
			if (value instanceof ImagePlus image) show(image);
			else if (value instanceof ImagePlus[] images) for (final ImagePlus image : images)
				show(image);
			else if (value instanceof ResultsTable table) show(table, output.getLabel());
			module.resolveOutput(output.getName());
		}
	}

	/** Without a display there are no table windows: there a macro finds the table as ImageJ's results. */
	private static void show(final ResultsTable table, final String title) {
		if (GraphicsEnvironment.isHeadless()) Analyzer.setResultsTable(table);
		else table.show(title);
	}

	private void show(final ImagePlus image) {
		// A script outside of ImageJ takes the image from the outputs; a window cannot be had there.
		if (GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode()) return;
		image.show();
		if (!Interpreter.isBatchMode()) return;
		// Fiji runs commands on a thread of their own, but the active image of batch mode belongs to the macro's.
		final Set<Thread> callers = new HashSet<>();
		for (Thread caller = threads.getParent(null); caller != null && callers.add(caller); caller = threads.getParent(
			caller))
			WindowManager.setTempCurrentImage(caller, image);
		// Their pooled thread must not remember the image: it would be the active one of a later command.
		if (!callers.isEmpty() && !callers.contains(Thread.currentThread())) WindowManager.setTempCurrentImage(null);
	}
}
