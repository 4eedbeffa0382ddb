package org.stacksam.ij.tool;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.KeyboardFocusManager;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.swing.AbstractButton;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.table.TableModel;

import ij.Prefs;

/** Parts of the window, each with a tooltip and a key. */
final class Widgets {

	private static final int GAP = 4;
	/** In characters. */
	private static final int TABLE_WIDTH = 40;

	private Widgets() {}

	/**
	 * A button.
	 *
	 * @param mnemonic pressed with Alt; 0 = none
	 */
	static JButton button(final String text, final int mnemonic, final String tip, final Runnable does) {
		return with(new JButton(text), mnemonic, tip, does);
	}

	/** A checkbox; {@code does} asks it for its state. */
	static JCheckBox checkBox(final String text, final int mnemonic, final String tip, final Runnable does) {
		return with(new JCheckBox(text), mnemonic, tip, does);
	}

	private static <B extends AbstractButton> B with(final B button, final int mnemonic, final String tip,
		final Runnable does)
	{
		if (mnemonic != 0) button.setMnemonic(mnemonic);
		button.setToolTipText(tip);
		button.setName(button.getText());
		button.addActionListener(e -> does.run());
		return button;
	}

	/** In a row, left-aligned. */
	static JPanel row(final Component... parts) {
		final JPanel row = new JPanel(new FlowLayout(FlowLayout.LEADING, GAP, GAP / 2));
		for (final Component part : parts) row.add(part);
		return row;
	}

	/** A row that ends with a text, which is shortened where it does not fit. */
	static JPanel row(final JPanel row, final JLabel text) {
		final JPanel both = new JPanel(new BorderLayout(GAP, 0));
		both.add(row, BorderLayout.WEST);
		both.add(text);
		return both;
	}

	/** A table of which one row is chosen, whose rows are as high as its font wants. */
	static JTable table(final TableModel model, final String name, final String tip) {
		final JTable table = new JTable(model);
		table.setName(name);
		table.getAccessibleContext().setAccessibleName(name);
		table.setToolTipText(tip);
		table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
		table.setFillsViewportHeight(true);
		// Tab leaves the table; the arrows move in it.
		table.setFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, null);
		table.setFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, null);
		table.putClientProperty("terminateEditOnFocusLost", true);
		return table;
	}

	/**
	 * Selects a row unless the user's mouse button is down on another one.
	 *
	 * @param row −1 = none
	 */
	static void select(final JTable table, final int row) {
		if (row == table.getSelectedRow() || table.getSelectionModel().getValueIsAdjusting()) return;
		if (row < 0) table.clearSelection();
		else table.setRowSelectionInterval(row, row);
	}

	/** A table that scrolls, so many rows high; made as large as {@link #scale} makes its text. */
	static JScrollPane scrolled(final JTable table, final int rows) {
		final JScrollPane scroll = new JScrollPane(table);
		final double scale = Prefs.getGuiScale();
		scroll.setPreferredSize(new Dimension((int) (scale * width(table, TABLE_WIDTH)), (int) (scale * rows * table
			.getRowHeight())));
		return scroll;
	}

	/** Makes all parts as large as ImageJ's own windows are (Edit > Options > Appearance); after adding all. */
	static void scale(final Container root) {
		final double scale = Prefs.getGuiScale();
		final Map<Component, Font> fonts = new LinkedHashMap<>();
		// All are looked at before the first is changed, since a spinner hands its font on.
		if (scale != 1) larger(root, scale, fonts);
		fonts.forEach(Component::setFont);
		fitRows(root);
	}

	private static void larger(final Container parent, final double scale, final Map<Component, Font> fonts) {
		for (final Component part : parent.getComponents()) {
			if (part.isFontSet() || !(part instanceof Container c && c.getComponentCount() > 0)) fonts.put(part, scaled(part
				.getFont(), scale));
			if (part instanceof JTable table) fonts.put(table.getTableHeader(), scaled(table.getTableHeader().getFont(), scale));
			if (part instanceof Container container) larger(container, scale, fonts);
		}
	}

	private static void fitRows(final Container parent) {
		for (final Component part : parent.getComponents()) {
			if (part instanceof JTable table) table.setRowHeight(table.getFontMetrics(table.getFont()).getHeight() + GAP);
			else if (part instanceof Container container) fitRows(container);
		}
	}

	private static Font scaled(final Font font, final double scale) {
		return font == null ? null : font.deriveFont((float) (font.getSize2D() * scale));
	}

	/** Width of so many characters in a component's font. */
	static int width(final JComponent component, final int characters) {
		return component.getFontMetrics(component.getFont()).charWidth('n') * characters;
	}
}
