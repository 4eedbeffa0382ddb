package org.stacksam.ij.tool;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.Arrays;

import javax.swing.JColorChooser;
import javax.swing.SwingUtilities;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import ij.gui.Toolbar;

import org.stacksam.interactive.SliceMask.Origin;

/**
 * What ImageJ's own keys and tools do beside the prompts, in the real app: zoom, pan, brush, wand and eraser; carrying
 * that is cancelled, stop marks and colours. Run by {@link InteractiveIT}. Arguments: folder of the pictures, folder for
 * the image.
 */
final class EditingApp {

	/** 0-based slices of the sample's liver. */
	private static final int FIRST = 11, EDITED = 15, LAST = 19, STOP = 22;
	private static final int LIVER = 1;
	private static final String BRUSH = "Paintbrush Tool", CARRY = "Carry through the volume";

	private final Hand hand;
	private final ImagePlus image, truth;

	private EditingApp(final Hand hand, final Path folder) {
		this.hand = hand;
		final Path file = folder.resolve("editing.tif"), labels = folder.resolve("editing-truth.tif");
		IJ.run("SAM Open Sample", "seed=1 add_prompts=false save_labels=" + labels);
		IJ.saveAsTiff(IJ.getImage(), file.toString());
		image = IJ.getImage();
		truth = IJ.openImage(labels.toString());
	}

	public static void main(final String[] arguments) {
		RealApp.run(arguments, (hand, folder) -> new EditingApp(hand, folder).run());
	}

	private void run() throws Exception {
		hand.await("the image's window", () -> image.getWindow() != null && image.getWindow().isShowing());
		Hand.onEdt(() -> {
			image.getWindow().setLocation(20, 120);
			image.getCanvas().zoomIn(0, 0);
			image.getCanvas().zoomIn(0, 0);
			image.setSlice(FIRST + 1);
			return null;
		});
		hand.chooseTool(SamPromptTool.NAME);
		hand.await("the window", () -> Hand.find("tabs") != null);
		zoomsAndPans();
		box(FIRST);
		box(LAST);
		Hand.onEdt(() -> {
			labels().getWindow().setLocation(20, 680);
			labels().getCanvas().zoomIn(0, 0);
			return null;
		});
		cancelsAndCarries();
		stops();
		brushes();
		wands();
		recolours();
	}

	private ImageWork work() {
		return Workbench.get().workOf(image);
	}

	private ImagePlus labels() {
		return WindowManager.getImage("labels of " + image.getTitle());
	}

	private int count(final int slice, final int value) {
		int n = 0;
		for (final short v : work().session().labels().plane(slice)) if (v == value) n++;
		return n;
	}

	/** Pixels of class 1 on each slice. */
	private int[] areas() {
		final int[] areas = new int[image.getNSlices()];
		Arrays.setAll(areas, z -> count(z, 1));
		return areas;
	}

	private void show(final int slice) throws Exception {
		Hand.onEdt(() -> {
			image.setSlice(slice + 1);
			return null;
		});
		hand.await("the slice", () -> work() == null || work().slice() == slice);
		hand.front(image);
	}

	/** ImageJ's keys zoom, the space bar pans, and a click there means the pixel that is seen under it. */
	private void zoomsAndPans() throws Exception {
		hand.front(image);
		final ImageCanvas canvas = image.getCanvas();
		final double before = canvas.getMagnification();
		for (int i = 0; i < 12 && canvas.getSrcRect().width > image.getWidth() / 2; i++) hand.key(KeyEvent.VK_EQUALS);
		hand.await("zoom by key", () -> canvas.getMagnification() > 2 * before && canvas.getSrcRect().width < image
			.getWidth());
		hand.pause(200);
		final Rectangle seen = new Rectangle(canvas.getSrcRect());
		final double x = seen.getCenterX(), y = seen.getCenterY();
		hand.drag(image, x, y, x - 8, y - 8, KeyEvent.VK_SPACE);
		hand.await("pan by the space bar", () -> canvas.getSrcRect().x != seen.x && canvas.getSrcRect().y != seen.y);
		hand.check("panning was taken for a prompt", work() == null || work().state().objects().isEmpty());
		final int px = canvas.getSrcRect().x + 12, py = canvas.getSrcRect().y + 9;
		hand.click(image, px + 0.5, py + 0.5);
		hand.await("a point where it was clicked", () -> work() != null && work().state().currentPrompt(FIRST).filter(p -> p
			.points().size() == 1 && (int) p.points().get(0).x() == px && (int) p.points().get(0).y() == py).isPresent());
		hand.key(KeyEvent.VK_ESCAPE);
		hand.await("Esc drops it", () -> work().state().objects().isEmpty());
		for (int i = 0; i < 12 && canvas.getMagnification() > before; i++) hand.key(KeyEvent.VK_MINUS);
		hand.await("zoom out by key", () -> canvas.getMagnification() <= before && canvas.getSrcRect().width == image
			.getWidth());
	}

	/** The liver's box on a slice, dragged and accepted. */
	private void box(final int slice) throws Exception {
		show(slice);
		int x0 = image.getWidth(), y0 = image.getHeight(), x1 = 0, y1 = 0;
		for (int y = 0; y < image.getHeight(); y++)
			for (int x = 0; x < image.getWidth(); x++) {
				if (truth.getStack().getVoxel(x, y, slice) != LIVER) continue;
				x0 = Math.min(x0, x);
				y0 = Math.min(y0, y);
				x1 = Math.max(x1, x + 1);
				y1 = Math.max(y1, y + 1);
			}
		hand.drag(image, x0, y0, x1, y1);
		hand.await("a preview of the box", () -> work() != null && work().canAccept() && !work().overlay().drawn().isEmpty());
		hand.key(KeyEvent.VK_ENTER);
		hand.await("its mask in the label image", () -> count(slice, 1) > 300 && work().labels().isOpen());
	}

	private void carry() throws Exception {
		hand.press(CARRY);
		hand.await("carried", () -> Hand.find(CARRY).isEnabled() && Hand.shows("Carried through the volume."));
	}

	/** Cancelling keeps what is finished and all that is given; it is one step of undo; carried anew all is as undisturbed. */
	private void cancelsAndCarries() throws Exception {
		final int[] before = areas();
		hand.tab(2);
		hand.press(CARRY);
		hand.await("some slice is carried", () -> count(EDITED, 1) > 0 || count(FIRST + 1, 1) > 0 || count(LAST - 1, 1) > 0);
		hand.press("Cancel");
		hand.await("cancelled", () -> Hand.find(CARRY).isEnabled() && Hand.shows(
			"Carrying was cancelled; finished slices stay."));
		final int[] cancelled = areas();
		hand.check("nothing stays", Arrays.stream(cancelled, FIRST + 1, LAST).anyMatch(n -> n > 0));
		hand.check("given slices were changed", cancelled[FIRST] == before[FIRST] && cancelled[LAST] == before[LAST]);
		hand.pause(1000);
		hand.check("it went on after the end", Arrays.equals(cancelled, areas()));
		undo(before);
		hand.front(image);
		hand.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT);
		hand.await("redo of what was cancelled", () -> Arrays.equals(cancelled, areas()));
		carry();
		final int[] whole = areas();
		hand.check("a slice between is empty", Arrays.stream(whole, FIRST, LAST + 1).noneMatch(n -> n == 0));
		undo(cancelled);
		undo(before);
		carry();
		hand.check("other labels after a cancelled run than without it", Arrays.equals(whole, areas()));
	}

	private void undo(final int[] expected) throws Exception {
		hand.front(image);
		hand.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
		hand.await("undo", () -> Arrays.equals(expected, areas()));
	}

	/** Past a stop mark nothing is carried, though the organ goes on there. */
	private void stops() throws Exception {
		show(STOP);
		hand.tab(1);
		hand.press("Absent here");
		hand.await("the stop mark", () -> work().state().current().filter(o -> o.absent(STOP)).isPresent());
		hand.tab(2);
		hand.press("Beyond them as well");
		carry();
		final int[] areas = areas();
		hand.check("nothing beyond the last given slice", areas[LAST + 1] > 0);
		for (int z = STOP; z < areas.length; z++) hand.check("carried past the stop mark to slice " + (z + 1), areas[z] == 0);
		hand.press("Between the given slices");
		hand.tab(1);
	}

	/** ImageJ's brush adds to the object, with Alt it erases; both are given from then on. */
	private void brushes() throws Exception {
		show(EDITED);
		final int[] before = areas();
		hand.press("Paint");
		hand.await("the colour to paint with", () -> Toolbar.getBackgroundColor().equals(Color.black) && !Toolbar
			.getForegroundColor().equals(Color.black));
		hand.chooseTool(BRUSH);
		hand.front(labels());
		hand.drag(labels(), 20, 14, 60, 14);
		hand.await("the stroke", () -> count(EDITED, 1) > before[EDITED] + 40 && edited());
		final int painted = count(EDITED, 1);
		hand.picture("11-brush");
		hand.drag(labels(), 20, 14, 60, 14, KeyEvent.VK_ALT);
		hand.await("erased", () -> count(EDITED, 1) < painted - 40);
		final int erased = count(EDITED, 1);
		hand.chooseTool(SamPromptTool.NAME);
		undo(withArea(before, painted));
		hand.tab(2);
		carry();
		hand.check("what was painted was overwritten", count(EDITED, 1) == painted && edited());
		hand.tab(1);
		hand.check("the stroke was not erased: " + erased, Math.abs(erased - before[EDITED]) < 40);
	}

	private static int[] withArea(final int[] areas, final int edited) {
		final int[] out = areas.clone();
		out[EDITED] = edited;
		return out;
	}

	private boolean edited() {
		return work().state().objects().values().stream().anyMatch(o -> o.masks().containsKey(EDITED) && o.masks().get(EDITED)
			.origin() == Origin.EDITED);
	}

	/** The wand selects a label, F fills it with another class, Delete erases it. */
	private void wands() throws Exception {
		show(FIRST);
		final int[] before = areas();
		hand.press("Add class");
		hand.await("the second class", () -> work().state().currentClass() == 2);
		hand.press("Paint");
		hand.pause(200);
		hand.chooseTool(Toolbar.WAND);
		hand.front(labels());
		final var center = work().state().objects().get(1).masks().get(FIRST).mask().bounds();
		hand.click(labels(), center.centerX(), center.centerY());
		hand.await("the wand's selection", () -> labels().getRoi() != null && labels().getRoi().getType() == Roi.TRACED_ROI);
		hand.key(KeyEvent.VK_F);
		hand.await("filled with the second class", () -> count(FIRST, 2) > before[FIRST] * 0.9 && count(FIRST, 1) < before[FIRST] *
			0.1 && isSecond());
		hand.key(KeyEvent.VK_BACK_SPACE);
		hand.await("erased", () -> count(FIRST, 2) == 0 && !isSecond());
		Hand.onEdt(() -> {
			labels().deleteRoi();
			return null;
		});
		hand.chooseTool(SamPromptTool.NAME);
		hand.front(image);
		hand.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
		hand.await("undo of Delete", () -> count(FIRST, 2) > before[FIRST] * 0.9);
		undo(before);
	}

	/** Whether an object of the second class was noticed. */
	private boolean isSecond() {
		return work().state().objects().values().stream().anyMatch(o -> o.label() == 2 && o.masks().containsKey(FIRST));
	}

	/** A class in another colour: in the list, in the label image and over the image. */
	private void recolours() throws Exception {
		final Color chosen = new Color(12, 200, 90);
		// what undo changed comes to the table first
		hand.pause(500);
		hand.cell("Classes", 0, 1);
		hand.await("the first class", () -> work().state().currentClass() == 1);
		hand.press("Colour…");
		hand.await("the dialog of colours", () -> chooser() != null);
		SwingUtilities.invokeLater(() -> chooser().setColor(chosen));
		hand.pause(300);
		hand.picture("12-colours");
		hand.key(KeyEvent.VK_ENTER);
		hand.await("the colour in the label image", () -> (labels().getProcessor().getColorModel().getRGB(1) & 0xffffff) == (chosen
			.getRGB() & 0xffffff));
		hand.await("the colour over the image", () -> work().overlay().drawn().stream().anyMatch(r -> chosen.equals(r
			.getStrokeColor())));
	}

	private static JColorChooser chooser() {
		return Hand.part(Hand.dialog(), JColorChooser.class);
	}
}
