package org.stacksam.ij;

import java.awt.Menu;
import java.awt.MenuItem;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;

/** Opens ImageJ's window with the StackSAM menu and the tool in its toolbar. */
final class GraphicalImageJ {

	private static final String TOOL = "SAM Prompt Tool", TOOL_CLASS = "org.stacksam.ij.tool.SamPromptTool";

	private GraphicalImageJ() {}

	@SuppressWarnings("unchecked") // ImageJ declares its table raw
	static void open() {
		ImageJ.main(new String[0]);
		PlainImageJ.install();
		// What plugins.config says to an ImageJ that finds StackSAM in its plugins folder.
		Menus.getCommands().put(TOOL, TOOL_CLASS);
		final Menu menu = new Menu("StackSAM");
		for (final String label : PlainImageJ.commands().keySet()) {
			final MenuItem item = new MenuItem(label);
			item.addActionListener(IJ.getInstance());
			menu.add(item);
		}
		final MenuItem tool = new MenuItem(TOOL);
		tool.addActionListener(IJ.getInstance());
		menu.add(tool);
		Menus.getImageJMenu("Plugins").add(menu);
		IJ.runPlugIn(TOOL_CLASS, "install");
	}
}
