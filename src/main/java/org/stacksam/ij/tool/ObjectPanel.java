package org.stacksam.ij.tool;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.event.KeyEvent;
import java.util.List;

import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.table.AbstractTableModel;

import org.stacksam.interactive.Action;
import org.stacksam.interactive.ObjectActions;
import org.stacksam.interactive.PromptActions;
import org.stacksam.interactive.SessionClass;
import org.stacksam.interactive.SessionObject;
import org.stacksam.interactive.SliceMask;

/** The objects of the image. The chosen row is the object that prompts belong to. */
final class ObjectPanel extends JPanel {

	private static final long serialVersionUID = 1L;
	private static final String[] COLUMNS = { "No.", "Class", "Given slices", "Carried" };

	/** The table. */
	private final class Model extends AbstractTableModel {

		private static final long serialVersionUID = 1L;

		@Override
		public int getRowCount() {
			return objects.size();
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
		public Object getValueAt(final int row, final int column) {
			final SessionObject o = objects.get(row);
			final long given = o.masks().values().stream().filter(SliceMask::given).count();
			return switch (column) {
				case 0 -> o.number();
				case 1 -> work.state().classOf(o.label()).map(SessionClass::name).orElse("label " + o.label());
				case 2 -> given;
				default -> o.masks().size() - given;
			};
		}
	}

	private final Workbench bench;
	private List<SessionObject> objects = List.of();
	private ImageWork work;
	private boolean updating;
	private final Model model = new Model();
	private final JTable table = Widgets.table(model, "Objects", "The chosen object is the one that clicks and boxes " +
		"belong to");

	ObjectPanel(final Workbench bench) {
		super(new BorderLayout());
		this.bench = bench;
		table.getSelectionModel().addListSelectionListener(e -> {
			if (!e.getValueIsAdjusting()) chosen();
		});
		final JScrollPane scroll = new JScrollPane(table);
		scroll.setPreferredSize(new Dimension(Widgets.width(table, 40), 7 * table.getRowHeight()));
		add(scroll);
		add(Widgets.row(Widgets.button("New object", KeyEvent.VK_N,
			"The next click or box begins another object (as Shift on the image does)", () -> act(ObjectActions.beginNew())),
			Widgets.button("Delete", 0, "Delete the chosen object with all its slices", this::delete), Widgets.button(
				"Use selection", KeyEvent.VK_S, "Take ImageJ's selection as a prompt: rectangle, oval, freehand, brush, points " +
					"(on the image: Ctrl-click a selection, overlay or label)", this::useSelection), Widgets.button("Absent here", 0,
						"Stop mark: the chosen object is not on this slice, and is not carried past it", this::absent)),
			BorderLayout.SOUTH);
	}

	/** Shows the objects of an image; null = none. */
	void update(final ImageWork shown) {
		updating = true;
		work = shown;
		final List<SessionObject> now = shown == null ? List.of() : List.copyOf(shown.state().objects().values());
		if (!now.equals(objects)) {
			objects = now;
			model.fireTableDataChanged();
		}
		final int row = row();
		if (row < 0) table.clearSelection();
		else if (row != table.getSelectedRow()) table.setRowSelectionInterval(row, row);
		updating = false;
	}

	private int row() {
		for (int i = 0; i < objects.size(); i++) if (objects.get(i).number() == work.state().currentObject()) return i;
		return -1;
	}

	private void chosen() {
		final int row = table.getSelectedRow();
		if (updating || work == null || row < 0 || row >= objects.size()) return;
		work.act(ObjectActions.choose(objects.get(row).number()));
	}

	private void act(final Action action) {
		if (work == null) bench.say("Open an image and click on it with the SAM Prompt Tool first.");
		else work.act(action);
	}

	private void delete() {
		final int row = table.getSelectedRow();
		if (work != null && row >= 0) act(ObjectActions.delete(objects.get(row).number()));
	}

	private void useSelection() {
		bench.useSelection();
	}

	private void absent() {
		if (work != null) act(PromptActions.markAbsent(work.slice()));
	}
}
