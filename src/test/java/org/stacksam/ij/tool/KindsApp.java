package org.stacksam.ij.tool;

import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.WindowManager;
import ij.gui.Toolbar;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.stacksam.ij.GlasbeyLut;
import org.stacksam.interactive.SliceMask;

/**
 * Every kind of image in the real app: a click on a bright disk gives about the disk. Run by {@link InteractiveIT}.
 * Arguments: folder of the pictures, folder for images.
 */
final class KindsApp {

	static final int SIZE = 96, RADIUS = 20;

	private final Hand hand;
	private final Path folder;

	private KindsApp(final Hand hand, final Path folder) {
		this.hand = hand;
		this.folder = folder;
	}

	public static void main(final String[] arguments) {
		RealApp.run(arguments, (hand, folder) -> new KindsApp(hand, folder).run());
	}

	private void run() throws Exception {
		hand.chooseTool(SamPromptTool.NAME);
		hand.await("the window", () -> Hand.find("tabs") != null);
		disk(new ImagePlus("8-bit", stack(1, 8)));
		disk(new ImagePlus("one slice, 32-bit", stack(1, 32)));
		disk(new ImagePlus("RGB", stack(2, 24)));
		disk(virtual());
		hyperstack();
		editedByHand();
		new PanelSteps(hand, this, folder).run();
		twoImages();
		closedInMidRequest();
	}

	/** A disk of 150 on 60 with grain, in the middle; slices differ. */
	private static ImageProcessor plane(final int bits, final int seed, final int dx) {
		final ByteProcessor plane = new ByteProcessor(SIZE, SIZE);
		final Random grain = new Random(seed);
		for (int y = 0; y < SIZE; y++)
			for (int x = 0; x < SIZE; x++) plane.set(x, y, (Math.hypot(x + 0.5 - SIZE / 2.0 - dx, y + 0.5 - SIZE / 2.0) < RADIUS
				? 150 : 60) + grain.nextInt(9));
		if (bits == 24) {
			final ColorProcessor color = new ColorProcessor(SIZE, SIZE);
			final byte[] values = (byte[]) plane.getPixels();
			color.setRGB(values, new byte[SIZE * SIZE], values);
			return color;
		}
		return bits == 32 ? plane.convertToFloatProcessor() : bits == 16 ? plane.convertToShortProcessor(false) : plane;
	}

	static ImageStack stack(final int depth, final int bits) {
		final ImageStack stack = new ImageStack(SIZE, SIZE);
		for (int z = 0; z < depth; z++) stack.addSlice(plane(bits, z, 0));
		return stack;
	}

	private ImagePlus virtual() throws Exception {
		final Path slices = Files.createDirectories(folder.resolve("slices"));
		final VirtualStack stack = new VirtualStack(SIZE, SIZE, null, slices + "/");
		for (int z = 0; z < 3; z++) {
			IJ.saveAsTiff(new ImagePlus("s" + z, plane(16, z, 0)), slices.resolve("s" + z + ".tif").toString());
			stack.addSlice("s" + z + ".tif");
		}
		stack.setBitDepth(16);
		return new ImagePlus("virtual", stack);
	}

	void show(final ImagePlus image) throws Exception {
		image.show();
		hand.await("its window", () -> image.getWindow() != null && image.getWindow().isShowing());
		Hand.onEdt(() -> {
			image.getWindow().setLocation(20, 150);
			image.getCanvas().zoomIn(0, 0);
			image.getCanvas().zoomIn(0, 0);
			return null;
		});
		hand.front(image);
	}

	static ImageWork work(final ImagePlus image) {
		return Workbench.get().workOf(image);
	}

	private static int area(final ImagePlus image, final int slice) {
		int n = 0;
		for (final short v : work(image).session().labels().plane(slice)) if (v != 0) n++;
		return n;
	}

	/** Clicks the disk and accepts, by keys; its area must be right to a tenth. */
	private void prompt(final ImagePlus image, final double x) throws Exception {
		hand.front(image);
		hand.click(image, x, SIZE / 2.0);
		hand.await("preview on " + image.getTitle(), () -> work(image) != null && work(image).canAccept() && !work(image)
			.overlay().drawn().isEmpty());
		hand.key(KeyEvent.VK_ENTER);
		final int slice = work(image).slice();
		// Its label image comes to the front then, which must not happen later.
		hand.await("accepted on " + image.getTitle(), () -> area(image, slice) > 0 && work(image).labels().isOpen());
		final double disk = Math.PI * RADIUS * RADIUS;
		hand.check(image.getTitle() + ": " + area(image, slice) + " pixels, not about " + disk, Math.abs(area(image,
			slice) - disk) < disk / 10);
	}

	private void disk(final ImagePlus image) throws Exception {
		show(image);
		prompt(image, SIZE / 2.0);
		hand.check("depth of the labels", work(image).session().labels().depth() == image.getNSlices());
		close(image);
	}

	void close(final ImagePlus image) throws Exception {
		Hand.onEdt(() -> {
			image.changes = false;
			image.close();
			return null;
		});
		hand.await("its work is gone", () -> work(image) == null);
	}

	/** Two channels, two slices, two frames: each frame has labels of its own; the model sees the shown channel. */
	private void hyperstack() throws Exception {
		final ImageStack stack = new ImageStack(SIZE, SIZE);
		for (int t = 0; t < 2; t++)
			for (int z = 0; z < 2; z++) {
				stack.addSlice(new ShortProcessor(SIZE, SIZE));
				stack.addSlice(plane(16, 4 * t + z, 12 * t));
			}
		final ImagePlus image = new ImagePlus("hyperstack", stack);
		image.setDimensions(2, 2, 2);
		image.setOpenAsHyperStack(true);
		show(image);
		Hand.onEdt(() -> {
			image.setPosition(2, 2, 1);
			return null;
		});
		prompt(image, SIZE / 2.0);
		final ImageWork first = work(image);
		hand.check("slice of the volume", first.slice() == 1 && area(image, 0) == 0);
		Hand.onEdt(() -> {
			image.setPosition(2, 1, 2);
			return null;
		});
		prompt(image, SIZE / 2.0 + 12);
		hand.check("frames have one work", work(image) != first);
		hand.check("a frame's labels leaked", area(image, 1) == 0);
		Hand.onEdt(() -> {
			image.setPosition(2, 2, 1);
			return null;
		});
		hand.check("the first frame's work is lost", work(image) == first && area(image, 1) > 0);
		scrollsByKeys(image, first);
		close(image);
	}

	/** ImageJ's keys go through channels, slices and frames while the tool is chosen, and the model sees what is shown. */
	private void scrollsByKeys(final ImagePlus image, final ImageWork first) throws Exception {
		hand.front(image);
		hand.key(KeyEvent.VK_COMMA);
		hand.await("channel by key", () -> image.getC() == 1 && first.volume().channel() == 0);
		hand.key(KeyEvent.VK_PERIOD);
		hand.await("and back", () -> image.getC() == 2 && first.volume().channel() == 1);
		hand.key(KeyEvent.VK_COMMA, KeyEvent.VK_CONTROL);
		hand.await("slice by key", () -> image.getZ() == 1 && first.slice() == 0);
		hand.key(KeyEvent.VK_PERIOD, KeyEvent.VK_ALT);
		hand.await("frame by key", () -> image.getT() == 2 && work(image) != first && work(image) != null);
	}

	/** The label image filled by ImageJ counts as given, makes one step of undo, and is found under the cursor. */
	private void editedByHand() throws Exception {
		final ImagePlus image = new ImagePlus("edited", stack(2, 8));
		show(image);
		prompt(image, SIZE / 2.0);
		final int before = area(image, 0);
		hand.press("Paint");
		hand.await("the colour to paint with", () -> (Toolbar.getForegroundColor().getRGB() & 0xffffff) == GlasbeyLut.color(
			work(image).state().classes().get(0).label()));
		final ImagePlus labels = WindowManager.getImage("labels of edited");
		Hand.onEdt(() -> {
			labels.setRoi(2, 2, 10, 10);
			IJ.run(labels, "Fill", "slice");
			labels.deleteRoi();
			return null;
		});
		hand.await("the filled square", () -> area(image, 0) == before + 100 && work(image).state().objects().values().stream()
			.anyMatch(o -> o.masks().containsKey(0) && o.masks().get(0).origin() == SliceMask.Origin.EDITED));
		hand.front(image);
		hand.press("New object");
		hand.await("no object", () -> work(image).state().currentObject() == 0);
		hand.front(image);
		hand.click(image, 7, 7, 1, KeyEvent.VK_CONTROL);
		hand.await("the object under the cursor", () -> work(image).state().currentObject() == 1);
		// the choice first, then the painting
		hand.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
		hand.await("undo of the choice", () -> work(image).state().currentObject() == 0);
		hand.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
		hand.await("undo of the painting", () -> area(image, 0) == before);
		close(image);
	}

	/** Going to and fro keeps prompts and labels of both. */
	private void twoImages() throws Exception {
		final ImagePlus a = new ImagePlus("first", stack(2, 8)), b = new ImagePlus("second", stack(2, 16));
		show(a);
		prompt(a, SIZE / 2.0);
		show(b);
		Hand.onEdt(() -> {
			b.getWindow().setLocation(520, 150);
			return null;
		});
		prompt(b, SIZE / 2.0);
		final int ofA = area(a, 0), ofB = area(b, 0);
		hand.front(a);
		hand.await("the window follows", () -> WindowManager.getCurrentImage() == a);
		hand.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
		hand.await("undo in the first", () -> area(a, 0) == 0);
		hand.check("undo reached the second", area(b, 0) == ofB);
		hand.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT);
		hand.await("redo in the first", () -> area(a, 0) == ofA);
		close(a);
		close(b);
	}

	/** Its embedding is being made when the image is closed; the next image works as if nothing had been. */
	private void closedInMidRequest() throws Exception {
		final ImagePlus image = new ImagePlus("closed", stack(3, 8).convertToFloat());
		show(image);
		hand.click(image, SIZE / 2.0, SIZE / 2.0);
		Hand.onEdt(() -> {
			image.changes = false;
			image.close();
			return null;
		});
		hand.await("nothing left of it", () -> work(image) == null);
		disk(new ImagePlus("after", stack(1, 8)));
		hand.await("no work left", () -> WindowManager.getImageCount() == 0);
	}
}
