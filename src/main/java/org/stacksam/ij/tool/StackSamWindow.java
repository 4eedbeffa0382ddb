package org.stacksam.ij.tool;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.GraphicsConfiguration;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.event.KeyEvent;

import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JTabbedPane;
import javax.swing.Timer;

import ij.IJ;

import org.stacksam.interactive.ObjectActions;

/** The window "StackSAM": classes and objects of the image in front, what can be done with them, what is being computed. */
final class StackSamWindow extends JFrame {

	private static final long serialVersionUID = 1L;
	static final String TITLE = "StackSAM";
	private static final int BORDER = 6;
	/** Width of the progress bar in characters. */
	private static final int BAR = 14;
	private static final int SLOW_MS = 300;
	private static final String DECODING = "Computing the mask";

	private final Workbench bench;
	private final JLabel image = new JLabel(" ");
	private final JButton accept = Widgets.button("Accept", KeyEvent.VK_A,
		"Write the shown mask into the label image (Enter on the image)", this::accept);
	private final JButton drop = Widgets.button("Drop", 0, "Drop what is not accepted of the current object (Esc on the image)",
		this::drop);
	private final JButton undo = Widgets.button("Undo", KeyEvent.VK_Z, "Undo the last step (Ctrl/Cmd-Z on the image)",
		this::undo);
	private final JButton redo = Widgets.button("Redo", 0, "Do it again (Shift-Ctrl/Cmd-Z on the image)", this::redo);
	private final JCheckBox hover;
	private final JCheckBox masks;
	private final ClassPanel classes = new ClassPanel();
	private final ObjectPanel objects;
	private final CarryPanel carry;
	private final ReviewPanel review;
	private final ExportPanel export;
	private final JLabel message = new JLabel(" ");
	private final JLabel computing = new JLabel(" ");
	private final JProgressBar progress = new JProgressBar();
	private final WindowPanel window;
	/** A mask that takes no longer to compute is not worth a word. */
	private final Timer slow = new Timer(SLOW_MS, e -> doing(DECODING, -1));
	private GuideWindow guide;

	StackSamWindow(final Workbench bench) {
		super(TITLE);
		this.bench = bench;
		hover = Widgets.checkBox("Preview under the cursor", KeyEvent.VK_V,
			"Show what a click would give while the mouse hovers", this::hover);
		masks = Widgets.checkBox("Show masks", KeyEvent.VK_K, "Draw accepted and carried masks over the image", this::masks);
		masks.setSelected(true);
		objects = new ObjectPanel(bench);
		carry = new CarryPanel(bench);
		review = new ReviewPanel(bench);
		export = new ExportPanel(bench);
		window = new WindowPanel(bench);
		slow.setRepeats(false);
		setDefaultCloseOperation(HIDE_ON_CLOSE);
		final JPanel content = new JPanel(new BorderLayout());
		content.setBorder(BorderFactory.createEmptyBorder(BORDER, BORDER, BORDER, BORDER));
		content.add(north(), BorderLayout.NORTH);
		content.add(tabs());
		content.add(south(), BorderLayout.SOUTH);
		setContentPane(content);
		Widgets.scale(content);
		pack();
		setMinimumSize(new Dimension(getWidth() / 2, getHeight() / 2));
	}

	private JPanel north() {
		final JPanel north = new JPanel();
		north.setLayout(new BoxLayout(north, BoxLayout.Y_AXIS));
		final JButton help = Widgets.button("Help", KeyEvent.VK_H, "Show the user guide; it needs no network", this::help);
		final JPanel title = new JPanel(new BorderLayout());
		title.add(image);
		title.add(Widgets.row(help), BorderLayout.EAST);
		north.add(title);
		north.add(Widgets.row(accept, drop, undo, redo));
		north.add(Widgets.row(hover, masks));
		north.add(window);
		return north;
	}

	private JTabbedPane tabs() {
		final JPanel annotate = new JPanel(new BorderLayout());
		final Box tables = Box.createVerticalBox();
		tables.add(classes);
		tables.add(objects);
		annotate.add(tables);
		final JPanel carryTop = new JPanel(new BorderLayout());
		carryTop.add(carry, BorderLayout.NORTH);
		final JPanel exportTop = new JPanel(new BorderLayout());
		exportTop.add(export, BorderLayout.NORTH);
		final JTabbedPane tabs = new JTabbedPane();
		tabs.setName("tabs");
		tabs.addTab("1 Annotate", null, annotate, "Classes and objects of the image in front");
		tabs.addTab("2 Carry", null, carryTop, "Carry objects through the volume");
		tabs.addTab("3 Review", null, review, "Look at carried slices, the least sure first");
		tabs.addTab("4 Export", null, exportTop, "Save prompts, ROIs, labels or a dataset");
		for (int i = 0; i < tabs.getTabCount(); i++) tabs.setMnemonicAt(i, KeyEvent.VK_1 + i);
		return tabs;
	}

	private JPanel south() {
		final JPanel south = new JPanel(new BorderLayout(BORDER, BORDER));
		progress.setToolTipText("How far it is");
		computing.setToolTipText("What is being computed");
		message.setToolTipText("The last message");
		south.add(message, BorderLayout.NORTH);
		south.add(computing);
		progress.setPreferredSize(new Dimension(Widgets.width(computing, BAR), progress.getPreferredSize().height));
		south.add(progress, BorderLayout.EAST);
		return south;
	}

	/** Shows the window, the first time beside ImageJ's own. */
	void showIt() {
		if (!isVisible()) {
			place();
			setVisible(true);
		}
		// The image keeps the focus; the window is there to be reached.
		toFront();
	}

	private void place() {
		final GraphicsConfiguration screen = getGraphicsConfiguration();
		final Rectangle bounds = screen.getBounds();
		final Insets insets = Toolkit.getDefaultToolkit().getScreenInsets(screen);
		final int right = bounds.x + bounds.width - insets.right, bottom = bounds.y + bounds.height - insets.bottom;
		final int top = IJ.getInstance() == null ? bounds.y + insets.top : Math.min(IJ.getInstance().getY() + IJ.getInstance()
			.getHeight() + BORDER, bottom - getHeight());
		final int height = Math.min(getHeight(), bottom - bounds.y - insets.top);
		setBounds(Math.max(bounds.x, right - getWidth()), Math.max(bounds.y + insets.top, top), getWidth(), height);
	}

	/** Shows the state of an image's work; null = none. */
	void update(final ImageWork work) {
		image.setText(work == null ? "Click on an image with the SAM Prompt Tool" : title(work));
		accept.setEnabled(work != null);
		drop.setEnabled(work != null && work.state().currentObject() != 0);
		final String undoes = work == null ? null : work.session().undoName().orElse(null);
		final String redoes = work == null ? null : work.session().redoName().orElse(null);
		undo.setEnabled(undoes != null);
		redo.setEnabled(redoes != null);
		undo.setToolTipText("Undo" + (undoes == null ? "" : " " + undoes) + " (Ctrl/Cmd-Z on the image)");
		redo.setToolTipText("Redo" + (redoes == null ? "" : " " + redoes) + " (Shift-Ctrl/Cmd-Z on the image)");
		window.update(work);
		classes.update(work);
		objects.update(work);
		carry.update(work);
		review.update(work);
		export.update(work);
	}

	private static String title(final ImageWork work) {
		final var volume = work.volume();
		return volume.image().getTitle() + (volume.image().getNChannels() > 1 ? ", channel " + (volume.channel() + 1) : "") +
			(volume.image().getNFrames() > 1 && !volume.timeAsDepth() ? ", frame " + (volume.frame() + 1) : "") + ", slice " +
			(work.slice() + 1) + " of " + volume.depth();
	}

	/** Tells something. */
	void say(final String text) {
		message.setText(text);
		message.setToolTipText(text);
	}

	/** What is being computed, "" = nothing; share done 0..1, negative = unknown. */
	void doing(final String what, final double share) {
		computing.setText(what.isEmpty() ? " " : what);
		progress.setIndeterminate(!what.isEmpty() && share < 0);
		progress.setValue(share < 0 ? 0 : (int) Math.round(100 * share));
	}

	/** A mask is being computed, or no longer. */
	void decoding(final boolean now) {
		if (now) slow.restart();
		else {
			slow.stop();
			if (DECODING.equals(computing.getText())) doing("", -1);
		}
	}

	private ImageWork work() {
		final ImageWork work = bench.current();
		if (work == null) bench.say("Open an image and click on it with the SAM Prompt Tool first.");
		return work;
	}

	private void accept() {
		final ImageWork work = work();
		if (work != null) work.accept();
	}

	private void drop() {
		final ImageWork work = work();
		if (work != null) work.act(ObjectActions.drop());
	}

	private void undo() {
		final ImageWork work = work();
		if (work != null) work.undo();
	}

	private void redo() {
		final ImageWork work = work();
		if (work != null) work.redo();
	}

	private void hover() {
		bench.setHovers(hover.isSelected());
	}

	private void masks() {
		bench.setShowsMasks(masks.isSelected());
	}

	private void help() {
		if (guide == null) guide = new GuideWindow();
		guide.setVisible(true);
		guide.toFront();
	}
}
