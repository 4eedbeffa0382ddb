package org.stacksam.ij;

import java.awt.Menu;
import java.awt.MenuItem;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;

/** Opens ImageJ's window with the StackSAM menu. */
final class GraphicalImageJ {

	private GraphicalImageJ() {}

	static void open() {
		ImageJ.main(new String[0]);
		PlainImageJ.install();
		final Menu menu = new Menu("StackSAM");
		for (final String label : PlainImageJ.commands().keySet()) {
			final MenuItem item = new MenuItem(label);
			item.addActionListener(IJ.getInstance());
			menu.add(item);
		}
		Menus.getImageJMenu("Plugins").add(menu);
	}
}
