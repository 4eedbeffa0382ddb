package org.stacksam.ij;

import ij.gui.Roi;

/** What StackSAM writes into the properties of a ROI, which ImageJ keeps in its files. */
final class RoiProperties {

	/** Number of the object, so that the ROIs of one object find together again. */
	static final String OBJECT = "stacksam.object";
	/** Value of the class where it is over 255, which a group cannot hold. */
	static final String LABEL = "stacksam.label";
	/** Marks a result: it is no prompt of the next run. */
	static final String RESULT = "stacksam.result";
	/** Number of the prompt in its set, where its box, points and mask are several ROIs. */
	static final String PROMPT = "stacksam.prompt";

	private RoiProperties() {}

	/** A positive number; 0 if the property is not there or is none. */
	static int number(final Roi roi, final String key) {
		final String text = roi.getProperty(key);
		return text != null && text.matches("[1-9]\\d{0,8}") ? Integer.parseInt(text) : 0;
	}

	static boolean is(final Roi roi, final String key) {
		return "true".equals(roi.getProperty(key));
	}
}
