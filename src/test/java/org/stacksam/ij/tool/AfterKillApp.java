package org.stacksam.ij.tool;

import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.IJ;
import ij.ImagePlus;

/**
 * The next start after {@link TourApp}, whose process was ended without closing anything: its work is offered and goes
 * on. Run by {@link InteractiveIT}.
 */
final class AfterKillApp {

	private AfterKillApp() {}

	public static void main(final String[] arguments) {
		RealApp.run(arguments, AfterKillApp::run);
	}

	private static void run(final Hand hand, final Path folder) throws Exception {
		final ImagePlus image = IJ.openImage(folder.resolve("sample.tif").toString());
		image.show();
		hand.await("the question", () -> Hand.dialog() != null);
		hand.key(KeyEvent.VK_ENTER);
		hand.await("the work goes on", () -> Workbench.get().workOf(image) != null);
		hand.check("other labels than before", Files.readString(folder.resolve("areas.txt")).equals("areas" + TourApp.areas(
			Workbench.get().workOf(image))));
		hand.check("other objects than before", Workbench.get().workOf(image).state().objects().size() == 1);
	}
}
