package org.stacksam.ij.tool;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.event.KeyEvent;
import java.util.List;

import javax.swing.JColorChooser;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;

import ij.gui.Toolbar;

import org.stacksam.ij.GlasbeyLut;
import org.stacksam.interactive.ClassActions;
import org.stacksam.interactive.SessionClass;
import org.stacksam.prompt.LabelClass;

/** The classes: colour, number, name, visible, locked. The chosen row is the class of new objects. */
final class ClassPanel extends JPanel {

	private static final long serialVersionUID = 1L;
	private static final String[] COLUMNS = { "", "No.", "Name", "Show", "Lock" };
	private static final int COLOR = 0, NUMBER = 1, NAME = 2, VISIBLE = 3, LOCKED = 4;

	/** Colours that are told apart by colour-blind eyes and seen on black and white (Okabe and Ito 2008), bright ones first. */
	private static final int[] PALETTE = { 0xe69f00, 0x56b4e9, 0xf0e442, 0x009e73, 0xcc79a7, 0xd55e00, 0x0072b2 };

	/** The table; each change of a cell is an action. */
	private final class Model extends AbstractTableModel {

		private static final long serialVersionUID = 1L;

		@Override
		public int getRowCount() {
			return classes.size();
		}

		@Override
		public int getColumnCount() {
			return COLUMNS.length;
		}

		@Override
		public String getColumnName(final int column) {
			return COLUMNS[column];
		}

		@Override
		public Class<?> getColumnClass(final int column) {
			return column == VISIBLE || column == LOCKED ? Boolean.class : column == NUMBER ? Integer.class : Object.class;
		}

		@Override
		public boolean isCellEditable(final int row, final int column) {
			return column >= NAME;
		}

		@Override
		public Object getValueAt(final int row, final int column) {
			final SessionClass c = classes.get(row);
			return switch (column) {
				case COLOR -> new Color(GlasbeyLut.color(c.label()));
				case NUMBER -> c.value();
				case NAME -> c.name();
				case VISIBLE -> c.visible();
				default -> c.locked();
			};
		}

		@Override
		public void setValueAt(final Object value, final int row, final int column) {
			if (work == null || row >= classes.size()) return;
			final SessionClass c = classes.get(row);
			final LabelClass l = c.label();
			final SessionClass changed = switch (column) {
				case NAME -> c.withLabel(new LabelClass(l.value(), value.toString().strip(), l.color(), l.heterogeneous()));
				case VISIBLE -> c.withVisible((Boolean) value);
				default -> c.withLocked((Boolean) value);
			};
			if (!changed.equals(c)) work.act(ClassActions.change(changed));
		}
	}

	private List<SessionClass> classes = List.of();
	private ImageWork work;
	private boolean updating;
	private final Model model = new Model();
	private final JTable table = Widgets.table(model, "Classes", "The chosen class is that of new objects; on the " +
		"image the digits 1 to 9 choose it. Double-click a name to change it");

	ClassPanel() {
		super(new BorderLayout());
		table.getColumnModel().getColumn(COLOR).setCellRenderer(new Swatch());
		widths();
		table.getSelectionModel().addListSelectionListener(e -> {
			if (!e.getValueIsAdjusting()) chosen();
		});
		final JScrollPane scroll = new JScrollPane(table);
		scroll.setPreferredSize(new Dimension(Widgets.width(table, 40), 7 * table.getRowHeight()));
		add(scroll);
		add(Widgets.row(Widgets.button("Add class", KeyEvent.VK_D, "Add a class with the next free number", this::addClass),
			Widgets.button("Remove", 0, "Remove the chosen class, which must have no objects", this::remove), Widgets.button(
				"Colour…", KeyEvent.VK_L, "Choose the colour of the chosen class", this::recolor), Widgets.button("Paint", 0,
					"Make ImageJ's brush paint this class on the label image (sets the foreground colour)", this::paint)),
			BorderLayout.SOUTH);
	}

	/** Shows the classes of an image; null = none. */
	void update(final ImageWork shown) {
		updating = true;
		work = shown;
		final List<SessionClass> now = shown == null ? List.of() : shown.state().classes();
		if (!now.equals(classes)) {
			classes = now;
			model.fireTableDataChanged();
		}
		final int row = row();
		if (row >= 0 && row != table.getSelectedRow()) table.setRowSelectionInterval(row, row);
		updating = false;
	}

	private int row() {
		for (int i = 0; i < classes.size(); i++) if (classes.get(i).value() == work.state().currentClass()) return i;
		return -1;
	}

	private void widths() {
		final int unit = Widgets.width(table, 1);
		final int[] widths = { 4, 5, 18, 6, 6 };
		for (int i = 0; i < widths.length; i++) table.getColumnModel().getColumn(i).setPreferredWidth(widths[i] * unit);
	}

	private void chosen() {
		final int row = table.getSelectedRow();
		if (updating || work == null || row < 0 || row >= classes.size()) return;
		work.act(ClassActions.choose(classes.get(row).value()));
	}

	private void addClass() {
		if (work == null) return;
		final int value = classes.stream().mapToInt(SessionClass::value).max().orElse(0) + 1;
		work.act(ClassActions.add(newClass(value)));
	}

	/** A class as it is before the user names it. */
	static LabelClass newClass(final int value) {
		return new LabelClass(value, "class " + value, value <= PALETTE.length ? PALETTE[value - 1] : -1, false);
	}

	private SessionClass current() {
		return work == null ? null : work.state().classOf(work.state().currentClass()).orElse(null);
	}

	private void remove() {
		if (current() != null) work.act(ClassActions.remove(current().value()));
	}

	private void recolor() {
		final SessionClass c = current();
		if (c == null) return;
		final Color color = JColorChooser.showDialog(this, "Colour of " + c.name(), new Color(GlasbeyLut.color(c.label())));
		if (color == null) return;
		work.act(ClassActions.change(c.withLabel(new LabelClass(c.value(), c.name(), color.getRGB() & 0xffffff, c.label()
			.heterogeneous()))));
	}

	private void paint() {
		final SessionClass c = current();
		if (c == null) return;
		work.labels().show(classes);
		Toolbar.setForegroundColor(new Color(GlasbeyLut.color(c.label())));
	}

	/** The colour of a class. */
	private static final class Swatch extends DefaultTableCellRenderer {

		private static final long serialVersionUID = 1L;

		@Override
		public Component getTableCellRendererComponent(final JTable table, final Object value, final boolean selected,
			final boolean focus, final int row, final int column)
		{
			super.getTableCellRendererComponent(table, "", false, focus, row, column);
			setBackground((Color) value);
			return this;
		}
	}
}
