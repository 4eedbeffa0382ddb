package org.stacksam.ij;

import java.util.Optional;

import ij.IJ;
import ij.Menus;

import org.scijava.Context;

/** SciJava for what ImageJ starts by itself, such as the toolbar tool: Fiji's context, or in plain ImageJ our own. */
public final class SciJava {

	private static final String FIJI_SERVICE = "net.imagej.legacy.LegacyService";

	private SciJava() {}

	/** The context of this process; in plain ImageJ it is made, and StackSAM's commands are entered, when first asked for. */
	public static Context context() {
		return fiji().orElseGet(() -> {
			// Where StackSAM is a jar in plugins/, only ImageJ's plugin loader sees it.
			final Thread thread = Thread.currentThread();
			final ClassLoader before = thread.getContextClassLoader();
			thread.setContextClassLoader(SciJava.class.getClassLoader());
			try {
				if (Menus.getCommands() == null || !Menus.getCommands().containsKey("SAM Segment Volume")) PlainImageJ.install();
				return PlainImageJ.context();
			}
			finally {
				thread.setContextClassLoader(before);
			}
		});
	}

	private static Optional<Context> fiji() {
		try {
			Class.forName(FIJI_SERVICE, false, IJ.getClassLoader() == null ? SciJava.class.getClassLoader() : IJ
				.getClassLoader());
		}
		catch (final ClassNotFoundException plainImageJ) {
			return Optional.empty();
		}
		return Optional.ofNullable((Context) IJ.runPlugIn("org.scijava.Context", ""));
	}
}
