package org.stacksam.ij;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import ij.CommandListener;
import ij.Executer;
import ij.IJ;
import ij.Menus;

import org.scijava.Context;
import org.scijava.MenuEntry;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.event.ModuleErroredEvent;

/**
 * What Fiji does for SciJava commands, done for an ImageJ without Fiji: enters StackSAM's commands into ImageJ's command
 * table, so that menus, macros and {@code IJ.run} find them by their labels.
 */
final class PlainImageJ {

	/** The first parts of the menu path of the commands to enter. */
	private static final List<String> MENU = List.of("Plugins", "StackSAM");

	private PlainImageJ() {}

	/** One context a Java process, made when first asked for; ImageJ itself is as single. */
	private static final class Holder {

		private static final Context CONTEXT = new Context();
		private static final Object ERRORS = new ErrorsAreShownByUs();

		static {
			CONTEXT.service(EventService.class).subscribe(ERRORS);
		}
	}

	/** Keeps SciJava from logging a stack trace for each failure: {@link CommandRunner} shows the message. */
	private static final class ErrorsAreShownByUs {

		@EventHandler
		private void onEvent(final ModuleErroredEvent event) {
			event.consume();
		}
	}

	static Context context() {
		return Holder.CONTEXT;
	}

	/** StackSAM's commands by label. */
	static SortedMap<String, CommandInfo> commands() {
		final SortedMap<String, CommandInfo> byLabel = new TreeMap<>();
		for (final CommandInfo command : context().service(CommandService.class).getCommands()) {
			final List<String> path = command.getMenuPath().stream().map(MenuEntry::getName).toList();
			if (path.size() == MENU.size() + 1 && path.subList(0, MENU.size()).equals(MENU)) byLabel.put(path.get(MENU.size()),
				command);
		}
		return byLabel;
	}

	/** Enters the commands into ImageJ's table, which is made first if it is not there. */
	@SuppressWarnings("unchecked") // ImageJ declares it raw
	static void install() {
		if (Menus.getCommands() == null) makeTable();
		GroupColors.install();
		commands().forEach((label, command) -> Menus.getCommands().put(label, CommandRunner.class.getName() + "(\"" + command
			.getDelegateClassName() + "\")"));
	}

	/** ImageJ makes its command table on its way to run a command; the command itself is held back. */
	private static void makeTable() {
		final CommandListener holdBack = command -> null;
		Executer.addCommandListener(holdBack);
		try {
			IJ.run("About ImageJ...");
		}
		finally {
			Executer.removeCommandListener(holdBack);
		}
	}
}
