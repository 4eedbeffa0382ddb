package org.stacksam.ij;

import org.stacksam.InputException;
import org.stacksam.io.PathName;

import net.imagej.patcher.LegacyInjector;

/**
 * Starts plain ImageJ with StackSAM, no Fiji needed: {@code java -jar stacksam-app.jar} opens the window,
 * {@code --headless MACRO.ijm [ARGUMENT]} runs a macro without a display. The exit status is 0 if the macro ended well,
 * 1 if it failed (the message is on standard error), 2 if the command line is wrong.
 */
public final class Launcher {

	static final String USAGE = """
		Usage:
		  java -jar stacksam-app.jar                                  opens ImageJ with Plugins > StackSAM
		  java -jar stacksam-app.jar --headless MACRO.ijm [ARGUMENT]  runs a macro (getArgument() gives ARGUMENT)
		""";

	private Launcher() {}

	public static void main(final String[] arguments) {
		if (arguments.length == 0) {
			GraphicalImageJ.open();
			return;
		}
		if (!"--headless".equals(arguments[0]) || arguments.length < 2 || arguments.length > 3) {
			System.err.print(USAGE);
			System.exit("--help".equals(arguments[0]) ? 0 : 2);
		}
		System.setProperty("java.awt.headless", "true");
		// As Fiji does when headless: makes ImageJ's dialogs read macro options without a display. Has to happen before
		// any class of ImageJ is loaded, which is why this class names none.
		LegacyInjector.preinit();
		try {
			System.exit(HeadlessImageJ.run(PathName.of("The macro", arguments[1]), arguments.length > 2 ? arguments[2] : ""));
		}
		catch (final InputException e) {
			System.err.println(e.getMessage());
			System.exit(1);
		}
	}
}
