package org.stacksam.interactive;

import org.stacksam.prompt.LabelClass;

/**
 * A class of a session.
 *
 * @param label value 1..65535 in the label image, name, colour
 * @param visible whether its objects are drawn
 * @param locked frozen: no pixel of it is overwritten, and its objects cannot be changed
 */
public record SessionClass(LabelClass label, boolean visible, boolean locked) {

	/** A visible, unlocked class. */
	public static SessionClass of(final LabelClass label) {
		return new SessionClass(label, true, false);
	}

	/** Value in the label image. */
	public int value() {
		return label.value();
	}

	public String name() {
		return label.name();
	}

	public SessionClass withLabel(final LabelClass newLabel) {
		return new SessionClass(newLabel, visible, locked);
	}

	public SessionClass withVisible(final boolean newVisible) {
		return new SessionClass(label, newVisible, locked);
	}

	public SessionClass withLocked(final boolean newLocked) {
		return new SessionClass(label, visible, newLocked);
	}
}
