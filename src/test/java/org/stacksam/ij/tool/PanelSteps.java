package org.stacksam.ij.tool;

import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import javax.swing.JEditorPane;
import javax.swing.JTable;
import javax.swing.JTextField;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import net.imglib2.type.numeric.IntegerType;
import net.imglib2.view.Views;

import org.stacksam.Progress;
import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.LabelFiles;
import org.stacksam.interactive.ClassActions;
import org.stacksam.interactive.SliceMask;
import org.stacksam.interactive.WindowChoice;
import org.stacksam.prompt.PromptJson;

/** What the window's controls do, on one stack of three slices; part of {@link KindsApp}. */
final class PanelSteps {

	private static final int SIZE = KindsApp.SIZE, MIDDLE = SIZE / 2;
	private static final int LOCK = 4;

	private final Hand hand;
	private final KindsApp app;
	private final Path folder;
	private ImagePlus image;

	PanelSteps(final Hand hand, final KindsApp app, final Path folder) {
		this.hand = hand;
		this.app = app;
		this.folder = folder;
	}

	void run() throws Exception {
		image = new ImagePlus("panel", KindsApp.stack(3, 8));
		app.show(image);
		hovers();
		setsWindow();
		usesSelection();
		keepsLocked();
		corrects();
		exportsAndContinues();
		app.close(image);
		final var faults = Hand.onEdt(WindowControls::faults);
		hand.check(String.join("; ", faults), faults.isEmpty());
		helps();
	}

	private ImageWork work() {
		return KindsApp.work(image);
	}

	private int count(final int slice, final int value) {
		int n = 0;
		for (final short v : work().session().labels().plane(slice)) if (v == value) n++;
		return n;
	}

	private double drawn() {
		return work().overlay().drawn().stream().filter(r -> r.getFillColor() != null).mapToDouble(r -> r
			.getStatistics().area).sum();
	}

	/** Before the first click the disk lights up under the cursor; nothing is begun by that. */
	private void hovers() throws Exception {
		hand.press("Preview under the cursor");
		hand.front(image);
		for (int i = 0; i < 400 && (work() == null || Hand.onEdt(this::drawn) == 0); i++) {
			hand.hover(image, MIDDLE + i % 5, MIDDLE);
			hand.pause(50);
		}
		final double disk = Math.PI * KindsApp.RADIUS * KindsApp.RADIUS, seen = Hand.onEdt(this::drawn);
		hand.check("hovering showed " + seen + " pixels, not about " + disk, Math.abs(seen - disk) < disk / 10);
		hand.check("hovering began an object", work().state().objects().isEmpty() && work().session().undoName().isEmpty());
		hand.press("Preview under the cursor");
		hand.await("the preview is gone", () -> drawn() == 0);
	}

	private void setsWindow() throws Exception {
		final var chosen = work().planes();
		hand.check("the window is not chosen", chosen.chosen());
		type("20,200");
		hand.await("the window that was typed", () -> work().planes() != chosen && work().planes().window().lo() == 20 && work()
			.planes().window().hi() == 200 && !work().planes().chosen());
		type("200,20");
		hand.pause(300);
		hand.check("a window upside down was taken", work().planes().window().lo() == 20);
		hand.picture("9-window");
		type("auto");
		hand.await("the window is chosen again", () -> work().planes().chosen() && work().planes().window().equals(chosen
			.window()));
	}

	private void type(final String text) throws Exception {
		Hand.onEdt(() -> {
			final JTextField field = (JTextField) Hand.find("Window");
			field.setText(text);
			field.postActionEvent();
			return null;
		});
	}

	/** An oval selection is taken as the shape it is. */
	private void usesSelection() throws Exception {
		final Roi oval = new OvalRoi(MIDDLE - 10, MIDDLE - 10, 20, 20);
		Hand.onEdt(() -> {
			image.setSlice(1);
			image.setRoi(oval);
			return null;
		});
		hand.press("Use selection");
		hand.await("the selection's preview", () -> work().canAccept() && drawn() > 0);
		hand.front(image);
		hand.key(KeyEvent.VK_ENTER);
		final int pixels = oval.getContainedPoints().length;
		hand.await("the oval in the labels", () -> count(0, 1) == pixels);
		Hand.onEdt(() -> {
			image.deleteRoi();
			return null;
		});
	}

	/** The whole disk, accepted as another class, leaves the locked oval in it alone. */
	private void keepsLocked() throws Exception {
		final int locked = count(0, 1);
		hand.press("Add class");
		hand.await("the second class", () -> work().state().currentClass() == 2);
		hand.cell("Classes", 0, LOCK);
		hand.await("the lock", () -> work().state().locked(1));
		hand.await("the second class again", () -> {
			if (work().state().currentClass() != 2) work().act(ClassActions.choose(2));
			return work().state().currentClass() == 2;
		});
		hand.front(image);
		hand.drag(image, MIDDLE - 24, MIDDLE - 24, MIDDLE + 24, MIDDLE + 24);
		hand.await("the preview over the locked class", () -> work().canAccept() && drawn() > 2 * locked);
		hand.key(KeyEvent.VK_ENTER);
		hand.await("the ring", () -> count(0, 2) > 500);
		hand.check("the locked class was overwritten", count(0, 1) == locked);
	}

	/** A carried mask becomes a prompt, a click makes it smaller, Enter makes it given; undo gives the mask up in one step. */
	private void corrects() throws Exception {
		Hand.onEdt(() -> {
			image.setSlice(3);
			return null;
		});
		hand.front(image);
		hand.drag(image, MIDDLE - 24, MIDDLE - 24, MIDDLE + 24, MIDDLE + 24);
		hand.await("the preview on the last slice", () -> work().canAccept() && drawn() > 1000);
		hand.key(KeyEvent.VK_ENTER);
		hand.await("accepted there", () -> count(2, 2) > 1000);
		hand.tab(2);
		hand.press("Carry through the volume");
		hand.await("carried", () -> Hand.find("Carry through the volume").isEnabled() && count(1, 2) > 0);
		hand.tab(3);
		hand.await("one to review", () -> ((JTable) Hand.find("Review")).getRowCount() == 1);
		final int carried = count(1, 2);
		hand.row("Review", 0, 1);
		hand.press("Correct");
		hand.await("the mask as a prompt", () -> work().slice() == 1 && work().canAccept() && work().state().currentPrompt(
			1).filter(p -> p.mask() != null).isPresent());
		hand.check("the step is " + work().session().undoName(), work().session().undoName().filter("correct"::equals)
			.isPresent());
		work().undo();
		hand.await("one step back", () -> work().state().currentPrompt(1).isEmpty() && count(1, 2) == carried);
		work().redo();
		hand.await("and again", () -> work().state().currentPrompt(1).isPresent());
		hand.front(image);
		hand.click(image, MIDDLE, MIDDLE, 1);
		hand.await("the corrected preview", () -> work().canAccept() && !work().state().currentPrompt(1).orElseThrow()
			.points().isEmpty() && drawn() > 0);
		hand.key(KeyEvent.VK_ENTER);
		hand.await("it is given", () -> work().state().current().filter(o -> o.given(1) && o.masks().get(1)
			.origin() == SliceMask.Origin.ACCEPTED).isPresent());
		hand.check("too little is left", count(1, 2) > carried / 2);
		hand.await("nothing left to review", () -> ((JTable) Hand.find("Review")).getRowCount() == 0);
		final var before = work().planes();
		type("auto");
		hand.await("the window from the prompts", () -> work().planes() != before && work().planes().window().equals(
			WindowChoice.of(ImagePlusViews.floats(work().volume()), work().volume().geometry(), Exports.prompts(work())
				.prompts())));
	}

	private void exportsAndContinues() throws Exception {
		hand.tab(4);
		final int all = count(0, 1) + count(0, 2) + count(1, 2) + count(2, 2);
		final Path out = Files.createDirectories(folder.resolve("exported ü"));
		hand.press("Prompts…");
		hand.chooseFile(out.resolve("p.json"));
		hand.await("the prompts", () -> Files.exists(out.resolve("p.json")));
		final var prompts = PromptJson.read(out.resolve("p.json")).prompts();
		hand.check(prompts.prompts().size() + " prompts", prompts.equals(Exports.prompts(work())) && prompts.prompts().size() == 4);
		for (final String name : new String[] { "labels.tif", "labels.nii.gz" }) {
			hand.press("Labels…");
			hand.chooseFile(out.resolve(name));
			hand.await(name, () -> Files.exists(out.resolve(name)));
			hand.check(name, pixels(out.resolve(name)) == all);
		}
		hand.press("ROI Manager");
		hand.await("the ROI list", () -> RoiManager.getInstance() != null && RoiManager.getInstance().getCount() == 4);
		final Roi first = RoiManager.getInstance().getRoi(0);
		hand.check("the first outline", first.getPosition() == 1 && first.getContainedPoints().length == count(0, 1));
		Hand.onEdt(() -> {
			RoiManager.getInstance().reset();
			RoiManager.getInstance().close();
			return null;
		});
		hand.press("nnU-Net dataset…");
		hand.chooseFile(out);
		final Path dataset = out.resolve("Dataset001_StackSAM");
		hand.await("the dataset", () -> Files.exists(dataset.resolve("dataset.json")));
		try (Stream<Path> labels = Files.list(dataset.resolve("labelsTr"))) {
			hand.check("the dataset's labels", pixels(labels.filter(f -> !f.toString().endsWith(".json")).findFirst()
				.orElseThrow()) == all);
		}
		continues(out.resolve("labels.tif"), all);
	}

	/** The labels that were exported are gone on with; a click with Ctrl makes an object of them. */
	private void continues(final Path file, final int all) throws Exception {
		final ImageWork before = work();
		final ImagePlus labels = IJ.openImage(file.toString());
		labels.show();
		hand.front(image);
		hand.press("Continue labels…");
		hand.await("the question", () -> Hand.dialog() != null);
		hand.key(KeyEvent.VK_ENTER);
		hand.await("the work with those labels", () -> work() != null && work() != before && work().planes() != null);
		hand.check("other labels", count(0, 1) + count(0, 2) + count(1, 2) + count(2, 2) == all && work().state().objects()
			.isEmpty() && work().state().classes().size() == 2);
		Hand.onEdt(() -> {
			labels.changes = false;
			labels.close();
			return null;
		});
		hand.front(image);
		hand.click(image, MIDDLE, MIDDLE, 1, KeyEvent.VK_CONTROL);
		hand.await("an object of the label", () -> work().state().current().filter(o -> o.label() == 2 && o.given(work()
			.slice())).isPresent());
		hand.tab(1);
	}

	private static int pixels(final Path file) throws Exception {
		int n = 0;
		for (final IntegerType<?> v : Views.flatIterable(LabelFiles.labels(LabelFiles.open(file, Progress.NONE)).image()))
			if (v.getInteger() != 0) n++;
		return n;
	}

	private void helps() throws Exception {
		hand.press("Help");
		hand.await("the guide", () -> Hand.find("Guide") != null);
		hand.pause(500);
		hand.picture("10-guide");
		hand.check("the guide's text", Hand.onEdt(() -> ((JEditorPane) Hand.find("Guide")).getDocument().getText(0, 40)
			.contains("StackSAM by mouse and keys")));
		Hand.onEdt(() -> {
			javax.swing.SwingUtilities.getWindowAncestor(Hand.find("Guide")).dispose();
			return null;
		});
	}
}
