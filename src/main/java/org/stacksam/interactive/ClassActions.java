package org.stacksam.interactive;

import java.util.ArrayList;
import java.util.List;

import org.stacksam.InputException;
import org.stacksam.prompt.LabelClass;

/** What a user does with the classes. */
public final class ClassActions {

	private static final int MAX_VALUE = 0xffff;

	private ClassActions() {}

	/**
	 * Makes a class the current one. An object that is begun and not accepted anywhere moves to it; else the next prompt
	 * begins a new object.
	 */
	public static Action choose(final int value) {
		return Action.choice("choose class", edit -> {
			final SessionState state = edit.state();
			require(state, value);
			final SessionObject begun = state.current().filter(o -> o.masks().isEmpty()).orElse(null);
			if (begun == null) edit.state(state.withCurrent(state.current().filter(o -> o.label() == value).map(
				SessionObject::number).orElse(0), value));
			else edit.state(state.withObject(begun.withLabel(value)).withCurrent(begun.number(), value));
		});
	}

	/** Adds a class and makes it the current one. */
	public static Action add(final LabelClass label) {
		return Action.of("add class", edit -> {
			final List<SessionClass> classes = new ArrayList<>(edit.state().classes());
			classes.add(SessionClass.of(label));
			edit.state(edit.state().withClasses(checked(classes)).withCurrent(0, label.value()));
		});
	}

	/**
	 * Changes name, colour, visibility or lock of a class; its value stays.
	 *
	 * @throws InputException on applying, if there is no class of this value or the name is taken
	 */
	public static Action change(final SessionClass changed) {
		return Action.of("change class", edit -> {
			require(edit.state(), changed.value());
			edit.state(edit.state().withClasses(checked(edit.state().classes().stream().map(c -> c.value() == changed.value()
				? changed : c).toList())));
		});
	}

	/** Removes a class that has no object. */
	public static Action remove(final int value) {
		return Action.of("remove class", edit -> {
			final SessionState state = edit.state();
			require(state, value);
			if (state.objects().values().stream().anyMatch(o -> o.label() == value)) throw new InputException("The class " +
				state.classOf(value).orElseThrow().name() + " has objects. Delete them or change their class first.");
			final List<SessionClass> left = state.classes().stream().filter(c -> c.value() != value).toList();
			final boolean current = state.currentClass() == value;
			edit.state(state.withClasses(left).withCurrent(state.currentObject(), !current ? state.currentClass() : left
				.isEmpty() ? 0 : left.get(0).value()));
		});
	}

	/** A state that has a class of this value, named after it if need be. */
	static SessionState withClass(final SessionState state, final int value) {
		if (state.classOf(value).isPresent()) return state;
		final List<SessionClass> classes = new ArrayList<>(state.classes());
		classes.add(SessionClass.of(new LabelClass(value, "label " + value)));
		return state.withClasses(checked(classes));
	}

	private static void require(final SessionState state, final int value) {
		if (state.classOf(value).isEmpty()) throw new InputException("There is no class of the value " + value + ".");
	}

	private static List<SessionClass> checked(final List<SessionClass> classes) {
		for (int i = 0; i < classes.size(); i++) {
			final SessionClass c = classes.get(i);
			if (c.value() < 1 || c.value() > MAX_VALUE) throw new InputException("The value " + c.value() +
				" of a class must lie within 1 to " + MAX_VALUE + ".");
			if (c.name().isBlank()) throw new InputException("A class needs a name.");
			for (final SessionClass other : classes.subList(0, i)) {
				if (other.value() == c.value()) throw new InputException("There are two classes of the value " + c.value() +
					". Choose another.");
				if (other.name().equals(c.name())) throw new InputException("There are two classes named " + c.name() +
					". Choose another name.");
			}
		}
		return classes;
	}
}
