package org.stacksam.ij.tool;

import java.awt.BorderLayout;
import java.awt.event.KeyEvent;
import java.util.List;

import javax.swing.JPanel;
import javax.swing.JTable;

import org.stacksam.ij.tool.RowsModel.Column;
import org.stacksam.interactive.Action;
import org.stacksam.interactive.ObjectActions;
import org.stacksam.interactive.PromptActions;
import org.stacksam.interactive.SessionClass;
import org.stacksam.interactive.SessionObject;
import org.stacksam.interactive.SliceMask;

/** The objects of the image. The chosen row is the object that prompts belong to. */
final class ObjectPanel extends JPanel {

	private static final long serialVersionUID = 1L;
	private static final int ROWS = 7;

	private final Workbench bench;
	private ImageWork work;
	private boolean updating;
	private final RowsModel<SessionObject> model = new RowsModel<>(Column.of("No.", SessionObject::number), Column.of("Class",
		this::className), Column.of("Given slices", ObjectPanel::given), Column.of("Carried", o -> o.masks().size() - given(
			o)));
	private final JTable table = Widgets.table(model, "Objects", "The chosen object is the one that clicks and boxes " +
		"belong to");

	ObjectPanel(final Workbench bench) {
		super(new BorderLayout());
		this.bench = bench;
		table.getSelectionModel().addListSelectionListener(e -> {
			if (!e.getValueIsAdjusting()) chosen();
		});
		add(Widgets.scrolled(table, ROWS));
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
		model.show(shown == null ? List.of() : List.copyOf(shown.state().objects().values()));
		// A class may have another name.
		table.repaint();
		Widgets.select(table, model.indexOf(o -> o.number() == shown.state().currentObject()));
		updating = false;
	}

	private String className(final SessionObject o) {
		return work.state().classOf(o.label()).map(SessionClass::name).orElse("label " + o.label());
	}

	private static long given(final SessionObject o) {
		return o.masks().values().stream().filter(SliceMask::given).count();
	}

	private void chosen() {
		final SessionObject row = model.row(table.getSelectedRow());
		if (!updating && work != null && row != null) work.act(ObjectActions.choose(row.number()));
	}

	private void act(final Action action) {
		if (work == null) bench.say("Open an image and click on it with the SAM Prompt Tool first.");
		else work.act(action);
	}

	private void delete() {
		final SessionObject row = model.row(table.getSelectedRow());
		if (work != null && row != null) act(ObjectActions.delete(row.number()));
	}

	private void useSelection() {
		bench.useSelection();
	}

	private void absent() {
		if (work != null) act(PromptActions.markAbsent(work.slice()));
	}
}
