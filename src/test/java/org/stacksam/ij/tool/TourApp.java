package org.stacksam.ij.tool;

import java.awt.event.KeyEvent;
import java.nio.file.Path;

import ij.IJ;
import ij.ImagePlus;

import org.stacksam.ij.Launcher;

/** The whole way of a newcomer in the real app, by mouse and keys. Run by {@link InteractiveIT} under Xvfb. */
final class TourApp {

	private final Hand hand;
	private ImagePlus image;

	private TourApp(final Path pictures) throws Exception {
		hand = new Hand(pictures);
	}

	public static void main(final String[] arguments) {
		int status = 1;
		try {
			new TourApp(Path.of(arguments[0])).run();
			status = 0;
		}
		catch (final Throwable e) {
			e.printStackTrace();
		}
		Runtime.getRuntime().halt(status);
	}

	private ImageWork work() {
		return Workbench.get().workOf(image);
	}

	private int area(final int slice) {
		int n = 0;
		for (final short v : work().session().labels().plane(slice)) if (v != 0) n++;
		return n;
	}

	private void run() throws Exception {
		Launcher.main(new String[0]);
		hand.await("ImageJ", () -> IJ.getInstance() != null && IJ.getInstance().isShowing());
		IJ.run("SAM Open Sample", "seed=1");
		image = IJ.getImage();
		image.getWindow().setLocation(30, 250);
		image.getCanvas().zoomIn(0, 0);
		image.getCanvas().zoomIn(0, 0);
		image.setSlice(16);
		hand.chooseTool(SamPromptTool.NAME);
		hand.await("window", () -> Hand.find("tabs") != null);
		hand.picture("1-tool");
		hand.front(image);
		hand.click(image, 120, 60);
		hand.await("preview", () -> work() != null && !work().overlay().drawn().isEmpty());
		hand.await("mask", () -> work().canAccept() && work().overlay().drawn().size() > 1);
		hand.picture("2-preview");
		hand.key(KeyEvent.VK_ENTER);
		hand.await("accepted", () -> area(15) > 100);
		hand.picture("3-accepted");
		System.out.println("done " + area(15));
	}
}
