package org.stacksam.ij.tool;

import java.awt.event.KeyEvent;
import java.util.Set;

import javax.swing.BoxLayout;
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JRadioButton;

import org.stacksam.interactive.CarryOptions;
import org.stacksam.volume.VolumeOptions.Fill;
import org.stacksam.volume.VolumeOptions.Refine;

/** Carrying objects from the slices where they are given through the volume. */
final class CarryPanel extends JPanel {

	private static final long serialVersionUID = 1L;

	private final Workbench bench;
	private final JRadioButton between = radio("Between the given slices", KeyEvent.VK_B,
		"Only the slices between those where the object was accepted or edited");
	private final JRadioButton beyond = radio("Beyond them as well", KeyEvent.VK_Y,
		"Also past the first and last of them, until the object ends or a stop mark comes");
	private final JRadioButton one = radio("Current object", KeyEvent.VK_O, "Only the object chosen in the list");
	private final JRadioButton all = radio("All objects", 0, "All objects that are given on some slice");
	private final JCheckBox refine = Widgets.checkBox("Refine in 3D", KeyEvent.VK_F,
		"Refine the masks by the intensities of the whole volume; takes longer", () -> {});
	private final JButton start = Widgets.button("Carry through the volume", KeyEvent.VK_C,
		"Fill the other slices; what you accepted or edited is never overwritten", this::start);
	private final JButton cancel = Widgets.button("Cancel", KeyEvent.VK_X, "Stop; finished slices stay", this::cancel);
	private Carrying carrying;

	CarryPanel(final Workbench bench) {
		this.bench = bench;
		setLayout(new BoxLayout(this, BoxLayout.Y_AXIS));
		group(between, beyond);
		group(all, one);
		refine.setSelected(true);
		cancel.setEnabled(false);
		add(Widgets.row(new JLabel("Slices:")));
		add(Widgets.row(between, beyond));
		add(Widgets.row(new JLabel("Objects:")));
		add(Widgets.row(all, one));
		add(Widgets.row(refine));
		add(Widgets.row(start, cancel));
	}

	/** Whether something can be carried. */
	void update(final ImageWork work) {
		start.setEnabled(carrying == null && work != null && work.planes() != null && bench.engine().isPresent());
		cancel.setEnabled(carrying != null);
	}

	private static JRadioButton radio(final String text, final int mnemonic, final String tip) {
		final JRadioButton radio = new JRadioButton(text);
		if (mnemonic != 0) radio.setMnemonic(mnemonic);
		radio.setToolTipText(tip);
		radio.setName(text);
		return radio;
	}

	private static void group(final JRadioButton first, final JRadioButton second) {
		final ButtonGroup group = new ButtonGroup();
		group.add(first);
		group.add(second);
		first.setSelected(true);
	}

	private void start() {
		final ImageWork work = bench.current();
		if (work == null || carrying != null) return;
		final int current = work.state().currentObject();
		if (one.isSelected() && current == 0) {
			bench.say("No object is chosen. Choose one in the list of objects.");
			return;
		}
		final CarryOptions options = new CarryOptions(one.isSelected() ? Set.of(current) : Set.of(), beyond.isSelected()
			? Fill.BEYOND : Fill.BETWEEN, refine.isSelected() ? Refine.AUTO : Refine.NONE);
		carrying = bench.carry(work, options, completed -> {
			carrying = null;
			bench.changed(work);
		});
		update(work);
	}

	/** Asks what runs to stop. */
	void cancel() {
		if (carrying != null) carrying.cancel();
	}
}
