package org.stacksam.ij;

import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;

/**
 * Asks for a command's parameters in an ImageJ dialog, for plain ImageJ, where SciJava has no user interface. ImageJ
 * derives the recorded key from a field's label and shows underscores as spaces, so the label is the key: what is
 * recorded runs in Fiji too.
 */
final class CommandDialog extends AbstractPreprocessorPlugin {

	private static final int TEXT_COLUMNS = 30;

	@Override
	public void process(final Module module) {
		final List<ModuleItem<?>> asked = StreamSupport.stream(module.getInfo().inputs().spliterator(), false).filter(
			item -> !module.isInputResolved(item.getName()) && item.getVisibility() != ItemVisibility.MESSAGE).toList();
		if (asked.isEmpty()) return;
		final GenericDialog dialog = new GenericDialog(module.getInfo().getMenuPath().getLeaf().getName());
		asked.forEach(item -> addField(dialog, item, module.getInput(item.getName())));
		dialog.showDialog();
		if (dialog.wasCanceled()) {
			Recorder.setCommand(null);
			cancel(null);
			return;
		}
		for (final ModuleItem<?> item : asked) {
			module.setInput(item.getName(), next(dialog, item));
			module.resolveInput(item.getName());
		}
	}

	private static void addField(final GenericDialog dialog, final ModuleItem<?> item, final Object value) {
		final String key = item.getName(), label = key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
		if (isBoolean(item)) dialog.addCheckbox(label, Boolean.TRUE.equals(value));
		else if (isNumber(item)) dialog.addNumericField(label, value == null ? 0 : ((Number) value).doubleValue(),
			isWhole(item) ? 0 : 3);
		else if (item.getChoices() != null && !item.getChoices().isEmpty()) dialog.addChoice(label, item.getChoices().stream()
			.map(Object::toString).toArray(String[]::new), String.valueOf(value));
		else if (key.endsWith("_dir")) dialog.addDirectoryField(label, text(value), TEXT_COLUMNS);
		else if (key.endsWith("_path") || key.startsWith("save_")) dialog.addFileField(label, text(value), TEXT_COLUMNS);
		else dialog.addStringField(label, text(value), TEXT_COLUMNS);
	}

	private static Object next(final GenericDialog dialog, final ModuleItem<?> item) {
		if (isBoolean(item)) return dialog.getNextBoolean();
		if (isNumber(item)) {
			final double value = dialog.getNextNumber();
			return isWhole(item) ? (Object) (int) Math.round(value) : (Object) value;
		}
		if (item.getChoices() != null && !item.getChoices().isEmpty()) return dialog.getNextChoice();
		return dialog.getNextString().trim();
	}

	private static boolean isBoolean(final ModuleItem<?> item) {
		return item.getType() == boolean.class || item.getType() == Boolean.class;
	}

	private static boolean isWhole(final ModuleItem<?> item) {
		return item.getType() == int.class || item.getType() == Integer.class || item.getType() == long.class;
	}

	private static boolean isNumber(final ModuleItem<?> item) {
		return isWhole(item) || item.getType() == double.class || item.getType() == Double.class;
	}

	private static String text(final Object value) {
		return value == null ? "" : value.toString();
	}
}
