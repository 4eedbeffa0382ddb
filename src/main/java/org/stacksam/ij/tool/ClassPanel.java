package org.stacksam.ij.tool;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.event.KeyEvent;
import java.util.List;

import javax.swing.JColorChooser;
import javax.swing.JPanel;
import javax.swing.JTable;
import javax.swing.table.DefaultTableCellRenderer;

import ij.gui.Toolbar;

import org.stacksam.ij.GlasbeyLut;
import org.stacksam.ij.tool.RowsModel.Column;
import org.stacksam.interactive.ClassActions;
import org.stacksam.interactive.SessionClass;
import org.stacksam.prompt.LabelClass;

/** The classes: colour, number, name, visible, locked. The chosen row is the class of new objects. */
final class ClassPanel extends JPanel {

	private static final long serialVersionUID = 1L;
	/** Of the columns, in characters. */
	private static final int[] WIDTHS = { 4, 5, 18, 6, 6 };
	private static final int ROWS = 7;

	/** Colours that are told apart by colour-blind eyes and seen on black and white (Okabe and Ito 2008), bright ones first. */
	private static final int[] PALETTE = { 0xe69f00, 0x56b4e9, 0xf0e442, 0x009e73, 0xcc79a7, 0xd55e00, 0x0072b2 };

	private ImageWork work;
	private boolean updating;
	private final RowsModel<SessionClass> model = new RowsModel<>(Column.of("", c -> new Color(GlasbeyLut.color(c
		.label()))), new Column<>("No.", Integer.class, SessionClass::value, null), new Column<>("Name", Object.class,
			SessionClass::name, this::rename), new Column<>("Show", Boolean.class, SessionClass::visible, (c, v) -> change(c, c
				.withVisible((Boolean) v))), new Column<>("Lock", Boolean.class, SessionClass::locked, (c, v) -> change(c, c
					.withLocked((Boolean) v))));
	private final JTable table = Widgets.table(model, "Classes", "The chosen class is that of new objects; on the " +
		"image the digits 1 to 9 choose it. Double-click a name to change it");

	ClassPanel() {
		super(new BorderLayout());
		table.getColumnModel().getColumn(0).setCellRenderer(new Swatch());
		for (int i = 0; i < WIDTHS.length; i++) table.getColumnModel().getColumn(i).setPreferredWidth(Widgets.width(table,
			WIDTHS[i]));
		table.getSelectionModel().addListSelectionListener(e -> {
			if (!e.getValueIsAdjusting()) chosen();
		});
		add(Widgets.scrolled(table, ROWS));
		add(Widgets.row(Widgets.button("Add class", KeyEvent.VK_D, "Add a class with the next free number", this::addClass),
			Widgets.button("Remove", 0, "Remove the chosen class, which must have no objects", this::remove), Widgets.button(
				"Colour…", KeyEvent.VK_L, "Choose the colour of the chosen class", this::recolor), Widgets.button("Paint", 0,
					"Make ImageJ's brush paint this class on the label image, and erase with Alt (sets foreground and background colour)",
					this::paint)),
			BorderLayout.SOUTH);
	}

	/** Shows the classes of an image; null = none. */
	void update(final ImageWork shown) {
		updating = true;
		work = shown;
		model.show(shown == null ? List.of() : shown.state().classes());
		Widgets.select(table, model.indexOf(c -> c.value() == shown.state().currentClass()));
		updating = false;
	}

	private void chosen() {
		final SessionClass row = model.row(table.getSelectedRow());
		if (!updating && work != null && row != null) work.act(ClassActions.choose(row.value()));
	}

	private void rename(final SessionClass c, final Object name) {
		final LabelClass l = c.label();
		change(c, c.withLabel(new LabelClass(l.value(), name.toString().strip(), l.color(), l.heterogeneous())));
	}

	private void change(final SessionClass before, final SessionClass after) {
		if (work != null && !after.equals(before)) work.act(ClassActions.change(after));
	}

	private void addClass() {
		if (work == null) return;
		final int value = model.rows().stream().mapToInt(SessionClass::value).max().orElse(0) + 1;
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
		work.labels().show(model.rows());
		Toolbar.setForegroundColor(new Color(GlasbeyLut.color(c.label())));
		// so that Alt with the brush, and Delete in a selection, erase
		Toolbar.setBackgroundColor(Color.black);
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
