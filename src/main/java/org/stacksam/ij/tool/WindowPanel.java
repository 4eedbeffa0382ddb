package org.stacksam.ij.tool;

import java.awt.event.KeyEvent;
import java.math.BigDecimal;
import java.math.MathContext;

import javax.swing.BoxLayout;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;

import org.stacksam.sam.Window;

/** The intensities between which the model sees the image: chosen, or as the user says. */
final class WindowPanel extends JPanel {

	private static final long serialVersionUID = 1L;
	static final String AUTO = "auto";
	private static final int COLUMNS = 11, DIGITS = 6;

	private final Workbench bench;
	private final JTextField text = new JTextField(AUTO, COLUMNS);
	private final JLabel used = new JLabel(" ");
	private ImageWork work;
	private VolumePlanes shown;

	WindowPanel(final Workbench bench) {
		this.bench = bench;
		setLayout(new BoxLayout(this, BoxLayout.Y_AXIS));
		final JLabel label = new JLabel("Window:");
		label.setLabelFor(text);
		label.setDisplayedMnemonic(KeyEvent.VK_W);
		text.setName("Window");
		text.setToolTipText("<html>What the model sees: below lo is black, above hi white, whatever the display range.<br>" +
			"auto (chosen from the prompts, or from the slice before there is one), full, or lo,hi in the<br>image's units, " +
			"such as -150,250. Enter sets it; the slices are encoded anew.</html>");
		text.addActionListener(e -> set());
		used.setToolTipText("The window that is used, in the image's units");
		add(Widgets.row(label, text, used));
	}

	/** Shows the window of an image; null = none. */
	void update(final ImageWork now) {
		final VolumePlanes planes = now == null ? null : now.planes();
		final boolean other = now != work || planes != shown;
		work = now;
		shown = planes;
		final boolean grey = planes != null && !(planes.planes() instanceof ColorPlanes);
		text.setEnabled(grey);
		if (!other) return;
		text.setText(planes == null || planes.chosen() ? AUTO : number(planes.window().lo()) + "," + number(planes.window()
			.hi()));
		used.setText(planes == null ? " " : grey ? described(planes.window()) : "colours as they are");
	}

	private void set() {
		if (work != null) bench.prepare(work, work.volume(), text.getText());
	}

	private static String described(final Window window) {
		return "now " + number(window.lo()) + " to " + number(window.hi());
	}

	/** Six digits, in full. */
	private static String number(final double value) {
		return new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros().toPlainString();
	}
}
