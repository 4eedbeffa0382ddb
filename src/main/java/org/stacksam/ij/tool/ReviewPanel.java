package org.stacksam.ij.tool;

import java.awt.BorderLayout;
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
import javax.swing.JSpinner;
import javax.swing.JTable;
import javax.swing.KeyStroke;
import javax.swing.SpinnerNumberModel;

import org.stacksam.ij.tool.RowsModel.Column;
import org.stacksam.interactive.Action;
import org.stacksam.interactive.ObjectActions;
import org.stacksam.interactive.ReviewItem;
import org.stacksam.interactive.ReviewList;
import org.stacksam.interactive.SessionState;

/** Carried slices in order of least confidence, to be accepted, corrected or rejected. */
final class ReviewPanel extends JPanel {

	private static final long serialVersionUID = 1L;
	private static final int ROWS = 10;
	private static final double THRESHOLD = 0.9;

	private final Workbench bench;
	private ReviewList list = new ReviewList(List.of());
	private ImageWork work;
	private SessionState shown;
	private final RowsModel<ReviewItem> model = new RowsModel<>(Column.of("Confidence", i -> String.format(Locale.ROOT,
		"%.3f", i.confidence())), Column.of("Object", ReviewItem::object), Column.of("Class", ReviewItem::name), Column.of(
			"Slice", i -> i.slice() + 1), Column.of("Pixels", ReviewItem::area));
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
		final JLabel label = new JLabel("Sure from:");
		label.setLabelFor(threshold);
		label.setDisplayedMnemonic(KeyEvent.VK_U);
		threshold.setEditor(new JSpinner.NumberEditor(threshold, "0.00"));
		threshold.setToolTipText("Confidence from which a slice need not be looked at");
		summary.setToolTipText("Carried slices that wait for your answer; how many of them are at least that sure; " +
			"the estimated Dice of the whole volume");
		threshold.addChangeListener(e -> summarize());
		add(Widgets.row(Widgets.row(label, threshold), summary), BorderLayout.NORTH);
		add(Widgets.scrolled(table, ROWS));
		add(Widgets.row(Widgets.button("Jump", KeyEvent.VK_J, "Show the chosen slice and object", this::jump), accept(), Widgets
			.button("Correct", KeyEvent.VK_T,
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
		model.show(list.open());
		if (row >= 0 && model.getRowCount() > 0) select(Math.min(row, model.getRowCount() - 1));
		summarize();
	}

	private void summarize() {
		final double sure = (Double) threshold.getValue(), dice = list.estimatedDice();
		summary.setText(model.getRowCount() + " left, " + list.openAbove(sure) + " sure" + (Double.isNaN(dice) ? "" : String
			.format(Locale.ROOT, "; Dice about %.3f", dice)));
	}

	private void select(final int row) {
		table.setRowSelectionInterval(row, row);
		table.scrollRectToVisible(table.getCellRect(row, 0, true));
	}

	private ReviewItem chosen() {
		final ReviewItem row = work == null ? null : model.row(table.getSelectedRow());
		if (row == null) bench.say("Choose a row of the review list first.");
		return row;
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
		final ReviewItem next = model.row(table.getSelectedRow() + 1);
		if (next != null) work.goTo(next.slice());
	}
}
