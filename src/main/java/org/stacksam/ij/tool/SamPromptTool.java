package org.stacksam.ij.tool;

import java.awt.event.MouseEvent;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Toolbar;
import ij.plugin.tool.PlugInTool;

/**
 * The tool in ImageJ's toolbar: click, Alt- or right-click, drag. What the mouse does is read by {@link CanvasGestures} on
 * the canvas itself, since ImageJ keeps right clicks from its tools; here they are only kept from ImageJ.
 */
public final class SamPromptTool extends PlugInTool {

	/** In the toolbar, the menu and macros ({@code setTool}). */
	public static final String NAME = "SAM Prompt Tool";

	private static final String INSTALL = "install";

	/**
	 * Puts the tool into the toolbar, chooses it and opens the window.
	 *
	 * @param argument "install" to put it there only
	 */
	@Override
	public void run(final String argument) {
		if (IJ.getInstance() == null) return;
		final int before = Toolbar.getToolId();
		super.run(argument);
		if (INSTALL.equals(argument)) {
			Toolbar.getInstance().setTool(before);
			Workbench.get();
		}
		else Workbench.get().open();
	}

	@Override
	public String getToolName() {
		return NAME;
	}

	/** A dashed box round a spot. */
	@Override
	public String getToolIcon() {
		return "C059L1141L61b1Le1f1L1114L16 1bLf1f4Lf6fbL1d1fL1f4fL6fbfLeffCe40O6644".replace(" ", "");
	}

	@Override
	public void mouseEntered(final ImagePlus image, final MouseEvent event) {
		Workbench.get().watch(image);
		event.consume();
	}

	@Override
	public void mouseMoved(final ImagePlus image, final MouseEvent event) {
		Workbench.get().watch(image);
	}

	/** The window; by a double click on the tool. */
	@Override
	public void showOptionsDialog() {
		Workbench.get().open();
	}
}
