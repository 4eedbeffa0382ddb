package org.stacksam.ij.tool;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

import javax.imageio.ImageIO;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JTabbedPane;
import javax.swing.SwingUtilities;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.Toolbar;
import ij.process.ImageConverter;

/** The user's hand: real mouse and key events, waiting for what they lead to, and pictures of the screen. */
final class Hand {

	private static final long SECONDS = 180;
	private static final int CALM_LOOKS = 4, LOOK_MS = 50;
	private static final int SETTLING = 3, SETTLE_MS = 10, ARRIVAL_TRIES = 100, PLACING_TRIES = 30;
	/** What is waited for longer than this is printed, to be read if the whole takes too long. */
	private static final double LONG_SECONDS = 3;

	private final Robot robot;
	private final Path pictures;

	Hand(final Path pictures) throws AWTException {
		robot = new Robot();
		robot.setAutoDelay(15);
		this.pictures = pictures;
	}

	/**
	 * Lets the screen and the event thread come to what was asked for. The robot's own waiting for idleness lasts ten
	 * seconds each time while a progress bar moves, which is seldom over before.
	 */
	private void settle() {
		try {
			for (int i = 0; i < SETTLING; i++) {
				robot.delay(SETTLE_MS);
				Toolkit.getDefaultToolkit().sync();
				onEdt(() -> null);
			}
		}
		catch (final Exception e) {
			throw new IllegalStateException(e);
		}
	}

	/** Something that becomes true. */
	interface Condition {

		boolean holds() throws Exception;
	}

	/**
	 * Waits on this thread until a condition holds on the event thread; fails with its description after three minutes: on
	 * a machine with sixty programs at work a decoder run was seen to take more than one.
	 */
	void await(final String what, final Condition condition) throws Exception {
		final long start = System.nanoTime(), end = start + SECONDS * 1_000_000_000L;
		while (!onEdt(condition::holds)) {
			check("Waited in vain: " + what, System.nanoTime() < end);
			Thread.sleep(15);
		}
		tellIfLong(what, start);
	}

	private static void tellIfLong(final String what, final long start) {
		final double seconds = (System.nanoTime() - start) / 1e9;
		if (seconds > LONG_SECONDS) System.out.printf(Locale.ROOT, "%s: %.1f s%n", what, seconds);
	}

	/** Fails with a picture of the screen and what ImageJ's log says. */
	void check(final String what, final boolean holds) throws IOException {
		if (holds) return;
		picture("failed");
		throw new AssertionError(what + "; current image " + WindowManager.getCurrentImage() + ", log: " + IJ.getLog());
	}

	static <T> T onEdt(final Callable<T> task) throws Exception {
		final FutureTask<T> future = new FutureTask<>(task);
		SwingUtilities.invokeAndWait(future);
		return future.get();
	}

	/** Clicks the tool in the toolbar. */
	void chooseTool(final String name) throws Exception {
		final int id = Toolbar.getInstance().getToolId(name);
		check("no tool " + name, id >= 0);
		chooseTool(id);
	}

	/** Clicks a tool in the toolbar by ImageJ's number. */
	void chooseTool(final int id) throws Exception {
		// ImageJ alone knows where in the toolbar a tool is
		final Method toolAt = Toolbar.class.getDeclaredMethod("toolID", int.class);
		toolAt.setAccessible(true);
		final Toolbar bar = Toolbar.getInstance();
		for (int i = 0; i < 20 && Toolbar.getToolId() != id; i++) {
			// Without a window manager Java may err about where the window is, until it is moved.
			final int offset = i;
			if (i > 0) onEdt(() -> {
				IJ.getInstance().setLocation(IJ.getInstance().getX() + 1, offset % 2);
				return null;
			});
			int x = 0;
			while (x < bar.getWidth() && (Integer) toolAt.invoke(bar, x) != id) x++;
			moveTo(bar, x + Toolbar.getButtonSize() / 2, bar.getHeight() / 2 + i % 2);
			robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
			robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
			// longer than a double click, which would open its options
			robot.delay(1000);
		}
		check("tool " + id + " is not chosen", Toolbar.getToolId() == id);
	}

	/** Java learns late where a window is that was just opened or moved, so it is asked whether the pointer has arrived. */
	private void moveTo(final Component component, final int x, final int y) {
		try {
			for (int i = 1; i <= ARRIVAL_TRIES; i++) {
				final Point at = onEdt(component::getLocationOnScreen);
				robot.mouseMove(at.x + x, at.y + y);
				robot.delay(SETTLE_MS);
				if (onEdt(component::getMousePosition) != null) return;
				if (i % PLACING_TRIES == 0) onEdt(() -> placeAnew(SwingUtilities.getWindowAncestor(component), at));
			}
		}
		catch (final Exception e) {
			throw new IllegalStateException(e);
		}
	}

	/**
	 * Without a window manager it was seen that Java goes on taking a window for where it was made, the screen's corner,
	 * while it is seen elsewhere: then it is moved, and both agree.
	 */
	private static Void placeAnew(final Window window, final Point at) {
		System.out.println(window.getName() + " is not under the pointer at " + at.x + ", " + at.y + ": placed anew");
		if (window instanceof StackSamWindow) window.setLocation(window.getToolkit().getScreenSize().width - window
			.getWidth() - window.getX() % 2, IJ.getInstance().getHeight() + 1);
		else window.setLocation(window.getX() + 1, window.getY() + 1);
		return null;
	}

	/** Moves over a pixel of an image. */
	void hover(final ImagePlus image, final double x, final double y) {
		final ImageCanvas canvas = image.getCanvas();
		moveTo(canvas, canvas.screenXD(x), canvas.screenYD(y));
		settle();
	}

	private void moveTo(final Component component, final double x, final double y) {
		moveTo(component, (int) Math.round(x), (int) Math.round(y));
	}

	/** Clicks with modifier keys held. */
	void click(final ImagePlus image, final double x, final double y, final int button, final int... held) {
		hover(image, x, y);
		for (final int key : held) robot.keyPress(key);
		robot.mousePress(InputEvent.getMaskForButton(button));
		robot.mouseRelease(InputEvent.getMaskForButton(button));
		for (final int key : held) robot.keyRelease(key);
		settle();
	}

	void click(final ImagePlus image, final double x, final double y) {
		click(image, x, y, 1);
	}

	/** Drags from corner to corner with modifier keys held. */
	void drag(final ImagePlus image, final double x0, final double y0, final double x1, final double y1,
		final int... held)
	{
		hover(image, x0, y0);
		for (final int key : held) robot.keyPress(key);
		robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
		for (int i = 1; i <= 5; i++) hover(image, x0 + (x1 - x0) * i / 5, y0 + (y1 - y0) * i / 5);
		robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
		for (final int key : held) robot.keyRelease(key);
		settle();
	}

	/** Turns the wheel over an image. */
	void wheel(final ImagePlus image, final int notches) {
		hover(image, image.getWidth() / 2.0, image.getHeight() / 2.0);
		robot.mouseWheel(notches);
		settle();
	}

	/** Presses a key while holding others. */
	void key(final int code, final int... held) {
		for (final int key : held) robot.keyPress(key);
		robot.keyPress(code);
		robot.keyRelease(code);
		for (final int key : held) robot.keyRelease(key);
		settle();
	}

	/** Clicks a component by its name, in any window. */
	void press(final String name) throws Exception {
		await("no enabled " + name, () -> find(name) != null && find(name).isEnabled());
		final Component part = find(name);
		moveTo(part, part.getWidth() / 2, part.getHeight() / 2);
		robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
		robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
		settle();
	}

	/** Clicks into a row of a table, once or twice. */
	void row(final String table, final int row, final int clicks) throws Exception {
		final javax.swing.JTable part = (javax.swing.JTable) find(table);
		final Rectangle cell = part.getCellRect(row, 0, true);
		moveTo(part, cell.x + 5, cell.y + cell.height / 2);
		for (int i = 0; i < clicks; i++) {
			robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
			robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
		}
		settle();
	}

	/** Clicks into the middle of a cell of a table. */
	void cell(final String table, final int row, final int column) throws Exception {
		final javax.swing.JTable part = (javax.swing.JTable) find(table);
		final Rectangle cell = part.getCellRect(row, column, true);
		moveTo(part, cell.x + cell.width / 2, cell.y + cell.height / 2);
		robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
		robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
		settle();
	}

	/** A modal dialog that asks; null if there is none. */
	static Dialog dialog() {
		for (final Window window : Window.getWindows())
			if (window instanceof Dialog d && d.isShowing() && d.isModal()) return d;
		return null;
	}

	/** Gives a file chooser that is open, or is about to open, its answer. */
	void chooseFile(final Path file) throws Exception {
		await("a file chooser", () -> part(dialog(), JFileChooser.class) != null);
		// approving ends the dialog's own event loop, so it is not waited for
		SwingUtilities.invokeLater(() -> {
			final JFileChooser chooser = part(dialog(), JFileChooser.class);
			chooser.setSelectedFile(file.toFile());
			chooser.approveSelection();
		});
		await("the file chooser closes", () -> part(dialog(), JFileChooser.class) == null);
	}

	/** The first component of a kind in a container; null if there is none. */
	static <C extends Component> C part(final Container parent, final Class<C> kind) {
		if (parent == null) return null;
		for (final Component part : parent.getComponents()) {
			if (kind.isInstance(part)) return kind.cast(part);
			final C deeper = part instanceof Container c ? part(c, kind) : null;
			if (deeper != null) return deeper;
		}
		return null;
	}

	/** Chooses a tab of the window by its key. */
	void tab(final int number) throws Exception {
		onEdt(() -> {
			((JTabbedPane) find("tabs")).setSelectedIndex(number - 1);
			return null;
		});
		settle();
	}

	/** Whether a label of StackSAM's window says this. */
	static boolean shows(final String text) {
		return shows(SwingUtilities.getWindowAncestor(find("tabs")), text);
	}

	private static boolean shows(final Container parent, final String text) {
		for (final Component part : parent.getComponents())
			if (part instanceof JLabel label && text.equals(label.getText()) || part instanceof Container c && shows(c, text))
				return true;
		return false;
	}

	/** A showing component of this name; null if there is none. */
	static Component find(final String name) {
		for (final Window window : Window.getWindows()) {
			final Component found = window.isShowing() ? find(window, name) : null;
			if (found != null) return found;
		}
		return null;
	}

	private static Component find(final Container parent, final String name) {
		for (final Component part : parent.getComponents()) {
			if (name.equals(part.getName()) && part.isShowing()) return part;
			final Component deeper = part instanceof Container c ? find(c, name) : null;
			if (deeper != null) return deeper;
		}
		return null;
	}

	/**
	 * Brings an image to the front and gives it the focus. A window that was opened just before may still take both when
	 * the screen gets to it, so it is waited until the image has kept them for some time.
	 */
	void front(final ImagePlus image) throws Exception {
		final long start = System.nanoTime(), end = start + SECONDS * 1_000_000_000L;
		for (int calm = 0; calm < CALM_LOOKS; calm++) {
			settle();
			robot.delay(LOOK_MS);
			if (onEdt(() -> WindowManager.getCurrentImage() == image && image.getCanvas().isFocusOwner())) continue;
			check(image.getTitle() + " does not come to the front", System.nanoTime() < end);
			calm = -1;
			onEdt(() -> {
				IJ.selectWindow(image.getID());
				image.getWindow().toFront();
				image.getCanvas().requestFocus();
				return null;
			});
		}
		tellIfLong(image.getTitle() + " in front", start);
	}

	/** The screen as a file NAME.png. */
	void picture(final String name) throws IOException {
		settle();
		final BufferedImage screen = robot.createScreenCapture(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize()));
		Files.createDirectories(pictures);
		ImageIO.write(screen, "png", pictures.resolve(name + ".png").toFile());
	}

	/** A part of the screen, scaled, with a palette, so that the file is small. */
	void picture(final String name, final Rectangle part, final double scale) throws IOException {
		settle();
		final ImagePlus screen = new ImagePlus(name, robot.createScreenCapture(part)).resize((int) (scale * part.width),
			(int) (scale * part.height), "bilinear");
		new ImageConverter(screen).convertRGBtoIndexedColor(64);
		Files.createDirectories(pictures);
		ImageIO.write(screen.getBufferedImage(), "png", pictures.resolve(name + ".png").toFile());
	}

	void pause(final int millis) {
		robot.delay(millis);
	}

}
