package org.stacksam.ij.tool;

import java.awt.Dialog;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;

/**
 * The whole way of a newcomer in the real app, by mouse and keys. Run by {@link InteractiveIT} as a process of its own;
 * ends with status 0 if everything was as it should be. Arguments: folder of the pictures, folder of the image.
 */
final class TourApp {

	/** In the sample's slice 16, pixels: inside the liver, in the stomach beside it. */
	private static final int LIVER_X = 120, LIVER_Y = 60;
	private static final int SLICE = 15, NEXT = 18;

	private final Hand hand;
	private final Path file;
	private ImagePlus image;

	private TourApp(final Hand hand, final Path folder) {
		this.hand = hand;
		file = folder.resolve("sample.tif");
	}

	public static void main(final String[] arguments) {
		RealApp.run(arguments, (hand, folder) -> new TourApp(hand, folder).run());
	}

	private void run() throws Exception {
		IJ.run("SAM Open Sample", "seed=1");
		IJ.saveAsTiff(IJ.getImage(), file.toString());
		IJ.getImage().close();
		open();
		final Overlay users = new Overlay(new Roi(3, 3, 10, 10));
		image.setOverlay(users);
		final int[] pixels = pixels();
		hand.chooseTool(SamPromptTool.NAME);
		hand.await("the window", () -> Hand.find("tabs") != null);
		promptAndAccept();
		boxOnAnotherSlice();
		undoAndRedo();
		hand.check("the user's overlay was touched", image.getOverlay() == users && users.size() == 1);
		carryAndReview();
		hand.check("pixels were touched", Arrays.equals(pixels, pixels()));
		closeAndOpenAgain();
	}

	private void open() throws Exception {
		image = IJ.openImage(file.toString());
		image.show();
		hand.await("the image's window", () -> image.getWindow() != null && image.getWindow().isShowing());
		Hand.onEdt(() -> {
			image.getWindow().setLocation(20, 120);
			for (int i = 0; i < 4; i++) image.getCanvas().zoomIn(0, 0);
			image.setSlice(SLICE + 1);
			return null;
		});
	}

	/** A picture of image and window, for the guide. */
	private void tour(final String name) throws Exception {
		final Rectangle all = image.getWindow().getBounds().union(javax.swing.SwingUtilities.getWindowAncestor(Hand.find(
			"tabs")).getBounds());
		hand.picture(name, all, 0.6);
	}

	private int[] pixels() {
		return (int[]) image.getStack().getProcessor(SLICE + 1).convertToRGB().getPixelsCopy();
	}

	private ImageWork work() {
		return Workbench.get().workOf(image);
	}

	private int area(final int slice) {
		int n = 0;
		for (final short v : work().session().labels().plane(slice)) if (v != 0) n++;
		return n;
	}

	/** Pixels of the filled outline that is drawn. */
	private int drawn() {
		return work().overlay().drawn().stream().filter(r -> r.getFillColor() != null).mapToInt(r -> (int) r
			.getStatistics().area).sum();
	}

	/** Click, see the overlay, a background point makes the mask smaller, Backspace takes it back, Enter accepts. */
	private void promptAndAccept() throws Exception {
		hand.front(image);
		hand.click(image, LIVER_X, LIVER_Y);
		hand.await("a preview", () -> work() != null && work().canAccept() && drawn() > 1000);
		hand.picture("1-preview");
		final int first = drawn();
		hand.click(image, 107, 35, 3);
		hand.await("a smaller mask after a right click", () -> drawn() > 0 && drawn() < first - 20);
		final int second = drawn();
		hand.picture("2-background");
		tour("tour-click");
		hand.key(KeyEvent.VK_BACK_SPACE);
		hand.await("the first mask after Backspace", () -> drawn() == first);
		hand.click(image, 107, 35, 1, KeyEvent.VK_ALT);
		hand.await("the smaller mask after an Alt-click", () -> drawn() == second);
		hand.key(KeyEvent.VK_ENTER);
		hand.await("the mask in the label image", () -> area(SLICE) == second);
		hand.await("the label image's window", () -> work().labels().isOpen());
		System.out.println("area with one point " + first + ", with a background point " + second);
	}

	/** The wheel changes the slice; a dragged box; digits choose the class; Shift begins another object; Esc drops. */
	private void boxOnAnotherSlice() throws Exception {
		hand.front(image);
		hand.wheel(image, NEXT - SLICE);
		hand.await("slice by the wheel", () -> image.getCurrentSlice() == NEXT + 1);
		hand.await("nothing drawn on another slice", () -> work().overlay().drawn().isEmpty());
		hand.drag(image, 74, 30, 154, 116);
		hand.await("a preview of the box", () -> work().canAccept() && drawn() > 1000);
		hand.key(KeyEvent.VK_ENTER);
		hand.await("the box's mask in the label image", () -> area(NEXT) > 1000);
		hand.press("Add class");
		hand.await("a second class", () -> work().state().classes().size() == 2);
		hand.front(image);
		final int before = area(NEXT);
		hand.drag(image, 20, 34, 42, 70, KeyEvent.VK_SHIFT);
		hand.await("a preview of another object", () -> work().state().objects().size() == 2 && work().canAccept());
		hand.key(KeyEvent.VK_1);
		hand.await("class by digit", () -> work().state().currentClass() == 1);
		hand.key(KeyEvent.VK_2);
		hand.await("class by digit", () -> work().state().currentClass() == 2);
		hand.await("its preview", () -> work().overlay().drawn().stream().filter(r -> r.getFillColor() != null).count() == 2);
		hand.picture("3-two-classes");
		tour("tour-objects");
		hand.key(KeyEvent.VK_ESCAPE);
		hand.await("Esc drops the object", () -> work().state().objects().size() == 1 && area(NEXT) == before);
	}

	private void undoAndRedo() throws Exception {
		hand.front(image);
		final int there = area(SLICE);
		while (area(SLICE) > 0) {
			final String step = work().session().undoName().orElseThrow();
			hand.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
			hand.await("undo of " + step, () -> !work().session().redoName().isEmpty());
			hand.pause(100);
		}
		hand.check("the other slice's mask is gone too", area(NEXT) == 0);
		while (work().session().redoName().isPresent()) {
			hand.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT);
			hand.pause(100);
		}
		hand.await("redo of all", () -> area(SLICE) == there && area(NEXT) > 1000);
	}

	private void carryAndReview() throws Exception {
		hand.await("the object is chosen", () -> !work().state().objects().isEmpty());
		new Recorder(true);
		Hand.onEdt(() -> {
			// out of the way: there is no window manager
			Recorder.getInstance().setLocation(20, 780);
			return null;
		});
		hand.tab(2);
		hand.picture("4-carry");
		hand.press("Beyond them as well");
		hand.press("Carry through the volume");
		hand.press("Cancel");
		hand.await("cancelled", () -> Hand.find("Carry through the volume").isEnabled());
		hand.press("Between the given slices");
		hand.press("Carry through the volume");
		hand.await("carried", () -> Hand.find("Carry through the volume").isEnabled() && area(SLICE + 1) > 1000 && area(
			NEXT - 1) > 1000);
		final int given = area(SLICE);
		hand.tab(3);
		hand.await("review list", () -> ((javax.swing.JTable) Hand.find("Review")).getRowCount() >= NEXT - SLICE - 1);
		final int open = ((javax.swing.JTable) Hand.find("Review")).getRowCount();
		hand.row("Review", 0, 2);
		hand.await("a jump by double click", () -> work().state().current().filter(o -> !o.given(image
			.getCurrentSlice() - 1)).isPresent());
		hand.picture("5-review");
		tour("tour-review");
		hand.pause(300);
		hand.press("Review accept");
		hand.await("accepted from the list", () -> ((javax.swing.JTable) Hand.find("Review")).getRowCount() == open - 1);
		hand.press("Reject");
		hand.await("rejected from the list", () -> ((javax.swing.JTable) Hand.find("Review")).getRowCount() == open - 2);
		hand.check("a given slice was changed", area(SLICE) == given);
		hand.await("the Recorder's line", () -> Recorder.getInstance().getText().contains("fill=between refine=auto"));
		hand.await("the line of what was rejected", () -> Recorder.getInstance().getText().contains("fill=none refine=none"));
		record();
		hand.tab(4);
		hand.picture("6-export");
		hand.tab(1);
	}

	/** Leaves the recorded macro, with a check of its result, for {@link InteractiveIT} to run without a display. */
	private void record() throws Exception {
		final String macro = Hand.onEdt(() -> Recorder.getInstance().getText());
		final Path folder = file.getParent();
		Files.writeString(folder.resolve("recorded.ijm"), macro + """
			areas = "";
			for (z = 1; z <= nSlices; z++) { setSlice(z); getHistogram(v, h, 256); areas += " " + (getWidth() * getHeight() - h[0]); }
			print("areas" + areas);
			""");
		Files.writeString(folder.resolve("areas.txt"), "areas" + areas(work()));
	}

	/** Labelled pixels of each slice, each after a space. */
	static String areas(final ImageWork work) {
		final StringBuilder areas = new StringBuilder();
		for (int z = 0; z < work.volume().depth(); z++) {
			int n = 0;
			for (final short v : work.session().labels().plane(z)) if (v != 0) n++;
			areas.append(' ').append(n);
		}
		return areas.toString();
	}

	/** Without saving anything, open it again: the work is offered and goes on. */
	private void closeAndOpenAgain() throws Exception {
		final var before = work().session().state();
		final Path folder = work().folder().folder();
		Hand.onEdt(() -> {
			image.changes = false;
			image.close();
			return null;
		});
		hand.await("saved", () -> Files.exists(folder.resolve("session.json")));
		hand.pause(1500);
		open();
		hand.await("the question", () -> Arrays.stream(Window.getWindows()).anyMatch(w -> w instanceof Dialog d && d
			.isShowing() && d.isModal()));
		hand.picture("7-continue");
		hand.key(KeyEvent.VK_ENTER);
		hand.await("the work goes on", () -> work() != null);
		hand.check("the state is another", work().session().state().objects().equals(before.objects()));
		hand.await("masks are drawn again", () -> !work().overlay().drawn().isEmpty());
		hand.picture("8-continued");
	}
}
