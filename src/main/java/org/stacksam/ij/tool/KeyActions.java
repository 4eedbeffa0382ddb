package org.stacksam.ij.tool;

import java.util.List;

import org.stacksam.interactive.ClassActions;
import org.stacksam.interactive.ObjectActions;
import org.stacksam.interactive.PromptActions;
import org.stacksam.interactive.SessionClass;

/** What the keys of the tool do to the work on the image in front. */
final class KeyActions {

	private KeyActions() {}

	/** Does what a key asks for; whether it meant anything just then. */
	static boolean perform(final ImageWork work, final ToolKeys.Stroke stroke) {
		switch (stroke.key()) {
			case ACCEPT -> {
				if (!work.canAccept()) return false;
				work.accept();
			}
			case DROP -> {
				if (work.state().currentObject() == 0) return false;
				work.act(ObjectActions.drop());
			}
			case REMOVE_LAST -> {
				if (work.state().currentPrompt(work.slice()).isEmpty()) return false;
				work.act(PromptActions.removeLast(work.slice()));
			}
			case UNDO -> {
				if (work.session().undoName().isEmpty()) return false;
				work.undo();
			}
			case REDO -> {
				if (work.session().redoName().isEmpty()) return false;
				work.redo();
			}
			case CLASS -> {
				final List<SessionClass> classes = work.state().classes();
				if (stroke.digit() > classes.size()) return false;
				final SessionClass chosen = classes.get(stroke.digit() - 1);
				work.act(ClassActions.choose(chosen.value()));
			}
		}
		return true;
	}
}
