package org.stacksam.interactive;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import org.stacksam.InputException;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.Prompt;

/**
 * All that the user did on one volume so far. The label image follows from it, except for labels that were there before.
 *
 * @param classes in the order of their digits; values and names unique
 * @param objects by number
 * @param currentObject that new prompts belong to; 0 = the next prompt begins a new one
 * @param currentClass value of the class of new objects; 0 only if there is no class
 */
public record SessionState(List<SessionClass> classes, NavigableMap<Integer, SessionObject> objects, int currentObject,
	int currentClass)
{

	public SessionState {
		classes = List.copyOf(classes);
		objects = Collections.unmodifiableNavigableMap(new TreeMap<>(objects));
	}

	/** A session in which nothing was done; the first class is the current one. */
	public static SessionState of(final List<SessionClass> classes) {
		return new SessionState(classes, new TreeMap<>(), 0, classes.isEmpty() ? 0 : classes.get(0).value());
	}

	/** A class by its value in the label image. */
	public Optional<SessionClass> classOf(final int value) {
		return classes.stream().filter(c -> c.value() == value).findFirst();
	}

	/** The current object, if one is begun. */
	public Optional<SessionObject> current() {
		return Optional.ofNullable(objects.get(currentObject));
	}

	/** What was said of the current object on a slice. */
	public Optional<Prompt> currentPrompt(final int slice) {
		return current().map(o -> o.prompts().get(slice));
	}

	/** The object whose mask holds a pixel. */
	public Optional<SessionObject> objectAt(final int x, final int y, final int slice) {
		return objects.values().stream().filter(o -> o.masks().containsKey(slice) && o.masks().get(slice).mask().contains(x,
			y)).findFirst();
	}

	/** Whether a class is locked; an unknown one is not. */
	public boolean locked(final int value) {
		return classOf(value).map(SessionClass::locked).orElse(false);
	}

	/** The classes as prompt sets have them. */
	public List<LabelClass> labels() {
		return classes.stream().map(SessionClass::label).toList();
	}

	/** An object that must be there. */
	SessionObject object(final int number) {
		final SessionObject object = objects.get(number);
		if (object == null) throw new InputException("There is no object " + number + ".");
		return object;
	}

	/** Number of the next new object. */
	int nextObject() {
		return objects.isEmpty() ? 1 : objects.lastKey() + 1;
	}

	SessionState withClasses(final List<SessionClass> newClasses) {
		return new SessionState(newClasses, objects, currentObject, currentClass);
	}

	SessionState withObject(final SessionObject object) {
		final NavigableMap<Integer, SessionObject> changed = new TreeMap<>(objects);
		changed.put(object.number(), object);
		return new SessionState(classes, changed, currentObject, currentClass);
	}

	SessionState withoutObject(final int number) {
		final NavigableMap<Integer, SessionObject> changed = new TreeMap<>(objects);
		changed.remove(number);
		return new SessionState(classes, changed, currentObject == number ? 0 : currentObject, currentClass);
	}

	SessionState withCurrent(final int newObject, final int newClass) {
		return new SessionState(classes, objects, newObject, newClass);
	}
}
