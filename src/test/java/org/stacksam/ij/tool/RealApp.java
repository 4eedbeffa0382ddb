package org.stacksam.ij.tool;

import java.nio.file.Path;

import ij.IJ;

import org.stacksam.ij.Launcher;

/** Starts plain ImageJ with StackSAM on the screen of this process, for steps by mouse and keys. */
final class RealApp {

	/** What is done there; fails by throwing. */
	interface Steps {

		/** @param folder of this run alone, for images and what is made of them */
		void run(Hand hand, Path folder) throws Exception;
	}

	private RealApp() {}

	/**
	 * Does the steps and ends this process, with status 0 if all went well.
	 *
	 * @param arguments folder of the pictures, folder of the run
	 */
	static void run(final String[] arguments, final Steps steps) {
		int status = 1;
		try {
			final Hand hand = new Hand(Path.of(arguments[0]));
			Launcher.main(new String[0]);
			hand.await("ImageJ", () -> IJ.getInstance() != null && IJ.getInstance().isShowing());
			steps.run(hand, Path.of(arguments[1]));
			status = 0;
		}
		catch (final Throwable e) {
			e.printStackTrace();
		}
		Runtime.getRuntime().halt(status);
	}
}
