package org.stacksam.ij.tool;

import java.awt.event.KeyEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

import javax.swing.BoxLayout;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JSpinner;
import javax.swing.JTextField;
import javax.swing.SpinnerNumberModel;

import org.stacksam.InputException;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.StackSelection;
import org.stacksam.nnunet.DatasetReport;
import org.stacksam.prompt.LabelClass;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

/** Saving what was made: prompts, ROIs, labels, a dataset; and continuing labels that were made earlier. */
final class ExportPanel extends JPanel {

	private static final long serialVersionUID = 1L;
	private static final int NAME_COLUMNS = 12;

	/** Writes into a file or folder on a background thread. */
	private interface Writer {

		void write(Path file) throws IOException;
	}

	private final Workbench bench;
	private final JLabel where = new JLabel(" ");
	private final JSpinner datasetId = new JSpinner(new SpinnerNumberModel(1, 1, 999, 1));
	private final JTextField datasetName = new JTextField("StackSAM", NAME_COLUMNS);

	ExportPanel(final Workbench bench) {
		this.bench = bench;
		setLayout(new BoxLayout(this, BoxLayout.Y_AXIS));
		datasetId.setToolTipText("Number of the nnU-Net dataset, 1 to 999");
		datasetName.setToolTipText("Name of the nnU-Net dataset: letters, digits, - and _");
		add(Widgets.row(Widgets.button("Prompts…", KeyEvent.VK_M, "Save accepted masks, open prompts and stop marks as a " +
			"prompt file (.json) that SAM Segment Volume reads", this::prompts), Widgets.button("ROI Manager", KeyEvent.VK_G,
				"Add the outlines of all shown objects to the ROI Manager, beside what is there", this::rois), Widgets.button(
					"Labels…", KeyEvent.VK_E, "Save the label image as TIFF (.tif) or NIfTI (.nii.gz, .nii)", this::labels)));
		final JLabel id = new JLabel("Dataset No.");
		id.setLabelFor(datasetId);
		final JLabel name = new JLabel("name");
		name.setLabelFor(datasetName);
		add(Widgets.row(id, datasetId, name, datasetName));
		add(Widgets.row(Widgets.button("nnU-Net dataset…", KeyEvent.VK_U, "Write this image and its labels as a case of " +
			"the dataset in a folder nnUNet_raw; if the dataset is there already, the case is added", this::dataset)));
		add(Widgets.row(Widgets.button("Show label image", KeyEvent.VK_I, "Open the label image; ImageJ's brush, wand and " +
			"eraser edit it", this::showLabels), Widgets.button("Continue labels…", 0, "Go on with a label image that is " +
				"open in ImageJ, of the same size as this image", this::continueLabels)));
		add(Widgets.row(Widgets.button("Save sessions in…", 0, "Choose the folder in which all work is saved by itself; " +
			"cancel there to save beside each image", this::chooseFolder)));
		add(Widgets.row(Widgets.row(), where));
	}

	/** Shows where the work on an image is saved. */
	void update(final ImageWork work) {
		where.setText(work == null ? " " : "Saved by itself in " + shortened(work.folder().folder()));
		where.setToolTipText(work == null ? null : "Everything is saved in " + work.folder().folder());
	}

	private static String shortened(final Path folder) {
		final Path parent = folder.getParent();
		return parent == null || parent.getFileName() == null ? folder.toString() : "…" + File.separator + parent
			.getFileName() + File.separator + folder.getFileName();
	}

	private ImageWork work() {
		final ImageWork work = bench.current();
		if (work == null) bench.say("Open an image and click on it with the SAM Prompt Tool first.");
		return work;
	}

	private void prompts() {
		final ImageWork work = work();
		if (work != null) choose(work, "prompts.json").ifPresent(file -> write(file, f -> Exports.writePrompts(work, f)));
	}

	private void labels() {
		final ImageWork work = work();
		if (work != null) choose(work, "labels.nii.gz").ifPresent(file -> write(file, f -> Exports.writeLabels(work, f)));
	}

	private void rois() {
		final ImageWork work = work();
		if (work == null) return;
		try {
			bench.say(Exports.toRoiManager(work) + " outlines were added to the ROI Manager.");
		}
		catch (final InputException e) {
			bench.say(e.getMessage());
		}
	}

	private void dataset() {
		final ImageWork work = work();
		if (work == null) return;
		final JFileChooser chooser = new JFileChooser(work.folder().folder().getParent().toFile());
		chooser.setDialogTitle("Folder nnUNet_raw");
		chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
		if (chooser.showSaveDialog(this) != JFileChooser.APPROVE_OPTION) return;
		final int id = (Integer) datasetId.getValue();
		final String name = datasetName.getText().strip();
		write(chooser.getSelectedFile().toPath(), raw -> {
			final DatasetReport report = Exports.writeDataset(work, raw, id, name, new DoingProgress(bench));
			report.warnings().forEach(w -> IJ.log("StackSAM: " + w));
		});
	}

	private void showLabels() {
		final ImageWork work = work();
		if (work != null) work.labels().show(work.state().classes());
	}

	private void continueLabels() {
		final ImageWork work = work();
		if (work == null) return;
		final ImagePlus[] images = IntStream.of(Optional.ofNullable(WindowManager.getIDList()).orElse(
			new int[0])).mapToObj(WindowManager::getImage).filter(i -> i != work.volume().image() && !work.labels().is(i) && i
				.getWidth() == work.volume().image().getWidth() && i.getHeight() == work.volume().image().getHeight())
			.toArray(ImagePlus[]::new);
		if (images.length == 0) {
			bench.say("No other image of this size is open. Open the label image first.");
			return;
		}
		final Object[] titles = Arrays.stream(images).map(ImagePlus::getTitle).toArray();
		final Object chosen = JOptionPane.showInputDialog(this, "Label image to go on with:", "StackSAM",
			JOptionPane.PLAIN_MESSAGE, null, titles, titles[0]);
		for (int i = 0; i < images.length; i++)
			if (titles[i].equals(chosen)) bench.continueLabels(work, StackSelection.current(images[i]));
	}

	private void chooseFolder() {
		final JFileChooser chooser = new JFileChooser(SessionFolder.chosen().map(Path::toFile).orElse(null));
		chooser.setDialogTitle("Folder for all sessions (Cancel: beside the images)");
		chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
		SessionFolder.choose(chooser.showSaveDialog(this) == JFileChooser.APPROVE_OPTION ? chooser.getSelectedFile().toPath()
			: null);
		bench.say("Work begun from now on is saved " + SessionFolder.chosen().map(f -> "in " + f).orElse(
			"beside the images") + ".");
	}

	/** A file to write; the user has been asked if it exists. */
	private Optional<Path> choose(final ImageWork work, final String name) {
		final JFileChooser chooser = new JFileChooser(work.folder().folder().getParent().toFile());
		chooser.setSelectedFile(new File(chooser.getCurrentDirectory(), name));
		if (chooser.showSaveDialog(this) != JFileChooser.APPROVE_OPTION) return Optional.empty();
		final Path file = chooser.getSelectedFile().toPath();
		if (Files.exists(file) && JOptionPane.showConfirmDialog(this, file + " exists. Overwrite it?", "StackSAM",
			JOptionPane.YES_NO_OPTION) != JOptionPane.YES_OPTION) return Optional.empty();
		return Optional.of(file);
	}

	private void write(final Path file, final Writer writer) {
		bench.loader().execute(() -> {
			bench.doing("Writing " + file.getFileName());
			try {
				writer.write(file);
				bench.say("Written: " + file);
			}
			catch (final IOException | RuntimeException | OutOfMemoryError e) {
				bench.problem(e);
			}
			finally {
				bench.doing("");
			}
		});
	}

	/** Classes of a label image that was made elsewhere: its values, named after them. */
	static List<LabelClass> classes(final StackSelection labels) {
		return LabelFiles.labels(labels).values().stream().filter(v -> v > 0).mapToObj(v -> new LabelClass(v,
			String.format(Locale.ROOT, "label %d", v))).toList();
	}
}
