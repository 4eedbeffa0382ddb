package org.stacksam.ij.tool;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import javax.swing.AbstractAction;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSpinner;
import javax.swing.JTable;
import javax.swing.KeyStroke;
import javax.swing.SpinnerNumberModel;
import javax.swing.table.AbstractTableModel;

import org.stacksam.interactive.Action;
import org.stacksam.interactive.ObjectActions;
import org.stacksam.interactive.ReviewItem;
import org.stacksam.interactive.ReviewList;
import org.stacksam.interactive.SessionState;

/** Carried slices in order of least confidence, to be accepted, corrected or rejected. */
final class ReviewPanel extends JPanel {

	private static final long serialVersionUID = 1L;
	private static final String[] COLUMNS = { "Confidence", "Object", "Class", "Slice", "Pixels" };
	private static final double THRESHOLD = 0.9;

	/** The table. */
	private final class Model extends AbstractTableModel {

		private static final long serialVersionUID = 1L;

		@Override
		public int getRowCount() {
			return open.size();
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
			final ReviewItem i = open.get(row);
			return switch (column) {
				case 0 -> String.format(Locale.ROOT, "%.3f", i.confidence());
				case 1 -> i.object();
				case 2 -> i.name();
				case 3 -> i.slice() + 1;
				default -> i.area();
			};
		}
	}

	private final Workbench bench;
	private ReviewList list = new ReviewList(List.of());
	private List<ReviewItem> open = List.of();
	private ImageWork work;
	private SessionState shown;
	private final Model model = new Model();
	private final JTable table = Widgets.table(model, "Review", "Least confident first; double-click or Enter jumps there");
	private final JSpinner threshold = new JSpinner(new SpinnerNumberModel(THRESHOLD, 0, 1, 0.01));
	private final JLabel summary = new JLabel(" ");

	ReviewPanel(final Workbench bench) {
		super(new BorderLayout());
		this.bench = bench;
		table.addMouseListener(new MouseAdapter() {

			@Override
			public void mouseClicked(final MouseEvent e) {
				if (e.getClickCount() == 2) jump();
			}
		});
		table.getInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0), "jump");
		table.getActionMap().put("jump", new AbstractAction() {

			private static final long serialVersionUID = 1L;

			@Override
			public void actionPerformed(final ActionEvent e) {
				jump();
			}
		});
		final JScrollPane scroll = new JScrollPane(table);
		scroll.setPreferredSize(new Dimension(Widgets.width(table, 40), 10 * table.getRowHeight()));
		final JLabel label = new JLabel("Sure from:");
		label.setLabelFor(threshold);
		label.setDisplayedMnemonic(KeyEvent.VK_U);
		threshold.setEditor(new JSpinner.NumberEditor(threshold, "0.00"));
		threshold.setToolTipText("Confidence from which a slice need not be looked at");
		threshold.addChangeListener(e -> summarize());
		add(Widgets.row(label, threshold, summary), BorderLayout.NORTH);
		add(scroll);
		add(Widgets.row(Widgets.button("Jump", KeyEvent.VK_J, "Show the chosen slice and object", this::jump), accept(), Widgets.button("Correct", KeyEvent.VK_T,
					"Go there with the mask as a prompt; click to correct it, then accept", this::correct), Widgets.button("Reject",
						KeyEvent.VK_R, "Remove the chosen mask from its slice", () -> done(i -> ObjectActions.reject(i.object(), i
							.slice())))), BorderLayout.SOUTH);
	}

	/** Named apart from the window's own. */
	private JButton accept() {
		final JButton accept = Widgets.button("Accept", KeyEvent.VK_P,
			"You answer for the chosen mask; it is never overwritten", () -> done(i -> ObjectActions.acceptCarried(i.object(), i
				.slice())));
		accept.setName("Review accept");
		return accept;
	}

	/** Shows the review list of an image; null = none. */
	void update(final ImageWork now) {
		work = now;
		final SessionState state = now == null ? null : now.state();
		if (state == shown) return;
		shown = state;
		final int row = table.getSelectedRow();
		list = state == null ? new ReviewList(List.of()) : ReviewList.of(state);
		open = list.open();
		model.fireTableDataChanged();
		if (row >= 0 && !open.isEmpty()) select(Math.min(row, open.size() - 1));
		summarize();
	}

	private void summarize() {
		final double sure = (Double) threshold.getValue(), dice = list.estimatedDice();
		summary.setText(open.size() + " left, " + list.openAbove(sure) + " above" + (Double.isNaN(dice) ? "" : String.format(
			Locale.ROOT, "; estimated Dice %.3f", dice)));
	}

	private void select(final int row) {
		table.setRowSelectionInterval(row, row);
		table.scrollRectToVisible(table.getCellRect(row, 0, true));
	}

	private ReviewItem chosen() {
		final int row = table.getSelectedRow();
		if (work == null || row < 0 || row >= open.size()) {
			bench.say("Choose a row of the review list first.");
			return null;
		}
		return open.get(row);
	}

	private void jump() {
		final ReviewItem item = chosen();
		if (item == null) return;
		work.goTo(item.slice());
		work.act(ObjectActions.choose(item.object()));
	}

	private void correct() {
		final ReviewItem item = chosen();
		if (item == null) return;
		work.goTo(item.slice());
		work.act(ObjectActions.correct(item.object(), item.slice()));
	}

	/** Something is done with the chosen item, and the next one is shown. */
	private void done(final Function<ReviewItem, Action> action) {
		final ReviewItem item = chosen();
		if (item == null) return;
		work.act(action.apply(item));
		final int row = table.getSelectedRow();
		final ReviewItem next = row + 1 < open.size() ? open.get(row + 1) : null;
		if (next != null) work.goTo(next.slice());
	}
}
