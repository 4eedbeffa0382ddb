package org.stacksam.command;

import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.WindowManager;

import org.scijava.Context;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;
import org.scijava.service.Service;

import org.stacksam.InputException;
import org.stacksam.ij.MacroErrors;
import org.stacksam.ij.MacroOptions;

/**
 * Fills a StackSAM command from the macro options of the call, in plain ImageJ and in Fiji alike: unknown keys and
 * values of the wrong type are errors (Fiji ignores both), the image parameter is the active image, and a call with
 * options never opens a dialog for the keys that were left out.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH + 2)
public final class MacroInputs extends AbstractPreprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof StackSamCommand)) return;
		try {
			fill(module);
		}
		catch (final InputException e) {
			MacroErrors.stopMacro(e.getMessage());
			throw e;
		}
	}

	private static void fill(final Module module) {
		final Optional<MacroOptions> options = MacroOptions.current();
		final List<String> keys = new ArrayList<>();
		for (final ModuleItem<?> input : module.getInfo().inputs()) {
			if (!Service.class.isAssignableFrom(input.getType()) && input.getType() != Context.class) keys.add(input.getName());
		}
		options.ifPresent(given -> given.requireKnown(module.getInfo().getTitle(), keys));
		for (final String key : keys) {
			final Class<?> type = module.getInfo().getInput(key).getType();
			final String text = options.map(given -> given.values().get(key)).orElse(null);
			if (type == ImagePlus.class) setImage(module, key, text);
			else if (text != null) module.setInput(key, convert(key, text, type));
			if (options.isPresent() || GraphicsEnvironment.isHeadless() || type == ImagePlus.class) module.resolveInput(key);
		}
	}

	/** The image of that title (the Recorder writes titles), else the one a script gave, else the active one. */
	private static void setImage(final Module module, final String key, final String title) {
		if (title == null) {
			if (!module.isInputResolved(key)) module.setInput(key, WindowManager.getCurrentImage());
			return;
		}
		final ImagePlus image = WindowManager.getImage(title);
		if (image == null) throw new InputException("No image with the title \"" + title +
			"\" is open. Open it first, or leave out the key \"" + key + "\" to use the active image.");
		module.setInput(key, image);
	}

	private static Object convert(final String key, final String text, final Class<?> type) {
		try {
			if (type == int.class || type == Integer.class) return Integer.valueOf(text.trim());
			if (type == long.class || type == Long.class) return Long.valueOf(text.trim());
			if (type == double.class || type == Double.class) return Double.valueOf(text.trim());
		}
		catch (final NumberFormatException e) {
			throw new InputException("The key \"" + key + "\" wants a " + (type == double.class || type == Double.class
				? "number" : "whole number") + ", not \"" + text + "\".", e);
		}
		if (type == boolean.class || type == Boolean.class) {
			if ("true".equalsIgnoreCase(text)) return true;
			if ("false".equalsIgnoreCase(text)) return false;
			throw new InputException("The key \"" + key + "\" wants true or false, not \"" + text + "\".");
		}
		return text;
	}
}
