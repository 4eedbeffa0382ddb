package org.stacksam.ij.tool;

import java.awt.Component;
import java.awt.Container;
import java.awt.FocusTraversalPolicy;
import java.awt.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JRadioButton;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;

/** Looks at every control of the window, tab by tab; on the event thread. */
final class WindowControls {

	private WindowControls() {}

	/** Controls without a tooltip, controls that the Tab key never reaches, texts that do not fit; none if all is well. */
	static List<String> faults() {
		final JTabbedPane tabs = (JTabbedPane) Hand.find("tabs");
		final Window window = SwingUtilities.getWindowAncestor(tabs);
		final List<String> faults = new ArrayList<>();
		final int before = tabs.getSelectedIndex();
		for (int i = 0; i < tabs.getTabCount(); i++) {
			tabs.setSelectedIndex(i);
			window.validate();
			final Set<Component> reached = reached(window);
			final List<JComponent> controls = new ArrayList<>();
			collect(window, controls);
			for (final JComponent control : controls) {
				final String name = tabs.getTitleAt(i) + ": " + control.getClass().getSimpleName() + " " + control.getName();
				final String tip = control.getToolTipText();
				if (tip == null || tip.isBlank()) faults.add(name + " has no tooltip");
				// Of radio buttons Tab reaches the chosen one, the arrow keys the others.
				final boolean byArrows = control instanceof JRadioButton radio && !radio.isSelected();
				if (control.isEnabled() && !byArrows && !reached.contains(control)) faults.add(name + " is not reached by Tab");
				if (control instanceof AbstractButton && (control.getWidth() < control.getPreferredSize().width || !isInside(
					control))) faults.add(name + " is cut off");
			}
			if (tabs.getToolTipTextAt(i) == null || tabs.getMnemonicAt(i) < 0) faults.add(tabs.getTitleAt(i) +
				" has no tooltip or key");
		}
		tabs.setSelectedIndex(before);
		return faults;
	}

	private static void collect(final Container parent, final List<JComponent> into) {
		for (final Component part : parent.getComponents()) {
			if (!part.isVisible()) continue;
			// Arrows of spinners and scroll bars belong to their spinner and scroll bar.
			final boolean control = part instanceof AbstractButton && part.isFocusable() || part instanceof JTable ||
				part instanceof JTextComponent;
			if (control) into.add((JComponent) part);
			else if (part instanceof Container container) collect(container, into);
		}
	}

	private static Set<Component> reached(final Window window) {
		final FocusTraversalPolicy policy = window.getFocusTraversalPolicy();
		final Set<Component> reached = new HashSet<>();
		Component at = policy.getFirstComponent(window);
		while (at != null && reached.add(at)) at = policy.getComponentAfter(at.getFocusCycleRootAncestor(), at);
		return reached;
	}

	private static boolean isInside(final JComponent control) {
		final Container parent = control.getParent();
		return control.getX() >= 0 && control.getX() + control.getWidth() <= parent.getWidth() && control.getY() + control
			.getHeight() <= parent.getHeight();
	}
}
